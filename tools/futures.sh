#!/bin/bash
# Runs the futures of the reference model and writes what they say: pictures, the section of
# docs/ensembles.md between its marks, and docs/futures.csv, from which tools/answers.sh takes its ranges.
#     tools/futures.sh [-n RUNS] [-m RUNS] [-r TRAJECTORIES] [-s ROWS] [-j THREADS] BUILD OUT
#     tools/futures.sh -n 10000 -m 2000 -r 20 -s 256 build/release /tmp/futures
# RUNS of the baseline (-n) and of the two scenarios (-m); trajectories of Morris's screening over all ranges; rows of
# Sobol's scheme over the ten that lead. 0 leaves a step out. OUT keeps all files; what is finished there is not run again,
# and what was interrupted goes on where it stopped.
set -euo pipefail
futures=1000 scenario=500 trajectories=20 rows=128 threads=$(nproc)
while getopts n:m:r:s:j: option; do
    case $option in
    n) futures=$OPTARG ;;
    m) scenario=$OPTARG ;;
    r) trajectories=$OPTARG ;;
    s) rows=$OPTARG ;;
    j) threads=$OPTARG ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# = 2 ] || { sed -n 's/^# \{0,1\}//;2,8p' "$0" >&2; exit 2; }
lode=$(realpath "$1/lode")
mkdir -p "$2"
out=$(realpath "$2")
cd "$(dirname "$0")/.."
model=models/ree-magnets

asked=(
    --odds 'self_sufficiency region=united-states stage=magnet 2030 > 20 %'
    --odds 'self_sufficiency region=united-states stage=magnet 2030 > 50 %'
    --odds 'demand_met stage=magnet 2030 > 95 %'
    --odds 'demand_met stage=magnet 2030 > 90 %'
    --odds 'demand stage=magnet 2030 > 444800'
    --odds 'price commodity=ndpr-oxide region=china 2028 > 100000'
    --odds 'price commodity=ndpr-oxide region=china 2030 > 100000'
    --odds 'price commodity=ndpr-oxide region=china 2032 > 100000'
    --odds 'price commodity=dy-oxide region=china 2030 > 300000'
)

# made NAME RUNS: whether OUT has that many runs of it already
made() {
    [ -e "$out/$1.nc" ] && [ "$(sqlite3 "$out/$1.sqlite" "SELECT runs FROM ensemble WHERE name = '$1'" 2>/dev/null)" = "$2" ]
}

# runs NAME RUNS N OPTION...: an ensemble of N, which is RUNS runs in all
runs() {
    local name=$1 all=$2 n=$3
    shift 3
    if [ "$n" = 0 ] || made "$name" "$all"; then return; fi
    rm -f "$out/$name.nc" "$out/$name.sqlite"
    "$lode" ensemble "$model" -n "$n" -j "$threads" --resume --name "$name" -o "$out/$name.nc" "$@" "${asked[@]}" >"$out/$name.txt"
}

ranges=$(grep -c '^[a-z]' "$model/tables/uncertain.csv")
ranges=$((ranges - 1)) # its head
runs baseline "$futures" "$futures"
runs us-programme "$scenario" "$scenario" -s us-programme --fix money
runs demand-doubles-2030 "$scenario" "$scenario" -s demand-doubles-2030
runs morris $((trajectories * (ranges + 1))) "$trajectories" --sensitivity morris
if [ "$rows" != 0 ]; then
    leading=$(sqlite3 "$out/baseline.sqlite" "SELECT group_concat(id) FROM (SELECT i.id FROM ensemble_effect e
        JOIN ensemble_input i ON i.name = e.name AND i.input = e.input WHERE e.name = 'baseline'
        GROUP BY i.id ORDER BY sum(max(coalesce(e.share, 0), 0)) DESC, i.input LIMIT 10)")
    runs sobol $((rows * 12)) "$rows" --sensitivity sobol --only "$leading"
fi

for good in ndpr dy; do
    "$lode" show "$out/baseline.sqlite" price -c $good-oxide --region china --run baseline --chart docs/pictures/futures-$good.svg
done
python3 tools/futures_docs.py "$out" docs
