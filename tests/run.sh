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

# What needs no quiet takes the processors that the tests leave idle; its output comes when it has ended.
beside() {
    tests/tidy.sh all
    say "Every header compiles alone"
    cmake --build --preset dev --target headers_alone
    say "Build with ThreadSanitizer: net and bot"
    cmake --preset tsan >/dev/null
    cmake --build --preset tsan --target net_test bot_test ispo
    say "Build the release"
    cmake --preset release -DISPO_TESTS=ON >/dev/null
    cmake --build --preset release
    say "Build the fuzzers"
    cmake --preset fuzz >/dev/null
    cmake --build --preset fuzz --target fuzzers
}
if [ $all = no ]; then
    tests/tidy.sh changed
    say "Tests"
    exec ctest --preset dev --parallel "$(nproc)"
fi

logs=$(mktemp -d)
(renice -n 19 $BASHPID >/dev/null; beside) >"$logs/beside" 2>&1 &
beside_id=$!
say "Tests; beside them, at the lowest priority: clang-tidy, headers, the other builds"
tests_failed=no
ctest --preset dev --parallel "$(nproc)" 2>&1 | tee "$logs/tests" || tests_failed=yes
beside_failed=no
wait $beside_id || beside_failed=yes
cat "$logs/beside"
[ $beside_failed = no ] || { echo "What ran beside the tests failed; its last lines are above." >&2; exit 1; }
say "ThreadSanitizer: net and bot"
ctest --preset tsan -R '^(net|bot)$' --parallel "$(nproc)"
say "Release"
ctest --preset release -LE node --parallel "$(nproc)"
say "Fuzzers"
tests/fuzz.sh 60
say "Tests"
sed -n '/ tests passed\| tests failed/,$p' "$logs/tests"
[ $tests_failed = no ]
