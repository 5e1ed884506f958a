#!/usr/bin/env bash
# Proves the Slack simulator with Slack's own clients. Needs node (22 or 20) on PATH; an argument is ignored.
set -euo pipefail
cd "$(dirname "$0")"
[ -d ../node_modules/@slack/socket-mode ] && [ -d ../node_modules/ws ] || (cd .. && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
exec node --test --test-reporter=spec --test-timeout=240000 ./*.test.mjs
