#!/usr/bin/env bash
# Proves the Jira stand-in with jira.js and its schemas. Needs node 22 and npm on PATH; an argument is ignored.
set -euo pipefail
cd "$(dirname "$0")"
[ -d ../node_modules/jira.js ] || (cd .. && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
exec node --test --test-concurrency=3 --test-reporter=spec --test-timeout=480000 ./*.test.mjs
