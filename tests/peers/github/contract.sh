#!/usr/bin/env bash
# Brings GitHub's published REST contract: ../node_modules/.contracts/api.github.com.json and ghes-3.19.json.
# The npm package that holds them is 385 MiB installed, so it is no dependency: its archive (29 MB) is brought once, checked, and two files are kept.
set -euo pipefail
cd "$(dirname "$0")"
version=23.0.2
# The archive's `integrity` in the npm registry, as hex.
sha512=a55f0cecbf46636dc0c9b36f4e6a369f28e6a669edebedac444fedaabd192d070f4b8967c3bbb979918d9b044d9010b70fb8195db171e401f32d455105718386
kept=../node_modules/.contracts
files=(api.github.com.json ghes-3.19.json)
if [ "$(cat $kept/version 2>/dev/null)" = $version ] && [ -s "$kept/${files[0]}" ] && [ -s "$kept/${files[1]}" ]; then exit 0; fi

mkdir -p $kept
work=$(mktemp -d "$PWD/$kept/.bring.XXXXXX")
trap 'rm -rf "$work"' EXIT
archive=$(npm pack --silent --ignore-scripts --pack-destination "$work" @octokit/openapi@$version)
if ! sha512sum --check --status <<<"$sha512  $work/$archive"; then
    echo "The archive of @octokit/openapi $version is not the one that was pinned. Nothing was kept." >&2
    exit 1
fi
tar -xzf "$work/$archive" -C "$work" "${files[@]/#/package/generated/}"
for file in "${files[@]}"; do mv "$work/package/generated/$file" "$kept/$file"; done
echo $version >$kept/version
