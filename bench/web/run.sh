#!/bin/sh
# Measures the page: from a slider's movement to its picture (moves.mjs).
#     bench/web/run.sh BUILD_FOLDER [MOVES]       a build with lode and its page, and tests' browser tools
set -eu
build=$(cd "${1:?usage: bench/web/run.sh BUILD_FOLDER [MOVES]}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
said=$(mktemp)
tools=$build/web-tools
mkdir -p "$tools"
cp "$here/../../tests/browser/package.json" "$here/../../tests/browser/package-lock.json" "$tools"
[ -d "$tools/node_modules" ] || (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
"$build/lode" serve "$here/../../models/ree-magnets" --port 0 >"$said" 2>/dev/null &
server=$!
trap 'kill $server 2>/dev/null; rm -f "$said"' EXIT
while [ ! -s "$said" ]; do sleep 0.05; done
node "$here/moves.mjs" "$(cat "$said")" "$tools" "${2:-200}"
