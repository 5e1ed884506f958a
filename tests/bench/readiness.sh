#!/usr/bin/env bash
# tests/bench/readiness.sh [CHECKOUT…]: `ispo ready` against npm's repolinter on the same checkouts, whole process, ten interleaved pairs each.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/node.sh
[ -d tests/bench/node_modules ] || (cd tests/bench && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
cmake --preset release -DISPO_TESTS=ON >/dev/null
cmake --build --preset release --target ispo -- --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checkouts=("$@")
if [ ${#checkouts[@]} -eq 0 ]; then
    git clone -q . "$work/ours"
    python3 - "$work/many" <<'P'
import subprocess, sys, os
folder = sys.argv[1]
subprocess.run(["git", "init", "-q", folder], check=True)
feed = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE)
w = feed.stdin.write
for n in range(50000):
    w(b"commit refs/heads/main\ncommitter A%d <a%d@example.com> %d +0000\ndata 1\nx\n" % (n % 40, n % 40, 1500000000 + n * 5000))
    if n == 0:
        for i in range(5000):
            w(b"M 644 inline src/d%d/f%d.c\ndata 2\nx\n\n" % (i % 100, i))
        text = b"# Many\n\nA repository with a long history and many files.\n\n## Usage\n\nRun it.\n"
        w(b"M 644 inline README.md\ndata %d\n%s\n" % (len(text), text))
    else:
        w(b"M 644 inline src/d0/f0.c\ndata 6\n%06d\n" % n)
feed.stdin.close()
feed.wait()
subprocess.run(["git", "-C", folder, "reset", "-q", "--hard", "main"], check=True)
P
    checkouts=("$work/ours" "$work/many")
fi
now() { date +%s%N; }
median() { sort -n | awk '{a[NR]=$1} END {print a[int((NR+1)/2)]}'; }
for checkout in "${checkouts[@]}"; do
    : >"$work/a"; : >"$work/b"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        s=$(now); ./build/release/ispo ready "$checkout/" --no-store >/dev/null; e=$(now); echo $(((e - s) / 1000)) >>"$work/a"
        s=$(now); (cd tests/bench && node node_modules/repolinter/bin/repolinter.js lint "$checkout" >/dev/null 2>&1 || true); e=$(now); echo $(((e - s) / 1000)) >>"$work/b"
    done
    a=$(median <"$work/a"); b=$(median <"$work/b")
    m=$(/usr/bin/env python3 -c 'import resource,subprocess,sys; subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss//1024)' ./build/release/ispo ready "$checkout/" --no-store)
    awk "BEGIN {printf \"%s: ispo ready %.1f ms, repolinter %.1f ms: %.1f x faster; %s MB\n\", \"$(basename "$checkout")\", $a/1000, $b/1000, $b/$a, \"$m\"}"
done
# The same path sixty times would be read once.
sixty=()
for n in $(seq 60); do
    git clone -q "${checkouts[0]}" "$work/copy-$n"
    sixty+=("$work/copy-$n")
done
s=$(now)
./build/release/ispo ready "${sixty[@]}" --no-store >/dev/null 2>&1; e=$(now)
echo "60 checkouts in one call: $(((e - s) / 1000000)) ms"
