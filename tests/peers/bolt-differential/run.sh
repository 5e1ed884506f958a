#!/usr/bin/env bash
# The same signed requests to the built program and to a minimal Bolt app; what was sent meanwhile is type-checked. Usage: run.sh PATH-OF-ISPO. Needs node (22 or 20) on PATH.
set -euo pipefail
ISPO=$(realpath "${1:?Usage: tests/peers/bolt-differential/run.sh PATH-OF-ISPO}")
export ISPO
cd "$(dirname "$0")"
[ -d ../node_modules/@slack/bolt ] || (cd .. && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
SLACK_SENT=$(realpath "$(mktemp -d ../node_modules/.slack-sent.XXXXXX)")
export SLACK_SENT
trap 'rm -rf "$SLACK_SENT"' EXIT
node --test --test-reporter=spec --test-timeout=240000 ./*.test.mjs
../slack-types/sent.sh "$SLACK_SENT" 3 text block
