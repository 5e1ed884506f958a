#!/usr/bin/env bash
# deploy/try_slack answers what is typed, over both transports, and ends the bot and the simulator; what it sent is type-checked. Usage: run.sh PATH-OF-ISPO
set -euo pipefail
ISPO=$(realpath "${1:?Usage: tests/peers/try-slack/run.sh PATH-OF-ISPO}")
export ISPO
root=$(cd "$(dirname "$0")/../../.." && pwd)
[ -d "$root/tests/peers/node_modules/ws" ] || (cd "$root/tests/peers" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
TMPDIR=$(mktemp -d)
export TMPDIR
SLACK_SENT=$(mktemp -d "$root/tests/peers/node_modules/.slack-sent.XXXXXX")
export SLACK_SENT
trap 'rm -rf "$TMPDIR" "$SLACK_SENT"' EXIT
expect() { grep -qF -- "$1" "$said" || { echo "“$1” was not shown, but:" >&2; cat "$said" >&2; exit 1; }; }
said=$TMPDIR/said
for transport in --http --socket; do
    printf '%s\n' '/ispo ready payments-api' '@ispo help levels' 'dm find feature flags' 'click 1' 'as bob' '/ispo help roles' 'frobnicate' |
        timeout 300 node "$root/deploy/try_slack/main.mjs" $transport >"$said" 2>&1
    for words in 'ISPO Bot (only alice sees this)' '## payments-api' 'in the thread)' '## Help: levels' 'ISPO Bot (direct message)' '[1 feature-flags]' \
        '## feature-flags' 'only bob sees this' '## Help: roles' 'Unknown: frobnicate.'; do expect "$words"; done
    echo "over ${transport#--}: seven lines are answered"
done

# Ctrl-C while it waits for a line.
mkfifo "$TMPDIR/lines"
node "$root/deploy/try_slack/main.mjs" --http <"$TMPDIR/lines" >"$said" 2>&1 &
node=$!
exec 3>"$TMPDIR/lines"
for _ in $(seq 300); do grep -q 'Ctrl-C ends both' "$said" && break; sleep 1; done
below=$(pgrep -P $node | tr '\n' ' ')
[ "$(wc -w <<<"$below")" = 2 ] || { echo "The bot and the simulator do not run: $below" >&2; exit 1; }
kill -INT $node
wait $node
exec 3>&-
for id in $below; do if kill -0 "$id" 2>/dev/null; then echo "Process $id is left." >&2; exit 1; fi; done
[ -z "$(find "$TMPDIR" -maxdepth 1 -name 'ispo-try-*')" ] || { echo "A folder is left." >&2; exit 1; }
echo "Ctrl-C ends both and leaves nothing"
"$root/tests/peers/slack-types/sent.sh" "$SLACK_SENT" 4 text block argument flag
