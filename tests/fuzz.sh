#!/usr/bin/env bash
# tests/fuzz.sh [SECONDS]: builds the fuzzers with clang and runs each for so long, as many at a time as there are processors, starting from its corpus.
# RUNS=10000000 tests/fuzz.sh: each so often instead.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1-60}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "Usage: tests/fuzz.sh [SECONDS]" >&2; exit 2; }
command -v clang++-14 >/dev/null || { echo "clang++-14 is missing; nothing was done. Install it: deploy/install.sh build test" >&2; exit 3; }
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzzers
run_one() {
    local fuzzer=$1 name work
    name=$(basename "$fuzzer" _fuzz)
    work=$(mktemp -d)
    mkdir -p "tests/fuzz/corpus/$name"
    if ! "$fuzzer" "$limit" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$work/" "$work" "tests/fuzz/corpus/$name" >"$work/log" 2>&1; then
        tail -n 40 "$work/log" >&2
        echo "$name: FAILED; the input is in $work" >&2
        return 1
    fi
    echo "$name: $(grep -m1 'stat::number_of_executed_units' "$work/log" | grep -o '[0-9]*$') runs, no finding"
    rm -rf "$work"
}
limit=${RUNS:+-runs=$RUNS}
limit=${limit:--max_total_time=$seconds}
export -f run_one
export limit
fuzzers=$(find build/fuzz/tests/fuzz -name '*_fuzz' -type f -perm -u+x | sort)
[ -n "$fuzzers" ] || { echo "There is no fuzzer in build/fuzz; nothing was tried." >&2; exit 3; }
xargs <<<"$fuzzers" -P "$(nproc)" -I{} bash -c 'run_one {}'
