#!/usr/bin/env bash
# deploy/quickstart.sh [--no-serve] [--listen ADDRESS:PORT] [CHECKOUT…]: from a fresh Debian 12 to the readiness of your checkouts and the browser console.
# Installs what is missing, builds a release, prints the report, then serves the console with a sample company and those checkouts.
# With --no-serve it ends with the report's code: 3 when one of them is no checkout, 2 when none is.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
start=$PWD
# As it is typed from here: what it prints to do next begins so.
ispo=$root/build/release/ispo
if [[ $ispo == "$start"/* ]]; then ispo=${ispo#"$start"/}; fi
[[ $ispo == */* ]] || ispo=./$ispo
usage="Usage: deploy/quickstart.sh [--no-serve] [--listen ADDRESS:PORT] [CHECKOUT…]"
serve=yes
listen=()
checkouts=()
while [ $# -gt 0 ]; do
    case $1 in
        --no-serve) serve=no ;;
        --listen) [ $# -gt 1 ] || { echo "--listen wants an address, e.g. 127.0.0.1:9090; nothing was done." >&2; exit 2; }
            listen=(--listen "$2"); shift ;;
        --listen=*) listen=(--listen "${1#--listen=}") ;;
        -h | --help) echo "$usage"; exit 0 ;;
        -*) echo "Unknown option $1; nothing was done. $usage" >&2; exit 2 ;;
        "") echo "A path is empty; nothing was done. $usage" >&2; exit 2 ;;
        *) checkouts+=("$(realpath -m -- "$1")") ;;
    esac
    shift
done
[ ${#checkouts[@]} -gt 0 ] || checkouts=("$root")
# What is no checkout is told, and the others are judged, as `ispo ready` does it.
good=()
for checkout in "${checkouts[@]}"; do
    if [ ! -d "$checkout" ]; then
        echo "$checkout is no folder; it is left out." >&2
    elif command -v git >/dev/null && ! git -c safe.directory='*' -C "$checkout" rev-parse --git-dir >/dev/null 2>&1; then
        echo "git finds no repository in $checkout; it is left out." >&2
    else
        good+=("$checkout")
    fi
done
[ ${#good[@]} -gt 0 ] || { echo "Nothing was done. Give paths of git checkouts." >&2; exit 2; }
status=0
[ ${#good[@]} -eq ${#checkouts[@]} ] || status=3
[ -w "$root" ] || { echo "$root cannot be written by $(id -un), and the program is built in it; nothing was done. Clone it as this user." >&2; exit 2; }

"$root/deploy/install.sh" build
cd "$root"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Ninja's "[12/196] Building …" as one moving line on a terminal, as ten lines elsewhere.
progress() {
    local line tenth=0
    while IFS= read -r line; do
        [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
        local step=${BASH_REMATCH[1]} steps=${BASH_REMATCH[2]}
        if [ -t 1 ]; then
            printf '\rBuilding ISPO Bot: step %d of %d' "$step" "$steps"
        elif [ "$steps" -ge 10 ] && [ $((step * 10 / steps)) -gt $tenth ]; then
            tenth=$((step * 10 / steps))
            printf 'Building ISPO Bot: step %d of %d\n' "$step" "$steps"
        fi
    done
    if [ -t 1 ]; then printf '\r\033[K'; fi
}
[ -x build/release/ispo ] || echo "Building ISPO Bot with $(nproc) processors; the first time takes some minutes …"
if ! { cmake --preset release >"$log" 2>&1 && cmake --build --preset release --target ispo 2>&1 | tee -a "$log" | progress; }; then
    tail -n 40 "$log" >&2
    echo "The build failed; the lines above say where." >&2
    exit 3
fi

cd "$start"
"$ispo" ready "${good[@]}" || status=$?
if [ "$serve" = no ] || [ "$status" -eq 2 ]; then exit "$status"; fi
rm -f "$log"
shown=()
for checkout in "${good[@]}"; do shown+=(--checkout "$checkout"); done
exec "$ispo" demo "${listen[@]}" "${shown[@]}"
