#!/bin/bash
# Writes docs/answers.md: questions of the news, answered from runs of the reference model.
#     tools/answers.sh [build/release/lode] > docs/answers.md
# Every number below a question comes from `lode show` on the runs made here; the sentences are
# put together from the same numbers.
set -euo pipefail
cd "$(dirname "$0")/.."
lode=${1:-build/release/lode}
model=models/ree-magnets
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT
store=$runs/answers.sqlite
for scenario in baseline india-japan-halt india-permanent-halt us-programme us-programme-reform demand-doubles-2030; do
    "$lode" run "$model" -s "$scenario" -o "$store" >/dev/null 2>&1
done

# series RUN METRIC FILTER...: "year value" lines
series() {
    local run=$1 metric=$2
    shift 2
    "$lode" show "$store" "$metric" "$@" --by year --run "$run" --csv 2>/dev/null | tail -n +2 |
        awk -F, '{ gsub(/"/, ""); print $1, $2 }'
}

# table UNIT TITLE...: joins the series in $runs/1 .. n by year; UNIT scales and prints (% or plain)
table() {
    local unit=$1 n=$#
    shift
    printf '| year |'
    for title in "$@"; do printf ' %s |' "$title"; done
    printf '\n|---|'
    for _ in "$@"; do printf -- '---|'; done
    printf '\n'
    awk -v unit="$unit" -v n=$((n - 1)) '
        { value[$1, FILENAME] = $2; year[$1] = 1; file[FILENAME] = 1 }
        function text(v) { return v == "" ? "-" : unit == "%" ? sprintf("%.1f %%", 100 * v) : sprintf("%.0f", v / unit) }
        END {
            for (y = 2024; y <= 2035; y++) {
                if (!(y in year)) continue
                line = "| " y " |"
                for (i = 1; i <= n; i++) line = line " " text(value[y, ARGV[i]]) " |"
                print line
            }
        }' $(seq -f "$runs/%g" 1 $((n - 1)))
}

# futures ASKED DIVISOR UNIT SCENARIO...: what docs/futures.csv (tools/futures.sh) says of it, a line each
futures() {
    local asked=$1 divisor=$2 unit=$3
    shift 3
    for scenario in "$@"; do
        [ ! -e docs/futures.csv ] || awk -F, -v scenario="$scenario" -v asked="$asked" -v divisor="$divisor" -v unit="$unit" '
            function share(v) { return sprintf(v < 0.1 || v > 0.9 ? "%.1f %%" : "%.0f %%", 100 * v) }
            $1 == scenario && $2 == asked {
                printf "- `%s`: in %s of %d futures (%s to %s); the middle one has %.0f %s, nine in ten lie between %.0f and %.0f %s\n",
                    scenario, share($4), $3, share($5), share($6), $8 / divisor, unit, $7 / divisor, $9 / divisor, unit }' docs/futures.csv
    done
}

at() { awk -v y="$2" '$1 == y { print $2 }' "$1"; }
percent() { awk -v v="$1" 'BEGIN { printf "%.1f %%", 100 * v }'; }

cat <<TEXT
# Answers

