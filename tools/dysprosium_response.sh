#!/bin/sh
# The response of magnet recipes to dysprosium's price (docs/magnets.md, "Response to dysprosium's price"):
# runs the reference model with a levy on dysprosium metal from 2026 on that brings its price to about
# one, two and four times the baseline's (the scenario dysprosium-times-four), and prints a table in Markdown.
#     tools/dysprosium_response.sh [LODE] [MODEL]
set -eu
lode=${1:-build/release/lode} model=${2:-models/ree-magnets}
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
runs=$folder/runs.sqlite
h=mag-h,mag-h-fine uh=mag-uh-alloy,mag-uh-gbd,mag-uh-hot eh=mag-eh-alloy,mag-eh-gbd

run() { # name, levy in USD a tonne
    "$lode" run "$model" -s dysprosium-times-four --vary levy="$2" --end 2032-12 --name "$1" -o "$runs" >/dev/null 2>&1
}

value() { # run, year, metric, filters: the year's value
    name=$1 year=$2 && shift 2
    "$lode" show "$runs" "$@" --run "$name" --year "$year" --csv | tail -1 | cut -d, -f2
}

run x1 0
run x2 "${LOW:-560000}"
run x4 "${HIGH:-1150000}"
echo "| year | Dy metal [USD/kg] | times | Dy, H and SH [kg/t] | Dy, UH | Dy, EH and AH | Dy, all three | Tb, all three | UH diffused | H of fine grain | rent of adoption, UH China [USD/t] |"
echo "|---|---|---|---|---|---|---|---|---|---|---|"
for year in 2026 2028 2032; do
    usual=$(value x1 $year price -c dy-metal)
    for name in x1 x2 x4; do
        line="$(value $name $year price -c dy-metal) $usual"
        for family in $h $uh $eh $h,$uh,$eh; do
            line="$line $(value $name $year intake_per_output -c dy-metal --process $family)"
        done
        line="$line $(value $name $year intake_per_output -c tb-metal --process $h,$uh,$eh)"
        line="$line $(value $name $year output --process mag-uh-gbd) $(value $name $year output --process $uh)"
        line="$line $(value $name $year output --process mag-h-fine) $(value $name $year output --process $h)"
        line="$line $(value $name $year rent --limit gbd-uh-china)"
        echo "$line" | awk -v year=$year '{ printf "| %s | %.0f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.0f %% | %.0f %% | %.0f |\n",
            year, $1/1e3, $1/$2, 1e3*$3, 1e3*$4, 1e3*$5, 1e3*$6, 1e3*$7, 100*$8/$9, 100*$10/$11, $12 }'
    done
done
