#!/usr/bin/env bash
# tests/bench/outgoing.sh: CPU of one outgoing call on a warm connection against @slack/web-api, over HTTP and TLS, interleaved. Aim: 1/8.
set -euo pipefail
cd "$(dirname "$0")/../.."
calls=${CALLS:-3000}
pairs=${PAIRS:-5}
NODE_FOLDERS="tests/node tests/bench"
. tests/node.sh
cmake --preset release -DISPO_TESTS=ON >/dev/null
cmake --build --preset release --target outgoing_bench -- --quiet
work=$(mktemp -d)
peer=
trap '[ -z "$peer" ] || kill $peer; rm -rf "$work"' EXIT
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -addext "subjectAltName=IP:127.0.0.1" -keyout "$work/key" -out "$work/certificate" 2>/dev/null
taskset -c 1 node tests/bench/slack_peer.mjs "$work/key" "$work/certificate" >"$work/ports" & peer=$!
until [ -s "$work/ports" ]; do sleep 0.05; done
read -r plain secure <"$work/ports"
export NODE_EXTRA_CA_CERTS=$work/certificate
median() { sort -n | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
for base in "http://127.0.0.1:$plain/api/" "https://127.0.0.1:$secure/api/"; do
    : >"$work/a"; : >"$work/b"
    for _ in $(seq "$pairs"); do
        taskset -c 0 build/release/tests/outgoing_bench "$base" "$work/certificate" "$calls" >>"$work/a"
        taskset -c 0 node tests/bench/web_api.mjs "$base" "$calls" >>"$work/b"
    done
    awk "BEGIN {a=$(median <"$work/a"); b=$(median <"$work/b"); printf \"%s: ours %.1f µs of CPU a call, @slack/web-api %.1f µs: 1/%.1f (aim 1/8)\n\", \"${base%%:*}\", a, b, b/a}"
done
