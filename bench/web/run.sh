#!/bin/sh
# Measures the page: from a slider's movement to its picture (moves.mjs).
#     bench/web/run.sh BUILD_FOLDER [MOVES]       a build with lode and its page
set -eu
build=$(cd "${1:?usage: bench/web/run.sh BUILD_FOLDER [MOVES]}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
tools=$build/web-tools
mkdir -p "$tools"
cp "$here/../../tests/browser/package.json" "$here/../../tests/browser/package-lock.json" "$tools"
[ -d "$tools/node_modules" ] || (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
exec node "$here/moves.mjs" "$build/lode" "$here/../../models/ree-magnets" "$tools" "${2:-200}"
