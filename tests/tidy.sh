#!/usr/bin/env bash
# tests/tidy.sh all|changed: clang-tidy on every source, or on those that differ from the main branch (on it: from its last commit but one). Warnings are errors.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v clang-tidy-14 >/dev/null || { echo "clang-tidy-14 is missing; nothing was done. Install it: deploy/install.sh build test" >&2; exit 3; }
# clang cannot read gcc's precompiled headers.
cmake --preset tidy -DISPO_PCH=OFF -DISPO_TESTS=OFF >/dev/null
sources=(core insight net storage commands sources slack web bot)
if [ "${1-all}" = all ]; then
    mapfile -t files < <(git ls-files -- "${sources[@]}" | grep '\.cpp$')
else
    # On the main branch itself: what the last commit changed. A changed header stands for the sources that include it.
    base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD)
    [ "$base" != "$(git rev-parse HEAD)" ] || base=$(git rev-parse -q --verify HEAD~1 || git hash-object -t tree /dev/null)
    changed=$({ git diff --name-only --diff-filter=d "$base" -- "${sources[@]}"; git ls-files -o --exclude-standard -- "${sources[@]}"; } | sort -u)
    mapfile -t files < <(while read -r path; do
        case $path in
            *.cpp) echo "$path" ;;
            *.hpp) git grep -lF "\"$path\"" -- "${sources[@]}" | { grep '\.cpp$' || true; } ;;
        esac
    done <<<"$changed" | sort -u)
fi
printf '\n== clang-tidy on %d files\n' ${#files[@]}
[ ${#files[@]} -gt 0 ] || exit 0
printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 4 clang-tidy-14 --quiet -p build/tidy --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-everything 2>/dev/null
