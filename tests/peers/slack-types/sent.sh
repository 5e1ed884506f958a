#!/usr/bin/env bash
# Type-checks all that was sent to the Slack simulator in a run of tests, against @slack/types and @slack/web-api, and proves that the
# check can fail. Usage: sent.sh FOLDER (with sent_*.ts, inside node_modules, so that imports are found without settings)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?Usage: sent.sh FOLDER}
cp "$here/contract.ts" "$folder"
check() {
    "$here/../node_modules/.bin/tsc" --noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck "$@"
}
check "$folder"/*.ts
calls=$(cat "$folder"/sent_*.ts | grep -c '^export const call_') || true
blocks=$(cat "$folder"/sent_*.ts | grep -c '^export const blocks_') || true
[ "$calls" -ge 20 ] && [ "$blocks" -ge 20 ] || { echo "Only $calls calls and $blocks block arrays were sent; the tests send more." >&2; exit 1; }
echo "$calls calls and $blocks block arrays are what Slack's types say."

must_fail() {
    local name=$1 from=$2 to=$3 files
    mapfile -t files < <(grep -l -- "$from" "$folder"/sent_*.ts)
    [ "${#files[@]}" -gt 0 ] || { echo "Nothing sent has $from." >&2; exit 1; }
    sed "0,/$from/s//$to/" "${files[0]}" >"$folder/wrong.ts"
    if check "$folder/wrong.ts" >"$folder/said"; then
        echo "The slip '$name' was not found." >&2
        exit 1
    fi
    grep -q 'wrong\.ts.*error TS2' "$folder/said" || { cat "$folder/said" >&2; exit 1; }
    echo "A slip is found: $name"
}
must_fail "a misspelt field of a text" '"emoji"' '"emojy"'
must_fail "an unknown kind of block" '"type": "section"' '"type": "sektion"'
must_fail "a misspelt argument" '"unfurl_links"' '"unfurl_link"'
must_fail "an argument of the wrong type" '"unfurl_media": false' '"unfurl_media": "false"'
