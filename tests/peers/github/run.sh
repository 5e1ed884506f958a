#!/usr/bin/env bash
# Proves the GitHub stand-in with GitHub's own clients and against its own contract. Needs node (22 or 20) and npm on PATH; an argument is ignored.
set -euo pipefail
cd "$(dirname "$0")"
[ -d ../node_modules/@octokit/core ] && [ -d ../node_modules/graphql ] || (cd .. && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
./contract.sh
# Each file has a stand-in of its own, whose start is most of the work: three side by side.
exec node --test --test-concurrency=3 --test-reporter=spec --test-timeout=480000 ./*.test.mjs
