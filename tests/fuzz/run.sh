#!/bin/bash
# Runs every fuzzer of a build for a number of seconds each. What they find goes to
# BUILD/fuzz/NAME; new inputs are kept there, too, and used again next time.
#     tests/fuzz/run.sh build/fuzz [SECONDS] [NAME]
set -eu
build=${1:?usage: tests/fuzz/run.sh BUILD_FOLDER [SECONDS] [NAME]}
seconds=${2:-600}
wanted=${3:-}
seeds=$(cd "$(dirname "$0")" && pwd)/seeds
failed=0
for program in $(find "$build" -type f -name 'fuzz_*' -perm -u+x | sort); do
    name=$(basename "$program" | sed 's/^fuzz_//')
    [ -z "$wanted" ] || [ "$wanted" = "$name" ] || continue
    kept=$build/fuzz/$name
    mkdir -p "$kept" "$seeds/$name"
    echo "--- $name"
    "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 \
        -verbosity=0 -artifact_prefix="$kept/" -max_len=20000 "$kept" "$seeds/$name" || failed=1
done
exit $failed
