#!/usr/bin/env bash
# tests/run.sh [--all]: installs what is missing, builds with sanitizers and runs every test.
# --all adds ThreadSanitizer (net, bot), the release build's tests, clang-tidy on everything and 60 s for each fuzzer.
set -euo pipefail
cd "$(dirname "$0")/.."
all=no
case "${1-}" in
    --all) all=yes ;;
    "") ;;
    *) echo "Usage: tests/run.sh [--all]" >&2; exit 2 ;;
esac
start=$SECONDS
say() { printf '\n== %s (%d s)\n' "$*" $((SECONDS - start)); }

say "Packages"
deploy/install.sh build test
. tests/node.sh

say "Format"
git ls-files '*.cpp' '*.hpp' | xargs clang-format-14 --dry-run --Werror

say "Build with AddressSanitizer and UndefinedBehaviorSanitizer"
cmake --preset dev >/dev/null
cmake --build --preset dev -- -k 0
tests/tidy.sh "$([ $all = yes ] && echo all || echo changed)"

if [ $all = yes ]; then
    say "Every header compiles alone"
    cmake --build --preset dev --target headers_alone
    say "ThreadSanitizer: net and bot"
    cmake --preset tsan >/dev/null
    cmake --build --preset tsan --target net_test bot_test ispo
    ctest --preset tsan -R '^(net|bot)$' --parallel "$(nproc)"
    say "Release"
    cmake --preset release -DISPO_TESTS=ON >/dev/null
    cmake --build --preset release
    ctest --preset release -LE node --parallel "$(nproc)"
    say "Fuzzers"
    tests/fuzz.sh 60
fi

say "Tests"
ctest --preset dev --parallel "$(nproc)"
