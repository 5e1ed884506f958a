#!/usr/bin/env bash
# deploy/quickstart.sh [--no-serve] [CHECKOUT…]: from a fresh Debian 12 to the readiness of your checkouts and the browser console.
# Installs what is missing, builds a release, prints the report, then serves the console with a sample company and those checkouts.
set -euo pipefail
started=$PWD
root=$(cd "$(dirname "$0")/.." && pwd)
serve=yes
checkouts=()
for argument in "$@"; do
    case $argument in
        --no-serve) serve=no ;;
        -*) echo "Unknown option $argument; nothing was done. Usage: deploy/quickstart.sh [--no-serve] [CHECKOUT…]" >&2; exit 2 ;;
        *) checkouts+=("$(cd "$started" && realpath -m -- "$argument")") ;;
    esac
done
[ ${#checkouts[@]} -gt 0 ] || checkouts=("$root")
for checkout in "${checkouts[@]}"; do
    [ -d "$checkout" ] || { echo "$checkout is no folder; nothing was done. Give paths of git checkouts." >&2; exit 2; }
done

"$root/deploy/install.sh" build
cd "$root"
if [ ! -x build/release/ispo ]; then echo "Building ISPO Bot; the first time takes a few minutes …"; fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { cmake --preset release -DISPO_TESTS=OFF >"$log" 2>&1 && cmake --build --preset release --target ispo >>"$log" 2>&1; }; then
    tail -n 40 "$log" >&2
    echo "The build failed; the lines above say where." >&2
    exit 3
fi

"$root/build/release/ispo" ready "${checkouts[@]}" || status=$?
if [ "$serve" = no ]; then exit "${status:-0}"; fi
shown=()
for checkout in "${checkouts[@]}"; do shown+=(--checkout "$checkout"); done
exec "$root/build/release/ispo" demo "${shown[@]}"
