#!/bin/bash
# Runs every test program of a build and counts tests. Failures are shown whole; a program that
# dies without a report counts as one failure. The last line is `N passed, N failed`.
#     tests/run.sh build/release [PATTERN]
set -u
build=${1:?usage: tests/run.sh BUILD_FOLDER [PATTERN]}
pattern=${2:-}
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
export CMOCKA_MESSAGE_OUTPUT=TAP LC_ALL=C.UTF-8 NO_COLOR=1
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:allocator_may_return_null=1}

run_one() {
    name=$(basename "$1")
    timeout 1200 "$1" >"$2/$name.out" 2>&1 </dev/null
    echo $? >"$2/$name.code"
}
export -f run_one
list=$(grep -F "$pattern" "$build/tests/programs.txt" | sort)
[ -n "$list" ] || { echo "no test program matches '$pattern'"; echo "0 passed, 0 failed"; exit 1; }
printf '%s\n' "$list" | xargs -P "$(nproc)" -I{} bash -c 'run_one "$1" "$2"' _ {} "$logs"

passed=0 failed=0
for program in $list; do
    name=$(basename "$program")
    ok=$(grep -c '^ok ' "$logs/$name.out")
    bad=$(grep -c '^not ok ' "$logs/$name.out")
    code=$(cat "$logs/$name.code" 2>/dev/null || echo 124)
    if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    passed=$((passed + ok)) failed=$((failed + bad))
    if [ "$bad" -gt 0 ]; then
        echo "--- $name (exit $code)"
        grep -v '^ok ' "$logs/$name.out"
    else
        echo "$name: $ok"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
