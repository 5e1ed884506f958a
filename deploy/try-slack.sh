#!/usr/bin/env bash
# deploy/try-slack.sh [--socket]: the whole bot with its sample company against a simulated Slack, to be tried by typing what people do
# there. Over HTTP, or by Socket Mode. Installs what is missing and builds what has changed (or takes the program that $ISPO names);
# Ctrl-C ends both.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
usage="Usage: deploy/try-slack.sh [--http|--socket]"
transport=--http
for argument in "$@"; do
    case $argument in
        --http | --socket) transport=$argument ;;
        -h | --help) echo "$usage"; exit 0 ;;
        *) echo "Unknown word $argument; nothing was done. $usage" >&2; exit 2 ;;
    esac
done
[ -z "${ISPO:-}" ] || ISPO=$(realpath -- "$ISPO")  # as seen from where this was called
cd "$root"
if [ -n "${ISPO:-}" ]; then
    [ -x "$ISPO" ] || { echo "$ISPO is no program; nothing was done. Without ISPO in the environment it is built here." >&2; exit 2; }
    deploy/install.sh try >&2
else
    deploy/install.sh build try >&2
    # Also when there is one: after a pull it would be the old one.
    [ -x build/release/ispo ] || echo "Building ISPO Bot with $(nproc) processors; the first time takes some minutes …" >&2
    if ! { cmake --preset release && cmake --build --preset release --target ispo; } >&2; then
        echo "The build failed; the lines above say where. Nothing was started." >&2
        exit 3
    fi
    ISPO=$root/build/release/ispo
fi
export ISPO
NODE_FOLDERS="tests/node tests/peers"
. tests/node.sh
exec node deploy/try_slack/main.mjs "$transport"
