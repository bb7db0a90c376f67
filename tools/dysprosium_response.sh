#!/bin/sh
# The response of magnet recipes to dysprosium's price (docs/magnets.md, "Response to dysprosium's price"):
# runs the reference model with a cost of making dysprosium metal that brings its price to about
# one, two and four times the usual, everywhere, and prints a table in Markdown.
#     tools/dysprosium_response.sh [LODE] [MODEL]
set -eu
lode=${1:-build/release/lode} model=${2:-models/ree-magnets} year=2025
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
runs=$folder/runs.sqlite
h=mag-h,mag-h-fine uh=mag-uh-alloy,mag-uh-gbd,mag-uh-hot eh=mag-eh-alloy,mag-eh-gbd

run() { # name, and the cost of making a tonne of dysprosium metal in USD; without it the model's own
    name=$1 cost=${2:-}
    shift $#
    for region in ${cost:+china japan united-kingdom united-states}; do
        set -- "$@" --set "costs[/metal-dy/$region/].cost=$cost"
    done
    "$lode" run "$model" --end $year-12 --name "$name" "$@" -o "$runs" >/dev/null 2>&1
}

value() { # run, metric, filters: the year's value
    name=$1 && shift
    "$lode" show "$runs" "$@" --run "$name" --year $year --csv | tail -1 | cut -d, -f2
}

run x1
run x2 "${LOW:-620000}"
run x4 "${HIGH:-1235000}"
usual=$(value x1 price -c dy-metal)
echo "| Dy metal [USD/kg] | times | Dy, H and SH [kg/t] | Dy, UH | Dy, EH and AH | Dy, all three | Tb, all three | UH diffused | H of fine grain |"
echo "|---|---|---|---|---|---|---|---|---|"
for name in x1 x2 x4; do
    price=$(value $name price -c dy-metal)
    line="$price $usual"
    for family in $h $uh $eh $h,$uh,$eh; do
        line="$line $(value $name intake_per_output -c dy-metal --process $family)"
    done
    line="$line $(value $name intake_per_output -c tb-metal --process $h,$uh,$eh)"
    line="$line $(value $name output --process mag-uh-gbd) $(value $name output --process $uh)"
    line="$line $(value $name output --process mag-h-fine) $(value $name output --process $h)"
    echo "$line" | awk '{ printf "| %.0f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.0f %% | %.0f %% |\n",
        $1/1e3, $1/$2, 1e3*$3, 1e3*$4, 1e3*$5, 1e3*$6, 1e3*$7, 100*$8/$9, 100*$10/$11 }'
done
