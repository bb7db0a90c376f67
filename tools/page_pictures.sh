#!/bin/sh
# Takes the pictures of the page that README.md shows, in Debian's Chromium, on the reference model.
#     tools/page_pictures.sh BUILD_FOLDER
set -eu
build=$(cd "${1:?usage: tools/page_pictures.sh BUILD_FOLDER}" && pwd)
here=$(cd "$(dirname "$0")/.." && pwd)
tools=$build/web-tools
mkdir -p "$tools"
cp "$here/tests/browser/package.json" "$here/tests/browser/package-lock.json" "$tools"
[ -d "$tools/node_modules" ] || (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
exec node "$here/tools/page_pictures.mjs" "$build/lode" "$here/models/ree-magnets" "$tools" "$here/docs/pictures"
