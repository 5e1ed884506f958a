#!/usr/bin/env bash
# deploy/install.sh GROUP…: installs the missing Debian packages of these groups of packages.txt (build, test, bench).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

missing=()
while read -r group package; do
    case " $* " in *" $group "*) ;; *) continue ;; esac
    # A machine that has Node and npm from elsewhere keeps them: Debian's npm would bring four hundred packages.
    case $package in nodejs | npm) command -v npm >/dev/null && continue ;; esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
done < <(grep -v '^#' "$here/packages.txt")

[ ${#missing[@]} -gt 0 ] || exit 0
echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These packages are missing and neither root nor sudo is at hand: ${missing[*]}" >&2; exit 3; }
    as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
