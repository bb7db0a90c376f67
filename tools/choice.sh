#!/bin/bash
# What hurts most in the reference model, and the best use of money: runs `lode threats` and `lode optimise` and writes the
# sections of docs/choice.md between their marks, with pictures.
#     tools/choice.sh [-q QUESTIONS] [-f FUTURES] [-p PAIRS-OF] [-j THREADS] BUILD OUT
#     tools/choice.sh -q 120 -f 8 -p 25 build/release /tmp/choice
# OUT keeps all files; what is there is not run again.
set -euo pipefail
questions=90 futures=8 pairs=25 threads=$(nproc)
while getopts q:f:p:j: option; do
    case $option in
    q) questions=$OPTARG ;;
    f) futures=$OPTARG ;;
    p) pairs=$OPTARG ;;
    j) threads=$OPTARG ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# = 2 ] || { sed -n 's/^# \{0,1\}//;2,6p' "$0" >&2; exit 2; }
lode=$(realpath "$1/lode")
mkdir -p "$2"
out=$(realpath "$2")
cd "$(dirname "$0")/.."
model=models/ree-magnets

# made NAME COMMAND...: its result as OUT/NAME.json, unless it is there, its words as OUT/NAME.txt and .err
made() {
    local name=$1 code=0
    shift
    if [ -e "$out/$name.json" ]; then return; fi
    "$lode" "$@" -j "$threads" >"$out/$name.txt" 2>"$out/$name.err" || code=$?
    [ $code -le 1 ] || { cat "$out/$name.err" >&2; exit $code; } # 1: no plan keeps to what was asked
    mv "$out/new.json" "$out/$name.json"
}

made threats threats "$model" --pairs --pairs-of "$pairs" -o "$out/new.json"

us=(--goal self_sufficiency --region united-states --stage magnet --period 2030 --end 2030-12 -n "$questions" --relaxed 25
    --budget '1300 MUSD' --frontier '0,500 MUSD,1300 MUSD,5000 MUSD')
made us optimise "$model" "${us[@]}" --table "$out/new.json" -o "$out/us.yaml" --chart docs/pictures/choice-us.svg
if [ "$futures" != 0 ]; then
    made us-risk optimise "$model" "${us[@]}" --table "$out/new.json" --futures "$futures" --risk cvar -o "$out/us-risk.yaml" --chart docs/pictures/choice-us-risk.svg
fi
made japan optimise "$model" --table "$out/new.json" --candidates "$model/choice/japan-reserves.csv" -s baseline -s china-halt-all --risk worst --goal shortage --region japan \
    --stage magnet --period 2027 --end 2027-12 -n 30 --relaxed 0 --budget '1500 MUSD' \
    --frontier '0,100 MUSD,300 MUSD,600 MUSD,1000 MUSD,1500 MUSD' --chart docs/pictures/choice-japan.svg

# The plans as `lode run` sees them: the same digits as in the first line of the file.
: >"$out/repeated.csv"
for plan in "$out"/us.yaml "$out"/us-[1-9].yaml; do
    "$lode" run "$model" -s "$plan" --end 2030-12 --name plan -o "$out/repeated.sqlite" >"$out/run.out" 2>&1
    goal=$("$lode" show "$out/repeated.sqlite" self_sufficiency --region united-states --stage magnet --year 2030 -r plan --csv |
        awk -F, 'END { print $2 }')
    echo "$(basename "$plan"),$(sed -n '1s/.* is \([^,]*\), cost .*/\1/p' "$plan"),$goal" >>"$out/repeated.csv"
done
python3 tools/choice_docs.py "$out" docs
