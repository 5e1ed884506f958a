#!/usr/bin/env bash
# deploy/install.sh GROUP…: installs the missing Debian packages of these groups of packages.txt (build, test, bench).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || {
    echo "This is not Debian; nothing was installed. The packages that ISPO Bot needs are listed in $here/packages.txt." >&2
    exit 3
}
missing=()
while read -r group package; do
    case " $* " in *" $group "*) ;; *) continue ;; esac
    # A machine that has Node and npm from elsewhere keeps them: Debian's npm would bring four hundred packages.
    case $package in nodejs | npm) if command -v npm >/dev/null; then continue; fi ;; esac
    # Not with grep -q: it ends at the first hit, and a broken pipe would pass for a missing package.
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done < <(grep -v '^#' "$here/packages.txt")

[ ${#missing[@]} -gt 0 ] || exit 0
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "Missing Debian packages, and neither root nor sudo is at hand: ${missing[*]}. Nothing was done; as root, run $here/install.sh $*" >&2
        exit 3
    }
    as_root=(sudo)
fi
echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "${as_root[@]}" apt-get update -q &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    echo "The packages could not be installed; the lines above say why. ISPO Bot needs Debian 12 and a Debian mirror that answers." >&2
    exit 3
fi
