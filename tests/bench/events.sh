#!/usr/bin/env bash
# tests/bench/events.sh: events accepted durably a second (committed with synchronous=FULL before the 200), 64 connections, against a Bolt app
# that commits to SQLite before it acknowledges; then the same with each sync 1 ms slower. ISPO Bot answers each event besides; Bolt does not.
# Server on core 0, load on core 1, interleaved; only the ratios of one run mean anything. Aims: 5 times, 20 times.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${SECONDS_EACH:-3}
pairs=${PAIRS:-5}
NODE_FOLDERS="tests/node tests/bench"
. tests/node.sh
cmake --preset release -DISPO_TESTS=ON >/dev/null
cmake --build --preset release --target ispo sync_shim -- --quiet
shim=$PWD/build/release/tests/libsync_shim.so
work=$(mktemp -d)
export SECRET=bench-secret-0123456789
servers=()
stop() { for id in "${servers[@]}"; do kill "$id" 2>/dev/null || true; done; servers=(); wait 2>/dev/null || true; }
trap 'stop; rm -rf "$work"' EXIT
until_open() { until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do sleep 0.05; done; }
load() { # load PORT RUN: accepted a second
    RUN=$2 taskset -c 1 wrk -t1 -c64 -d"${seconds}s" --latency -s tests/bench/events.lua "http://127.0.0.1:$1" |
        awk '/99%/ {p=$2} /Requests\/sec/ {r=$2} /Non-2xx/ {bad=1} END {if (bad) print "0 bad"; else printf "%.0f %s\n", r, p}'
}
median() { sort -n | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
compare() { # compare NAME MICROSECONDS AIM
    local name=$1 slower=$2 aim=$3 id
    id=$slower.$RANDOM
    LD_PRELOAD=$shim SHIM_SYNC_US=$slower ISPO_SLACK_SIGNING_SECRET=$SECRET taskset -c 0 build/release/ispo serve --data "$work/ispo$id" --listen 127.0.0.1:8393 >"$work/ours.log" 2>&1 &
    servers+=($!)
    LD_PRELOAD=$shim SHIM_SYNC_US=$slower taskset -c 0 node tests/bench/bolt_durable.mjs 8394 "$work/bolt$id.db" >"$work/bolt.log" 2>&1 &
    servers+=($!)
    until_open 8393; until_open 8394
    load 8393 warm >/dev/null; load 8394 warm >/dev/null
    for pair in $(seq "$pairs"); do
        read -r ours ours_p99 < <(load 8393 "a$pair-")
        read -r bolt bolt_p99 < <(load 8394 "b$pair-")
        echo "  ours $ours/s p99 $ours_p99, Bolt $bolt/s p99 $bolt_p99"
        awk "BEGIN {print $ours/$bolt}" >>"$work/ratios$id"
    done
    echo "$name: $(median <"$work/ratios$id") times as many events (median of $pairs; aim $aim)"
    stop
}
compare "as the disk is" 0 5
compare "each sync 1 ms slower" 1000 20
