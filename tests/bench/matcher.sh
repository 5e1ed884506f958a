#!/usr/bin/env bash
# tests/bench/matcher.sh: how long it takes to understand a sentence among 50,000 repositories. Prints, asserts nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset release -DISPO_TESTS=ON >/dev/null
cmake --build --preset release --target matcher_bench -- --quiet
build/release/tests/matcher_bench
