#!/usr/bin/env bash
# Proves the GitLab stand-in with @gitbeaker/rest and its types. Needs node (22 or 20) and npm on PATH; an argument is ignored.
set -euo pipefail
cd "$(dirname "$0")"
[ -d ../node_modules/@gitbeaker/rest ] && [ -d ../node_modules/typescript ] || (cd .. && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
exec node --test --test-concurrency=3 --test-reporter=spec --test-timeout=480000 ./*.test.mjs
