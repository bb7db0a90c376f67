#!/bin/bash
# Everything that is claimed about speed, measured in one go; peers that this machine lacks are left
# out with a word.
#     bench/run.sh build/bench [MODEL]
set -eu
build=${1:?usage: bench/run.sh BUILD_FOLDER [MODEL]}
model=${2:-models/ree-magnets}
months=$build/bench/months-of-model.txt
echo "=== $model"
"$build/bench/bench_model" "$model" --months "$months"
echo
echo "=== the months of $model, beside public solvers"
"$build/bench/bench_market" --program "$months"
echo
echo "=== a linear program over three periods, beside CLP"
"$build/bench/bench_horizon" tests/cases/westeros 120
echo
echo "=== many futures of $model"
"$build/bench/bench_ensemble" "$model" "$build/lode"
echo
echo "=== generated worlds"
cmake --build "$build" --target bench
for more in bench_claims bench_evidence; do
    program=$(find "$build" -type f -name "$more" -perm -u+x | head -n 1)
    [ -z "$program" ] || { echo; echo "=== $more"; "$program"; }
done
echo
echo "=== the page: from a slider's movement to its picture"
if [ -x "$build/lode" ] && command -v node >/dev/null && [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    bench/web/run.sh "$build"
else
    echo "left out: lode, node or chromium is not there"
fi