Questions that people bring, answered by runs of the reference model. Made by \`tools/answers.sh\`, not by hand: the numbers are those of the model as
it stands, and as good as the data behind them ([data.md](data.md)). Tables are runs with usual values; *How sure* is from many futures, in which what is uncertain is drawn
([ensembles.md](ensembles.md)).

## Does Japan depend more on China when India halts its exports?
Share of China in Japan's imports of separated oxides, counted in REO:

TEXT
series baseline import_share --region japan --partner china --stage separation --basis reo >"$runs/1"
series india-japan-halt import_share --region japan --partner china --stage separation --basis reo >"$runs/2"
series india-permanent-halt import_share --region japan --partner china --stage separation --basis reo >"$runs/3"
table % baseline "halt to May 2027" "halt for good"
paste "$runs/1" "$runs/2" | awk '
    { gap = 100 * ($4 - $2); if (gap > most) { most = gap; when = $1 } if (gap > 1) last = $1 }
    END {
        printf "\nYes: by %.1f percentage points at the most, in %d. ", most, when
        printf last ? "The gap stays above one point until %d: what was bought elsewhere becomes a habit, and habits fade slowly.\n" : "It never exceeds one point.\n", last
    }'
series baseline price --region japan --commodity ndpr-oxide >"$runs/4"
series india-japan-halt price --region japan --commodity ndpr-oxide >"$runs/5"
paste "$runs/4" "$runs/5" | awk '{ gap = 100 * ($4 / $2 - 1); if (gap > most) { most = gap; when = $1 } }
    END { printf "Japan pays at most %.1f %% more for NdPr oxide (in %d): India is a small source, and others fill in.\n", most, when }'

cat <<TEXT

## Can the United States make more than a fifth of their magnets by 2030 with 1.3 billion dollars, and what limits it?
Production of magnets over their use in the United States:

TEXT
for i in 1 2 3; do
    run=$(echo baseline us-programme us-programme-reform | cut -d' ' -f$i)
    series $run self_sufficiency --region united-states --stage magnet >"$runs/$i"
done
table % baseline "1.3 billion dollars" "and permits and people"
base=$(at "$runs/1" 2030) with=$(at "$runs/2" 2030) reform=$(at "$runs/3" 2030)
printf '\nIn the model they pass a fifth without the programme, too: %s in 2030, %s with it, %s with shorter permits and trained workers.\n' \
    "$(percent "$base")" "$(percent "$with")" "$(percent "$reform")"
printf '\nHow sure: more than a fifth is made at home in 2030\n\n'
futures 'self_sufficiency region=united-states stage=magnet 2030 > 20 %' 0.01 % baseline us-programme
cat <<TEXT

That counts the plants of facilities.csv at capacity times probability (10X, Vulcan and others): they carry it, if they come in time and find users. NdPr metal, made
over used:

TEXT
for i in 1 2 3; do
    run=$(echo baseline us-programme us-programme-reform | cut -d' ' -f$i)
    series $run self_sufficiency --region united-states --commodity ndpr-metal >"$runs/$i"
done
table % baseline "1.3 billion dollars" "and permits and people"

# paid RUN: "policy million-dollars" lines over the whole run
paid() {
    "$lode" show "$store" policy_cost --by policy --by year --run "$1" --csv 2>/dev/null | tail -n +2 |
        awk -F, '{ gsub(/"/, ""); sum[$1] += $NF + 0 == $NF ? $NF : $(NF - 1) }
            END { for (p in sum) if (sum[p] != 0) printf "%s %.0f\n", p, sum[p] / 1e6 }' | sort
}
for run in us-programme us-programme-reform; do
    printf '\nWhat `%s` pays over the run, in million dollars:\n\n| policy | paid |\n|---|---|\n' $run
    paid $run | awk '{ print "| " $1 " | " $2 " |" }'
done
grants=$(paid us-programme | awk '/^grant-/ { sum += $2 } END { print sum + 0 }')
if [ "$grants" = 0 ]; then
    printf '\nNo grant is paid: this version of the model has no expansion options that grants could start, so all the programme does is its floor, offtake and reserve.\n'
else
    awk -v g="$grants" -v with="$with" -v reform="$reform" 'BEGIN {
        printf "\nOf the 1.3 billion dollars %d million are taken up as grants: at the margins that are expected, and the pace at which building is possible, nothing more is started even at 60 %% of its cost. ", g
        printf "Shorter permits and trained workers move the ratio of 2030 by %+.1f points more.\n", 100 * (reform - with) }'
fi

cat <<TEXT

## What does it do to prices, and to China's share, if demand doubles by 2030?
Price of NdPr oxide in China (USD/kg), of Dy oxide (USD/kg), and China's share of the world's magnets:

TEXT
series baseline price --region china --commodity ndpr-oxide >"$runs/1"
series demand-doubles-2030 price --region china --commodity ndpr-oxide >"$runs/2"
series baseline price --region china --commodity dy-oxide >"$runs/3"
series demand-doubles-2030 price --region china --commodity dy-oxide >"$runs/4"
table 1000 "NdPr, baseline" "NdPr, doubled" "Dy, baseline" "Dy, doubled"
a=$(at "$runs/1" 2030) b=$(at "$runs/2" 2030) c=$(at "$runs/3" 2030) d=$(at "$runs/4" 2030)
awk -v a="$a" -v b="$b" -v c="$c" -v d="$d" 'BEGIN { printf "\nIn 2030 NdPr oxide costs %.1f times as much as in the baseline, Dy oxide %.1f times.\n\n", b / a, d / c }'
series baseline share --region china --stage magnet >"$runs/1"
series demand-doubles-2030 share --region china --stage magnet >"$runs/2"
series baseline share --region china --stage mine >"$runs/3"
series demand-doubles-2030 share --region china --stage mine >"$runs/4"
table % "magnets, baseline" "magnets, doubled" "mines, baseline" "mines, doubled"
awk -v a="$(at "$runs/1" 2030)" -v b="$(at "$runs/2" 2030)" -v c="$(at "$runs/3" 2030)" -v d="$(at "$runs/4" 2030)" 'BEGIN {
    printf "\nIn 2030 the share of China is %+.1f points in magnets and %+.1f points in mines against the baseline.\n", 100 * (b - a), 100 * (d - c) }'
printf '\nHow sure: at least 95 %% of the magnets that would be wanted in 2030 at the prices of 2024 are bought\n\n'
futures 'demand_met stage=magnet 2030 > 95 %' 0.01 % baseline demand-doubles-2030
printf '\nTwice the magnets of 2024 (444.8 kt) are bought in 2030\n\n'
futures 'demand stage=magnet 2030 > 444800' 1000 kt baseline demand-doubles-2030
printf '\nNdPr oxide in China costs more than 100 USD/kg in 2030\n\n'
futures 'price commodity=ndpr-oxide region=china 2030 > 100000' 1000 USD/kg baseline demand-doubles-2030
