#!/usr/bin/env bash
# tests/bench/slack.sh: signed slash commands against ISPO Bot and a minimal Bolt app: requests a second, p99, memory, time to the first answer.
# Server on core 0, load on core 1, interleaved; only the ratios of one run mean anything. Loopback only, bounded in time.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${SECONDS_EACH:-4}
. tests/node.sh
[ -d tests/bench/node_modules ] || (cd tests/bench && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
cmake --preset release -DISPO_TESTS=ON >/dev/null
cmake --build --preset release --target ispo floor_bench -- --quiet
work=$(mktemp -d)
export SECRET=bench-secret-0123456789
servers=()
stop() { for id in "${servers[@]}"; do kill "$id" 2>/dev/null || true; done; wait 2>/dev/null; rm -rf "$work"; }
trap stop EXIT

sign() { # sign TEXT: BODY, STAMP and SIGNATURE of `/ispo TEXT`
    BODY="team_id=T1&channel_id=C1&user_id=U1&command=%2Fispo&text=$1&response_url=https%3A%2F%2Fhooks.slack.com%2Fx&trigger_id=1.2.3"
    STAMP=$(date +%s)
    SIGNATURE="v0=$(printf 'v0:%s:%s' "$STAMP" "$BODY" | openssl dgst -sha256 -hmac "$SECRET" -hex | sed 's/.*= //')"
    export BODY STAMP SIGNATURE
}
first_answer() { # first_answer URL START: milliseconds since START until the first 200
    until curl -s -o /dev/null -f -X POST -H "X-Slack-Request-Timestamp: $STAMP" -H "X-Slack-Signature: $SIGNATURE" --data-raw "$BODY" "$1" 2>/dev/null; do sleep 0.002; done
    echo $((($(date +%s%N) - $2) / 1000000))
}
memory() { awk '/VmRSS/ {printf "%.0f", $2/1024}' "/proc/$1/status"; }
cpu() { awk '{printf "%d", ($14 + $15) * 10000}' "/proc/$1/stat"; } # microseconds; a tick is 10 ms
load() { # load URL CONNECTIONS PROCESS: "requests-a-second p99-in-ms CPU-microseconds-a-request"
    local before said
    before=$(cpu "$3")
    said=$(generate "$1" "$2")
    awk -v used=$(($(cpu "$3") - before)) -v said="$said" -v seconds="$seconds" 'BEGIN {split(said, part, " "); printf "%s %.1f\n", said, (part[1] > 0 ? used / (part[1] * seconds) : 0)}'
}
settle() { # settle PROCESS: until it does nothing any more, at most five seconds; what it has not answered yet must not slow the other side
    local before tries
    for tries in {1..25}; do
        before=$(cpu "$1")
        sleep 0.2
        [ "$(cpu "$1")" -gt "$before" ] || return 0
    done
}
generate() { # generate URL CONNECTIONS: "requests-a-second p99-in-ms"
    taskset -c 1 wrk -t1 -c"$2" -d"${seconds}s" --latency -s tests/bench/command.lua "$1" | awk '/99%/ {v=$2; if (v ~ /us$/) v=v/1000; else if (v ~ /ms$/) v=v+0; else v=v*1000; p=v} /Requests\/sec/ {r=$2} /Non-2xx/ {bad=1} END {if (bad) print "0 0"; else printf "%.0f %.2f\n", r, p}'
}

# A short fixed reply, a long one, one from the store.
texts=(help+levels help ready+payments-api)
sign help
ISPO_SLACK_SIGNING_SECRET=$SECRET ./build/release/ispo demo --data "$work/ispo" --listen 127.0.0.1:8391 >"$work/seed" 2>&1 & seed=$!
until grep -q Open "$work/seed"; do sleep 0.1; done; kill $seed; wait $seed 2>/dev/null || true
start=$(date +%s%N)
ISPO_SLACK_SIGNING_SECRET=$SECRET taskset -c 0 ./build/release/ispo demo --data "$work/ispo" --listen 127.0.0.1:8391 >"$work/ours.log" 2>&1 & ours=$!
servers+=($ours)
ours_first=$(first_answer http://127.0.0.1:8391/slack/commands "$start")
replies=()
for text in "${texts[@]}"; do
    sign "$text"
    curl -s -f -X POST -H "X-Slack-Request-Timestamp: $STAMP" -H "X-Slack-Signature: $SIGNATURE" --data-raw "$BODY" -o "$work/$text.json" http://127.0.0.1:8391/slack/commands
    replies+=("${text/+/ }=$work/$text.json")
done
sign help
start=$(date +%s%N)
(cd tests/bench && exec taskset -c 0 node bolt.mjs 8392 "${replies[@]}") >"$work/bolt.log" 2>&1 & bolt=$!
servers+=($bolt)
bolt_first=$(first_answer http://127.0.0.1:8392/slack/events "$start")
echo "first answer after start: ours $ours_first ms, Bolt $bolt_first ms, ratio $(awk "BEGIN {printf \"%.2f\", $ours_first/$bolt_first}")"
echo "idle memory: ours $(memory $ours) MB, Bolt $(memory $bolt) MB"
for connections in 1 64 256; do
    for text in "${texts[@]}"; do
        sign "$text"
        read -r our_rate our_p99 our_cpu < <(load http://127.0.0.1:8391/slack/commands $connections $ours)
        read -r bolt_rate bolt_p99 bolt_cpu < <(load http://127.0.0.1:8392/slack/events $connections $bolt)
        settle $bolt
        echo "$connections connections, /ispo ${text/+/ } ($(wc -c <"$work/$text.json") bytes): ours $our_rate/s p99 $our_p99 ms $our_cpu us of CPU, Bolt (the same reply, fixed) $bolt_rate/s p99 $bolt_p99 ms $bolt_cpu us: $(awk "BEGIN {printf \"%.1f x the rate, p99 %.2f, CPU %.2f of Bolt\", $our_rate/$bolt_rate, $our_p99/$bolt_p99, $our_cpu/$bolt_cpu}")"
    done
done
for text in "${texts[@]}"; do
    sign "$text"
    taskset -c 0 build/release/tests/floor_bench 8393 "$work/$text.json" & floor=$!
    servers+=($floor)
    sleep 0.2
    read -r floor_rate floor_p99 floor_cpu < <(load http://127.0.0.1:8393/slack/commands 1 $floor)
    echo "1 connection, /ispo ${text/+/ }: a server that reads, looks at nothing and sends the bytes: $floor_rate/s p99 $floor_p99 ms $floor_cpu us of CPU: what the wire, the load and being woken for each request leave to gain"
    kill $floor
done
echo "memory after load: ours $(memory $ours) MB, Bolt $(memory $bolt) MB"
