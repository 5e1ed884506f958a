#!/usr/bin/env bash
# The built program against the GitHub stand-in. Usage: run.sh PATH-OF-ISPO. Needs node 22 (its SQLite reads the store) and npm on PATH.
set -euo pipefail
ISPO=$(realpath "${1:?Usage: tests/peers/github-bot/run.sh PATH-OF-ISPO}")
export ISPO
cd "$(dirname "$0")"
[ -d ../node_modules/graphql ] || (cd .. && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
../github/contract.sh
exec node --test --test-reporter=spec --test-timeout=600000 --test-concurrency=1 ./*.test.mjs
