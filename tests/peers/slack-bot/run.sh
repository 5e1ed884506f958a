#!/usr/bin/env bash
# The built program against the Slack simulator, over HTTP and Socket Mode. Usage: run.sh PATH-OF-ISPO. Needs node (22 or 20) on PATH.
set -euo pipefail
ISPO=$(realpath "${1:?Usage: tests/peers/slack-bot/run.sh PATH-OF-ISPO}")
export ISPO
cd "$(dirname "$0")"
[ -d ../node_modules/ws ] || (cd .. && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
SLACK_SENT=$(mktemp -d ../node_modules/.slack-sent.XXXXXX)
SLACK_SENT=$(realpath "$SLACK_SENT")
export SLACK_SENT
trap 'rm -rf "$SLACK_SENT"' EXIT
node --test --test-reporter=spec --test-timeout=240000 --test-concurrency=1 ./*.test.mjs
../slack-types/sent.sh "$SLACK_SENT" 20 text block argument flag unfurl
