#!/usr/bin/env bash
# Type-checks all that was sent to the Slack simulator in a run of tests, against @slack/types and @slack/web-api, and proves that the
# check can fail. Usage: sent.sh FOLDER LEAST WORD… (FOLDER has sent_*.ts, inside node_modules, so that imports are found without settings;
# at least LEAST calls and block arrays are there; each WORD is one of the slips below, and is put into something that was sent)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?Usage: sent.sh FOLDER LEAST WORD…}
least=${2:?Usage: sent.sh FOLDER LEAST WORD…}
shift 2
cp "$here/contract.ts" "$folder"
check() {
    "$here/../node_modules/.bin/tsc" --noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext --skipLibCheck "$@"
}
check "$folder"/*.ts
calls=$(cat "$folder"/sent_*.ts | grep -c '^export const call_') || true
blocks=$(cat "$folder"/sent_*.ts | grep -c '^export const blocks_') || true
[ "$calls" -ge "$least" ] && [ "$blocks" -ge "$least" ] || { echo "Only $calls calls and $blocks block arrays were sent; the tests send more." >&2; exit 1; }
echo "$calls calls and $blocks block arrays are what Slack's types say."

# Put into the first constant of that type, or anywhere.
must_fail() {
    local name=$1 type=$2 from=$3 to=$4 files
    mapfile -t files < <(grep -lE -- "^export const [a-z]+_[0-9]+: $type = " "$folder"/sent_*.ts | xargs -r grep -lE -- "$from")
    [ "${#files[@]}" -gt 0 ] || { echo "Nothing sent has $from in a $type." >&2; exit 1; }
    sed -E "/^export const [a-z]+_[0-9]+: $type = /,\$ {0,/$from/s//$to/}" "${files[0]}" >"$folder/wrong.ts"
    if check "$folder/wrong.ts" >"$folder/said"; then
        echo "The slip '$name' was not found." >&2
        exit 1
    fi
    grep -q 'wrong\.ts.*error TS2' "$folder/said" || { cat "$folder/said" >&2; exit 1; }
    echo "A slip is found: $name"
}
for slip in "$@"; do
    case $slip in
        text) must_fail "a misspelt field of a text" Blocks '"emoji"' '"emojy"' ;;
        block) must_fail "an unknown kind of block" Blocks '"type": "section"' '"type": "sektion"' ;;
        argument) must_fail "a misspelt argument" ChatPostMessageArguments '"unfurl_links"' '"unfurl_link"' ;;
        flag) must_fail "an argument of the wrong type" ChatPostMessageArguments '"unfurl_media": false' '"unfurl_media": "false"' ;;
        unfurl) must_fail "an unknown kind of block in a preview" Unfurl '"type": "(section|header)"' '"type": "sektion"' ;;
        *) echo "There is no slip $slip." >&2; exit 2 ;;
    esac
done
