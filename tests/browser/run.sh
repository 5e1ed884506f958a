#!/usr/bin/env bash
# tests/browser/run.sh PATH-OF-ISPO: drives the console of that program in Chromium. Needs node (22 or 20) on PATH.
# ISPO_SCREENSHOTS=FOLDER keeps pictures of what was seen; CHROMIUM names another browser than /usr/bin/chromium.
set -euo pipefail
ISPO=$(realpath "${1:?Usage: tests/browser/run.sh PATH-OF-ISPO}")
if [ -n "${ISPO_SCREENSHOTS-}" ]; then ISPO_SCREENSHOTS=$(realpath -m "$ISPO_SCREENSHOTS"); fi
export ISPO ISPO_SCREENSHOTS="${ISPO_SCREENSHOTS-}"
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
exec node --test --test-reporter=spec console.test.mjs
