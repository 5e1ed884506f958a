#!/usr/bin/env bash
# tests/tidy.sh all|changed: clang-tidy on every source, or on those that differ from the main branch. Warnings are errors.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v clang-tidy-14 >/dev/null || { echo "clang-tidy-14 is missing; nothing was done. Install it: deploy/install.sh build test" >&2; exit 3; }
# clang cannot read gcc's precompiled headers.
cmake --preset tidy -DISPO_PCH=OFF -DISPO_TESTS=OFF >/dev/null
sources=(core insight net storage commands sources slack web bot)
if [ "${1-all}" = all ]; then
    mapfile -t files < <(git ls-files -- "${sources[@]}" | grep '\.cpp$')
else
    base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD)
    mapfile -t files < <({ git diff --name-only --diff-filter=d "$base" -- "${sources[@]}"; git ls-files -o --exclude-standard -- "${sources[@]}"; } | grep '\.cpp$' | sort -u || true)
fi
printf '\n== clang-tidy on %d files\n' ${#files[@]}
[ ${#files[@]} -gt 0 ] || exit 0
printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 4 clang-tidy-14 --quiet -p build/tidy --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-everything 2>/dev/null
