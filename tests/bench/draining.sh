#!/usr/bin/env bash
# tests/bench/draining.sh: the p99 of slash commands (16 connections, as fast as they go) while 1,000 messages wait in the outbox and are sent
# as fast as Slack's limits allow, and searches through 500 repositories are computed one after the other; before that the same with an empty outbox. Server on core 0, load on core 1. Aim: below 50 ms.
set -euo pipefail
cd "$(dirname "$0")/../.."
NODE_FOLDERS="tests/node tests/peers"
. tests/node.sh
cmake --preset release -DISPO_TESTS=ON >/dev/null
cmake --build --preset release --target ispo -- --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node tests/bench/draining.mjs build/release/ispo "$work" "${SECONDS_EACH:-5}"
