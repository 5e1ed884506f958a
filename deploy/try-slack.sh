#!/usr/bin/env bash
# deploy/try-slack.sh [--socket]: the whole bot with its sample company against a simulated Slack, to be tried by typing what people do
# there. Over HTTP, or by Socket Mode. Installs and builds what is missing; Ctrl-C ends both.
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
cd "$root"
deploy/install.sh try
NODE_FOLDERS="tests/node tests/peers"
. tests/node.sh
ISPO=$(realpath -m "${ISPO:-build/release/ispo}")
[ -x "$ISPO" ] || deploy/quickstart.sh --no-serve >/dev/null
export ISPO
exec node deploy/try_slack/main.mjs "$transport"
