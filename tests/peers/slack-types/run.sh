#!/usr/bin/env bash
# Type-checks what slack_test wrote against @slack/types and @slack/web-api, and proves that the check can fail.
# Usage: run.sh PATH-OF-ISPO (its folder is the build folder)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
peers=$(dirname "$here")
written=$(cd "$(dirname "$1")" && pwd)/slack-types

if [ ! -x "$peers/node_modules/.bin/tsc" ]; then
    (cd "$peers" && npm ci --ignore-scripts --no-audit --no-fund)
fi
if ! ls "$written"/blocks_*.ts "$written"/manifest.ts >/dev/null; then
    echo "Nothing to check: run slack_test first." >&2
    exit 1
fi

# Inside the folder of node_modules, so that imports are found without settings.
work=$(mktemp -d "$peers/node_modules/.slack-types.XXXXXX")
trap 'rm -rf "$work"' EXIT
cp "$here/contract.ts" "$written"/*.ts "$work"

check() {
    "$peers/node_modules/.bin/tsc" --noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext \
        --skipLibCheck "$@"
}
check "$work"/*.ts
echo "$(ls "$written"/*.ts | wc -l) files are what Slack's types say."

# Each of these is one slip in something that passed; a checker that takes it checks nothing.
must_fail() {
    local name=$1 file=$2 edit=$3 output
    sed "$edit" "$work/$file" >"$work/wrong.ts"
    if cmp -s "$work/$file" "$work/wrong.ts"; then
        echo "The slip '$name' changed nothing in $file." >&2
        exit 1
    fi
    if output=$(check "$work/wrong.ts"); then
        echo "The slip '$name' was not found." >&2
        exit 1
    fi
    if ! grep -q 'wrong\.ts.*error TS2' <<<"$output"; then
        printf 'The slip "%s" failed for another reason:\n%s\n' "$name" "$output" >&2
        exit 1
    fi
    echo "A slip is found: $name"
}
must_fail "a misspelt field of a button" blocks_1.ts 's/"accessibility_label"/"accessibilty_label"/'
must_fail "an unknown kind of text" blocks_1.ts 's/"mrkdwn"/"markdown_text"/'
must_fail "a chart of no known kind" blocks_3.ts 's/"type": "line"/"type": "spline"/'
must_fail "a misspelt field of a table" blocks_3.ts 's/"caption"/"captoin"/'
must_fail "an argument of the wrong type" post_1.ts 's/"unfurl_links": false/"unfurl_links": "false"/'
must_fail "a scope that does not exist" manifest.ts 's/"chat:write"/"chat:writes"/'
must_fail "a setting of the wrong type" manifest.ts 's/"is_enabled": true/"is_enabled": "true"/'
must_fail "a misspelt field of a view" open_1.ts 's/"private_metadata"/"private_meta"/'
must_fail "an element of no known kind" open_1.ts 's/"external_select"/"extern_select"/'
must_fail "a Home that is none" home.ts 's/"type": "home"/"type": "house"/'
must_fail "a reply of no known kind" errors.ts 's/"response_action": "errors"/"response_action": "error"/'
