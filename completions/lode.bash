# Completions of lode for bash; made by `lode --completions bash`.
_lode_fill() { # kind or words, word
    case $1 in
    none) ;;
    file) compopt -o filenames; COMPREPLY=($(compgen -f -- "$2")) ;;
    folder) compopt -o filenames; COMPREPLY=($(compgen -d -- "$2")) ;;
    command) COMPREPLY=($(compgen -W 'init check calibrate run ensemble show diff compare threats optimise backtest report serve why export magnet evidence metrics policies version help' -- "$2")) ;;
    metric) COMPREPLY=($(compgen -W 'production use price value stock cover disposal self_sufficiency share stage_share imports exports net_imports trade import_share import_dependence duty_revenue output capacity utilisation under_construction mothballed investment margin intake intake_per_output demand wanted demand_met shortage devices_not_built demand_value use_share in_use left_use scrap_available hhi top3_share limit_use rent orders deliveries cancellations order_book backlog delivery_time booked_share adoption known quota_rent policy_cost policy_held workers workers_busy labour_use objective iterations residual dependence chain_self_sufficiency months_to_recover months_to_stop consumer_surplus producer_surplus lead_time' -- "$2")) ;;
    *) COMPREPLY=($(compgen -W "$1" -- "$2")) ;;
    esac
}
_lode() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local options='' places=() more='' place=0 first=2 i
    local -A valued=()
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _lode_fill command "$word"
        return
    fi
    case ${COMP_WORDS[1]} in
    init)
        options='--help --example --list --json'
        places=(folder)
        valued[--example]=none valued[-e]=none
        ;;
    check)
        options='--help --all --no-run --audit --quick --json'
        places=(folder)
        ;;
    calibrate)
        options='--help --write --all --json'
        places=(folder)
        ;;
    run)
        options='--help --scenario --all-scenarios --vary --each --output --name --start --end --foresight --step --set --json'
        places=(folder)
        valued[--scenario]=none valued[-s]=none
        valued[--vary]=none
        valued[--output]=file valued[-o]=file
        valued[--name]=none valued[-n]=none
        valued[--start]=none
        valued[--end]=none
        valued[--foresight]=none
        valued[--step]=none
        valued[--set]=none
        ;;
    ensemble)
        options='--help --scenario --runs --seed --threads --sequence --sensitivity --variables --odds --only --fix --output --resume --name --start --end --set --json'
        places=(folder)
        valued[--scenario]=none valued[-s]=none
        valued[--runs]=none valued[-n]=none
        valued[--seed]=none
        valued[--threads]=none valued[-j]=none
        valued[--sequence]='sobol latin random'
        valued[--sensitivity]='sobol morris'
        valued[--variables]=none
        valued[--odds]=none
        valued[--only]=none
        valued[--fix]=none
        valued[--output]=file valued[-o]=file
        valued[--name]=none
        valued[--start]=none
        valued[--end]=none
        valued[--set]=none
        ;;
    show)
        options='--help --region --commodity --stage --partner --facility --process --use --limit --policy --run --year --month --by --basis --currency --nominal --all --chart --json --csv'
        places=(file metric)
        valued[--region]=none
        valued[--commodity]=none valued[-c]=none
        valued[--stage]=none
        valued[--partner]=none
        valued[--facility]=none
        valued[--process]=none
        valued[--use]=none
        valued[--limit]=none
        valued[--policy]=none
        valued[--run]=none valued[-r]=none
        valued[--year]=none valued[-y]=none
        valued[--month]=none valued[-m]=none
        valued[--by]='region partner commodity stage facility process use limit policy month year' valued[-b]='region partner commodity stage facility process use limit policy month year'
        valued[--basis]='reo'
        valued[--currency]=none
        valued[--chart]=file
        ;;
    diff)
        options='--help --json'
        places=(folder none none)
        ;;
    compare)
        options='--help --top --currency --nominal --json'
        places=(file none none)
        valued[--top]=none valued[-n]=none
        valued[--currency]=none
        ;;
    threats)
        options='--help --scenario --from --months --recovery --pairs --pairs-of --rank --top --threads --output --write --set --json --csv'
        places=(folder)
        valued[--scenario]=none valued[-s]=none
        valued[--from]=none
        valued[--months]=none
        valued[--recovery]=none
        valued[--pairs-of]=none
        valued[--rank]='loss users recovery unbought'
        valued[--top]=none
        valued[--threads]=none valued[-j]=none
        valued[--output]=file valued[-o]=file
        valued[--write]=folder
        valued[--set]=none
        ;;
    optimise)
        options='--help --budget --target --goal --least --most --region --commodity --stage --partner --use --facility --process --period --scenario --risk --futures --seed --candidates --frontier --questions --relaxed --end --output --table --chart --threads --set --json --csv'
        places=(folder)
        valued[--budget]=none
        valued[--target]=none
        valued[--goal]=metric valued[-g]=metric
        valued[--region]=none
        valued[--commodity]=none valued[-c]=none
        valued[--stage]=none
        valued[--partner]=none
        valued[--use]=none
        valued[--facility]=none
        valued[--process]=none
        valued[--period]=none valued[-y]=none
        valued[--scenario]=none valued[-s]=none
        valued[--risk]='mean worst cvar'
        valued[--futures]=none
        valued[--seed]=none
        valued[--candidates]=file
        valued[--frontier]=none
        valued[--questions]=none valued[-n]=none
        valued[--relaxed]=none
        valued[--end]=none
        valued[--output]=file valued[-o]=file
        valued[--table]=file
        valued[--chart]=file
        valued[--threads]=none valued[-j]=none
        valued[--set]=none
        ;;
    backtest)
        options='--help --run --only --points --months --json --csv'
        places=(file folder)
        valued[--run]=none valued[-r]=none
        valued[--only]=none
        ;;
    report)
        options='--help --output --run --model --title'
        places=(file)
        valued[--output]=file valued[-o]=file
        valued[--run]=none valued[-r]=none
        valued[--model]=folder valued[-m]=folder
        valued[--title]=none valued[-t]=none
        ;;
    serve)
        options='--help --port --open --ui-dir --library --ensemble --json'
        places=(folder)
        valued[--port]=none valued[-p]=none
        valued[--ui-dir]=folder
        valued[--library]=file valued[-l]=file
        valued[--ensemble]=file valued[-e]=file
        ;;
    why)
        options='--help --region --commodity --month --run --language --currency --nominal --json'
        places=(file none none none)
        valued[--region]=none
        valued[--commodity]=none valued[-c]=none
        valued[--month]=none valued[-m]=none
        valued[--run]=none valued[-r]=none
        valued[--language]=none
        valued[--currency]=none
        ;;
    export)
        options='--help --format --output --run'
        places=(file)
        valued[--format]='csv iamc netcdf xlsx'
        valued[--output]=file valued[-o]=file
        valued[--run]=none valued[-r]=none
        ;;
    magnet)
        options='--help --family --hcj --br --temp --hcj-hot --thickness --permeance --applied --recipe --price --prices --run --region --month --takt --mass --lines --hours --days --uptime --yield --book --orders --svg --csv --json'
        places=(none)
        valued[--family]=none valued[-f]=none
        valued[--hcj]=none
        valued[--br]=none
        valued[--temp]=none valued[-t]=none
        valued[--hcj-hot]=none
        valued[--thickness]=none
        valued[--permeance]=none
        valued[--applied]=none
        valued[--recipe]=none
        valued[--price]=none valued[-p]=none
        valued[--prices]=file
        valued[--run]=none valued[-r]=none
        valued[--region]=none
        valued[--month]=none valued[-m]=none
        valued[--takt]=none
        valued[--mass]=none
        valued[--lines]=none
        valued[--hours]=none
        valued[--days]=none
        valued[--uptime]=none
        valued[--yield]=none
        valued[--book]=none
        valued[--orders]=none
        valued[--svg]=file valued[-o]=file
        ;;
    evidence)
        first=3
        if ((COMP_CWORD == 2)); then
            _lode_fill 'import search show topic claims' "$word"
            return
        fi
        case ${COMP_WORDS[2]} in
        import)
            options='--help --library --model --topic --source --date --json'
            places=(file) more=file
            valued[--library]=file valued[-l]=file
            valued[--model]=folder
            valued[--topic]=none
            valued[--source]=none
            valued[--date]=none
            ;;
        search)
            options='--help --library --model --statements --from --to --source --topic --language --element --country --company --claim --facets --limit --offset --json'
            places=(none) more=none
            valued[--library]=file valued[-l]=file
            valued[--model]=folder
            valued[--from]=none
            valued[--to]=none
            valued[--source]=none
            valued[--topic]=none
            valued[--language]='en zh'
            valued[--element]=none
            valued[--country]=none
            valued[--company]=none
            valued[--claim]=none
            valued[--limit]=none valued[-n]=none
            valued[--offset]=none
            ;;
        show)
            options='--help --library --model --plain --json'
            places=(none)
            valued[--library]=file valued[-l]=file
            valued[--model]=folder
            ;;
        topic)
            options='--help --library --model --limit --offset --json'
            places=(none none none)
            valued[--library]=file valued[-l]=file
            valued[--model]=folder
            valued[--limit]=none valued[-n]=none
            valued[--offset]=none
            ;;
        claims)
            options='--help --library --model --document --relation --about --unit --year --state --limit --offset --confirm --reject --reread --against --run --baseline --metric --ensemble --ties --suggest --contradictions --language --markdown --json'
            places=()
            valued[--library]=file valued[-l]=file
            valued[--model]=folder
            valued[--document]=none valued[-d]=none
            valued[--relation]=none
            valued[--about]=none
            valued[--unit]=none
            valued[--year]=none valued[-y]=none
            valued[--state]='found confirmed mended rejected'
            valued[--limit]=none valued[-n]=none
            valued[--offset]=none
            valued[--confirm]=none
            valued[--reject]=none
            valued[--against]=file valued[-a]=file
            valued[--run]=none valued[-r]=none
            valued[--baseline]=none
            valued[--metric]=none valued[-m]=none
            valued[--ensemble]=file valued[-e]=file
            valued[--ties]=file valued[-t]=file
            valued[--language]='en zh'
            ;;
        esac
        ;;
    metrics)
        options='--help --json --markdown'
        places=()
        ;;
    policies)
        options='--help --json'
        places=(none)
        ;;
    version)
        options='--help --json'
        places=()
        ;;
    help)
        options='--help'
        places=(command none)
        ;;
    esac
    if [[ -n ${valued[$before]} ]]; then
        _lode_fill "${valued[$before]}" "$word"
    elif [[ $word == -* ]]; then
        _lode_fill "$options" "$word"
    else
        for ((i = first; i < COMP_CWORD; i++)); do
            [[ ${COMP_WORDS[i]} == -* || -n ${valued[${COMP_WORDS[i-1]}]} ]] ||
                place=$((place + 1))
        done
        _lode_fill "${places[place]:-${more:-none}}" "$word"
    fi
}
complete -F _lode lode
