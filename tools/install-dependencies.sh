#!/bin/sh
# Installs what building and testing need, from Debian 12 by name. Does nothing when all is there;
# prints the one command to type when it may not install.
#     tools/install-dependencies.sh [build|test|bench]     (test includes build, bench includes test)
set -eu

build="gcc make cmake ninja-build pkg-config libc6-dev libsqlite3-dev libyaml-dev libcsv-dev
libjansson-dev libudunits2-dev libutf8proc-dev libsuitesparse-dev libmetis-dev libxml2-dev
libstemmer-dev opencc librandom123-dev libnetcdf-dev libxlsxwriter-dev libnlopt-dev"
test="libcmocka-dev clang clang-format libclang-rt-14-dev valgrind sqlite3 python3 python3-cffi python3-numpy python3-pandas python3-netcdf4 python3-xarray python3-setuptools python3-pip g++ python3-openpyxl poppler-utils"
bench="coinor-libclp-dev coinor-libcoinutils-dev coinor-libipopt-dev nodejs"
# ensembles over processes
test="$test libopenmpi-dev openmpi-bin"
# the server and its page; a browser to test it in
build="$build libmicrohttpd-dev zlib1g-dev nodejs npm"
test="$test chromium"

case "${1:-build}" in
build) wanted="$build" ;;
test) wanted="$build $test" ;;
bench) wanted="$build $test $bench" ;;
*)
    echo "usage: $0 [build|test|bench]" >&2
    exit 2
    ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not a Debian system; please install: $wanted" >&2
    exit 0
fi

missing=""
for package in $wanted; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
# Any node and npm serve; Debian's are asked for only where there are none.
for tool in node:nodejs npm:npm; do
    if command -v "${tool%%:*}" >/dev/null 2>&1; then
        missing=$(printf '%s ' "$missing" | sed "s/ ${tool##*:} / /; s/ *$//")
    fi
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "Some packages are missing. Please type:" >&2
    echo "    sudo apt-get update && sudo apt-get install -y$missing" >&2
    exit 1
fi
echo "Installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >&2
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >&2
