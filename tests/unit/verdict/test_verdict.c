/* Claims held against the small world of metrics/world.h, with verdicts worked out by hand.
 *     oxide  china 100, 100, 80, 80 t a month from 2025-11 on, germany 20; to japan 60, 60, 40,
 * 40 japan's magnets: 200 t in 2025-11, 46 / 0.33 = 139.39 t in 2026-01; all but 50 t for EVs
 *     in the run "halt" china sends japan nothing from 2025-12 on */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit/metrics/world.h"

#include "support/test.h"
#include "verdict/verdict.h"

#define HEAD                                                                                   \
    "id,document,statement,relation,value,high,unit,bound,basis,period,base,metric,region,"    \
    "partner,commodity,stage,use,transform,over,factor,scenario,note\n"

typedef struct Court {
    Record *records[2];
    Ties *ties;
    Diag *diag;
    VerdictRuns runs;
    Store *futures;
    Verdicts *verdicts;
} Court;

static Court court_open(const char *rows)
{
    char text[8192];
    Court court = {.diag = diag_new()};
    snprintf(text, sizeof text, HEAD "%s", rows);
    const Status st =
        ties_read("claims.csv", text, strlen(text), NULL, court.diag, &court.ties);
    if (st) print_error("%s\n", diag_message(court.diag, 0)->text);
    CHECK_OK(st);
    court.records[0] = world_baseline();
    court.records[1] = world_new("halt", (const double[]){60, 0, 0, 0});
    return court;
}

static void court_judge(Court *court)
{
    court->runs = (VerdictRuns){.records = (const Record *const *)court->records,
                                .n = 2,
                                .run = "baseline",
                                .baseline = "baseline",
                                .futures = court->futures};
    CHECK_OK(verdicts_of(court->ties, &court->runs, &court->verdicts));
}

static void court_close(Court *court)
{
    verdicts_free(court->verdicts);
    ties_free(court->ties);
    record_free(court->records[0]);
    record_free(court->records[1]);
    diag_free(court->diag);
}

/* The verdict of one row. */
static void check_verdict(const char *row, VerdictKind kind, double model, const char *reason)
{
    Court court = court_open(row);
    court_judge(&court);
    CHECK_INT(court.verdicts->n, 1);
    const Verdict *verdict = &court.verdicts->verdicts[0];
    if (verdict->kind != kind)
        fail_msg("%s: %s (%s)", row, verdict_text(verdict->kind), verdict->reason);
    if (isnan(model))
        CHECK(isnan(verdict->model));
    else
        CHECK_NEAR(verdict->model, model, 1e-9 * fabs(model) + 1e-12);
    if (!strstr(verdict->reason, reason))
        fail_msg("'%s' does not say '%s'", verdict->reason, reason);
    court_close(&court);
}

/* 100 of 120 t: 83.33 %; 5 % of 85 are 4.25, of 90 are 4.5. */
TEST(a_point_agrees_within_five_per_cent)
{
    check_verdict("a,d,s,share,85,,%,,,2025-11,,share,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_AGREES, 100.0 / 1.2, "");
    check_verdict("a,d,s,share,90,,%,,,2025-11,,share,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_DISAGREES, 100.0 / 1.2, "");
    check_verdict("a,d,s,share,90,,%,approx,,2025-11,,share,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_AGREES, 100.0 / 1.2, "");
}

/* 100 t made: "over 105" allows 99.75 and more, "over 106" 100.7 and more. */
TEST(a_bound_is_one_sided_with_the_same_slack)
{
    check_verdict("a,d,s,level,105,,t,gt,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_AGREES, 100, "");
    check_verdict("a,d,s,level,106,,t,gt,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_DISAGREES, 100, "");
    check_verdict("a,d,s,level,3,,t,ge,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_AGREES, 100, "");
    check_verdict("a,d,s,level,90,,t,le,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_DISAGREES, 100, "");
    check_verdict("a,d,s,level,70,98,t,range,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_AGREES, 100, "");
}

/* The last digit of "2" is good to half a unit: 1.5 to 2.5; a multiple to 15 %. */
TEST(rounding_and_multiples_have_their_own_slack)
{
    check_verdict("a,d,s,level,1,,t,,,2025-11,,imports,france,germany,ndpr-oxide,,,,,0.35,,\n",
                  VERDICT_AGREES, 1.4, "");
    check_verdict(
        "a,d,s,level,1.0,,t,,,2025-11,,imports,france,germany,ndpr-oxide,,,,,0.35,,\n",
        VERDICT_DISAGREES, 1.4, "");
    check_verdict(
        "a,d,s,multiple,0.75,,x,,,2026-01,2025-12,exports,china,,ndpr-oxide,,,ratio,,,,"
        "\n",
        VERDICT_AGREES, 2.0 / 3.0, "");
}

TEST(transforms_make_growth_differences_sums_and_ratios)
{
    const double ev = 46 / 0.33 - 50;
    check_verdict(
        "a,d,s,growth,-33,,%,,,2026-01,2025-12,exports,china,,ndpr-oxide,,,growth,,,,\n",
        VERDICT_AGREES, -100.0 / 3.0, "");
    check_verdict("a,d,s,share,75,,%,,,2025-11,,demand,,,magnet,,ev,ratio,use=*,,,\n",
                  VERDICT_AGREES, 75, "");
    check_verdict(
        "a,d,s,change,-11,,pp,,,2026-01,2025-11,demand,,,magnet,,ev,difference,use=*,,,"
        "\n",
        VERDICT_AGREES, 100 * ev / (ev + 50) - 75, "");
    check_verdict(
        "a,d,s,level,360,,t,,,2026-02,2025-11,production,china,,ndpr-oxide,,,sum,,,,\n",
        VERDICT_AGREES, 360, "");
    check_verdict(
        "a,d,s,level,66,,t,,gross,2025-11,,production,japan,,magnet,,,convert,,0.33,,\n",
        VERDICT_AGREES, 66, "");
}

TEST(units_are_converted_and_the_rest_is_not_modelled)
{
    check_verdict("a,d,s,level,0.1,,kt,,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_AGREES, 0.1, "");
    check_verdict("a,d,s,price,60,,USD/kg,,,2025-11,,price,japan,,ndpr-oxide,,,,,,,\n",
                  VERDICT_AGREES, 60, "");
    check_verdict("a,d,s,price,60,,CNY/kg,,,2025-11,,price,japan,,ndpr-oxide,,,,,,,\n",
                  VERDICT_NOT_MODELLED, NAN, "which is no CNY/kg");
    check_verdict("a,d,s,level,60,,GW,,,2025-11,,production,japan,,magnet,,,,,,,\n",
                  VERDICT_NOT_MODELLED, NAN, "the model has it in t");
}

TEST(what_the_run_does_not_have_is_not_modelled_with_the_reason)
{
    check_verdict("a,d,s,level,1,,t,,,2024,,production,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_NOT_MODELLED, NAN, "the run is from 2025-11 to 2026-02");
    check_verdict("a,d,s,level,1,,t,,,2025,,production,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_NOT_MODELLED, NAN, "the claim of 2025");
    check_verdict("a,d,s,level,1,,t,,,2025-11,,production,narnia,,ndpr-oxide,,,,,,,\n",
                  VERDICT_NOT_MODELLED, NAN, "narnia");
    check_verdict("a,d,s,level,1,,t,,,2025-11,,,,,,,,,,,,nobody counts firms\n",
                  VERDICT_NOT_MODELLED, NAN, "nobody counts firms");
    check_verdict("a,d,s,level,1,,t,,,2025-11,,production,china,,ndpr-oxide,,,,,,flood,\n",
                  VERDICT_NOT_MODELLED, NAN, "no run 'flood'");
}

/* 200 t of magnets hold 80 t of oxide. */
TEST(a_tonne_of_unsaid_basis_is_read_both_ways)
{
    static const char *const rows[] = {
        "a,d,s,level,80,,t,,,2025-11,,production,japan,,magnet,,,,,,,\n",
        "a,d,s,level,200,,t,,,2025-11,,production,japan,,magnet,,,,,,,\n",
        "a,d,s,level,80,,t,,gross,2025-11,,production,japan,,magnet,,,,,,,\n"};
    static const char *const bases[] = {"reo", "gross", "gross"};
    static const double models[] = {80, 200, 200}, others[] = {200, 80, NAN};
    for (int i = 0; i < 3; i++) {
        Court court = court_open(rows[i]);
        court_judge(&court);
        const Verdict *verdict = &court.verdicts->verdicts[0];
        CHECK_INT(verdict->kind, i < 2 ? VERDICT_AGREES : VERDICT_DISAGREES);
        CHECK_TEXT(verdict->basis, bases[i]);
        CHECK_NEAR(verdict->model, models[i], 1e-9);
        if (isnan(others[i]))
            CHECK(isnan(verdict->other));
        else
            CHECK_NEAR(verdict->other, others[i], 1e-9);
        court_close(&court);
    }
}

/* 40 t a month from china become none: -100 %; germany's 6 t stay. */
TEST(signs_are_checked_between_two_runs)
{
    check_verdict("a,d,s,sign,-1,,,,,2026-01,,imports,japan,china,ndpr-oxide,,,,,,halt,\n",
                  VERDICT_AGREES, -100, "");
    check_verdict("a,d,s,sign,1,,,,,2026-01,,imports,japan,china,ndpr-oxide,,,,,,halt,\n",
                  VERDICT_DISAGREES, -100, "");
    check_verdict("a,d,s,sign,1,,,,,2026-01,,imports,japan,germany,ndpr-oxide,,,,,,halt,\n",
                  VERDICT_DISAGREES, 0, "no change");
    check_verdict("a,d,s,sign,-1,,,,,2026-01,2025-11,exports,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_AGREES, -100.0 / 3.0, "");
    check_verdict("a,d,s,sign,1,,,,,2026-01,,exports,china,,ndpr-oxide,,,,,,,\n",
                  VERDICT_NOT_MODELLED, NAN, "neither a scenario nor a period before");
}

TEST(a_band_agrees_when_it_meets_the_claim)
{
    Court court = court_open("a,d,s,share,90,,%,,,2025-11,,share,china,,ndpr-oxide,,,,,,,\n");
    court_judge(&court);
    Verdict verdict = court.verdicts->verdicts[0];
    CHECK_INT(verdict.kind, VERDICT_DISAGREES);
    verdict_widen(&verdict, 80.0, 86.0);
    CHECK_INT(verdict.kind, VERDICT_AGREES); /* 85.5 to 94.5 is what "90 %" allows */
    verdict_widen(&verdict, 80.0, 85.0);
    CHECK_INT(verdict.kind, VERDICT_DISAGREES);
    court_close(&court);
}

/* --- ranges of ensembles --- */

/* A results file with the run and what its futures say, as docs/results.md describes it. */
static Store *futures_open(Diag *diag, char *path, size_t size)
{
    static const char rows[] =
        "CREATE TABLE ensemble_item (name, item, metric, region, partner, commodity, stage,"
        " facility, process, use, unit);"
        "CREATE TABLE ensemble_month (name, item, step, month, q05, q25, q50, q75, q95, mean,"
        " n);"
        "CREATE TABLE ensemble_year (name, item, year, q05, q25, q50, q75, q95, mean, n);"
        "INSERT INTO ensemble_item VALUES"
        " ('baseline',0,'share','china','','ndpr-oxide','','','','','1'),"
        " ('baseline',1,'production','china','','ndpr-oxide','','','','','t'),"
        " ('baseline',2,'production','japan','','magnet','','','','','t');"
        "INSERT INTO ensemble_month VALUES"
        " ('baseline',0,0,'2025-11',.80,.81,.82,.85,.86,.83,50),"
        " ('baseline',0,1,'2025-12',NULL,NULL,NULL,NULL,NULL,NULL,0),"
        " ('baseline',1,0,'2025-11',110,112,115,118,120,115,50),"
        " ('baseline',2,0,'2025-11',150,170,200,230,250,200,50);"
        "INSERT INTO ensemble_year VALUES ('baseline',1,2025,1,2,3,4,5,3,50);";
    char command[4096];
    Store *store = NULL;
    Record *run = world_baseline();
    snprintf(path, size, "/tmp/lode-futures-%d.sqlite", (int)getpid());
    unlink(path);
    CHECK_OK(store_write_run(path, run, NULL, diag));
    record_free(run);
    snprintf(command, sizeof command, "sqlite3 '%s' \"%s\"", path, rows);
    CHECK_INT(system(command), 0);
    CHECK_OK(store_open(path, diag, &store));
    return store;
}

static void check_range(const char *row, VerdictKind kind, double low, double high,
                        const char *model, const char *words)
{
    char path[64];
    VerdictWords line;
    Court court = court_open(row);
    court.futures = futures_open(court.diag, path, sizeof path);
    court_judge(&court);
    const Verdict *verdict = &court.verdicts->verdicts[0];
    verdict_words(verdict, &line);
    CHECK_INT(verdict->has_range, isfinite(low));
    if (isfinite(low)) {
        CHECK_NEAR(verdict->model_low, low, 1e-9);
        CHECK_NEAR(verdict->model_high, high, 1e-9);
    }
    CHECK_INT(verdict->kind, kind);
    CHECK_TEXT(line.model, model);
    CHECK_TEXT(line.verdict, words);
    store_close(court.futures);
    unlink(path);
    court_close(&court);
}

/* The run has 83.3 % in November, nine futures in ten 80 to 86 %: 85.5 to 94.5 is allowed. */
TEST(a_claim_that_only_futures_meet_agrees_within_the_range)
{
    check_range("a,d,s,share,90,,%,,,2025-11,,share,china,,ndpr-oxide,,,,,,,\n", VERDICT_AGREES,
                80, 86, "83.3 [80.0 to 86.0]", "agrees within the range");
    check_range("a,d,s,share,85,,%,,,2025-11,,share,china,,ndpr-oxide,,,,,,,\n", VERDICT_AGREES,
                80, 86, "83.3 [80.0 to 86.0]", "agrees");
    check_range("a,d,s,share,95,,%,,,2025-11,,share,china,,ndpr-oxide,,,,,,,\n",
                VERDICT_DISAGREES, 80, 86, "83.3 [80.0 to 86.0]", "disagrees");
}

/* In kt, and times 2; the run makes 100 t, nine futures in ten 110 to 120. */
TEST(a_range_is_in_the_claims_unit_and_may_leave_out_the_run)
{
    check_range("a,d,s,level,0.23,,kt,,,2025-11,,production,china,,ndpr-oxide,,,,,2,,\n",
                VERDICT_AGREES, 0.22, 0.24, "0.20 [0.22 to 0.24]", "agrees within the range");
    check_range(
        "a,d,s,level,100,,t,,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n",
        VERDICT_DISAGREES, 110, 120, "100.0 [110.0 to 120.0]",
        "disagrees: the run with usual values agrees, nine in ten of its futures do not");
}

/* Quantiles of gross tonnes are none of oxide; of months, none of a growth; 2025 is not in a
 * run from November on; a month without numbers has none. */
TEST(where_the_ensemble_does_not_answer_there_is_no_range)
{
    check_range("a,d,s,level,200,,t,,,2025-11,,production,japan,,magnet,,,,,,,\n",
                VERDICT_AGREES, 150, 250, "200.0 gross (80.0 reo) [150.0 to 250.0]", "agrees");
    check_range("a,d,s,level,80,,t,,,2025-11,,production,japan,,magnet,,,,,,,\n",
                VERDICT_AGREES, NAN, NAN, "80.0 reo (200.0 gross)", "agrees");
    check_range("a,d,s,growth,-20,,%,,,2026-01,2025-11,production,china,,ndpr-oxide,,,growth,,,"
                ",\n",
                VERDICT_AGREES, NAN, NAN, "-20.0", "agrees");
    check_range("a,d,s,share,83,,%,,,2025-12,,share,china,,ndpr-oxide,,,,,,,\n", VERDICT_AGREES,
                NAN, NAN, "83.3", "agrees");
    check_range("a,d,s,level,100,,t,,,2025-11,,production,germany,,ndpr-oxide,,,,,5,,\n",
                VERDICT_AGREES, NAN, NAN, "100.0", "agrees");
}

/* 85 % and over 150 t imply over 176.47 t; the world makes 120. 100 t and 130 t are apart. */
TEST(claims_are_held_against_each_other)
{
    Court court =
        court_open("part,d,s,share,85,,%,,,2025-11,,share,china,,ndpr-oxide,,,,,,,\n"
                   "all,d,s,level,150,,t,gt,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n"
                   "low,e,s,level,100,,t,,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n"
                   "near,f,s,level,102,,t,,,2025-11,,production,china,,ndpr-oxide,,,,,,,\n");
    Conflicts *conflicts;
    court_judge(&court);
    CHECK_OK(conflicts_of(court.ties, &court.runs, &conflicts));
    CHECK_INT(conflicts->n, 3);
    CHECK_INT(conflicts->conflicts[0].kind, CONFLICT_TOTAL);
    CHECK_NEAR(conflicts->conflicts[0].low, 150 / 0.85, 1e-9);
    CHECK_NEAR(conflicts->conflicts[0].model, 120, 1e-9);
    CHECK(!conflicts->conflicts[0].can_be);
    CHECK_TEXT(conflicts->conflicts[1].b->id, "low");
    CHECK_TEXT(conflicts->conflicts[2].b->id, "near"); /* low and near agree with each other */
    conflicts_free(conflicts);
    court_close(&court);
}

/* One statement of a library: 85 % and over 150 t imply over 176.47 t; the world makes 120, and
 * could make 110 of them (85 % and over 88 t imply over 103.5). What was 100 t in November is
 * said to have been 100 / 1.25 before a growth of 25 %. */
static Implication implied_of(EvidenceConflictKind kind, const char *level, double low)
{
    const EvidenceClaim a = {.relation = "share", .value = 85, .unit = "%", .key = "k 1.1"};
    const EvidenceClaim b = {.relation = "level", .value = 150, .unit = "t", .key = "k 1.2"};
    const bool total = kind == EVIDENCE_TOTAL;
    const EvidenceConflict conflict = {kind, &a, &b,   low, total ? INFINITY : low,
                                       "t",  "", false};
    char rows[1024], words[VERDICT_WORDS_MAX];
    Implication implied;
    Court court = {.diag = diag_new()};
    snprintf(rows, sizeof rows,
             "id,document,claim,statement,relation,value,unit,bound,period,base,metric,region,"
             "commodity,note\na,d,k 1.1,s,%s,%%,,2025-12,2025-11,share,china,ndpr-oxide,\n"
             "b,d,k 1.2,s,level,%s\n",
             total ? "share,85" : "growth,25", level);
    CHECK_OK(ties_read("claims.csv", rows, strlen(rows), NULL, court.diag, &court.ties));
    court.records[0] = world_baseline();
    court.records[1] = world_baseline();
    court.runs = (VerdictRuns){.records = (const Record *const *)court.records,
                               .n = 1,
                               .run = "baseline",
                               .baseline = "baseline"};
    implied_judge(&conflict, court.ties, &court.runs, court.ties->arena, &implied);
    implied_words(&conflict, &implied, WORDS_ENGLISH, words, sizeof words);
    if (isfinite(implied.model))
        CHECK(strstr(words, implied.can_be ? "that can be" : "that cannot be"));
    else
        CHECK(implied.why && strstr(words, "not modelled: "));
    court_close(&court);
    return implied;
}

TEST(what_two_claims_imply_is_held_against_the_run)
{
    const char *const over_150 = "150,t,gt,2025-12,,production,china,ndpr-oxide,";
    const char *const over_88 = "88,t,gt,2025-12,,production,china,ndpr-oxide,";
    const char *const none = "150,t,gt,2025-12,,,,,nobody counts it";
    Implication implied = implied_of(EVIDENCE_TOTAL, over_150, 150 / 0.85);
    CHECK_NEAR(implied.model, 120, 1e-9);
    CHECK(!implied.can_be);
    implied = implied_of(EVIDENCE_TOTAL, over_88, 88 / 0.85);
    CHECK_NEAR(implied.model, 120, 1e-9);
    CHECK(implied.can_be);
    implied = implied_of(EVIDENCE_TOTAL, none, 150 / 0.85);
    CHECK(isnan(implied.model));
    implied = implied_of(EVIDENCE_BEFORE, over_150, 80);
    CHECK_NEAR(implied.model, 100, 1e-9);
    CHECK(!implied.can_be);
    implied = implied_of(EVIDENCE_BEFORE, over_150, 98);
    CHECK(implied.can_be);
}

/* Reasons, words and notes; a statement without its Chinese stays as it is. */
TEST(verdicts_are_said_in_chinese)
{
    static const char rows[] =
        "id,document,statement,statement_zh,relation,value,unit,bound,period,metric,region,"
        "commodity,note,note_zh\n"
        "a,d,Output,产量,level,106,t,gt,2025-11,production,china,ndpr-oxide,,\n"
        "b,d,Output,,level,1,t,,2024,production,china,ndpr-oxide,,\n"
        "c,d,Firms,企业,count,40,,,2025,,,,not counted,不统计\n";
    VerdictWords line;
    Court court = {.diag = diag_new()};
    CHECK_OK(ties_read("claims.csv", rows, strlen(rows), NULL, court.diag, &court.ties));
    court.records[0] = world_baseline();
    court.records[1] = world_baseline();
    court.runs = (VerdictRuns){.records = (const Record *const *)court.records,
                               .n = 1,
                               .run = "baseline",
                               .baseline = "baseline",
                               .language = WORDS_CHINESE};
    CHECK_OK(verdicts_of(court.ties, &court.runs, &court.verdicts));
    const Verdict *v = court.verdicts->verdicts;
    verdict_words(&v[0], &line);
    CHECK_TEXT(line.claimed, "超过 106 t");
    CHECK_TEXT(line.verdict, "不一致");
    CHECK_TEXT(tie_statement(v[0].tie, WORDS_CHINESE), "产量");
    CHECK_TEXT(tie_statement(v[1].tie, WORDS_CHINESE), "Output");
    verdict_words(&v[1], &line);
    CHECK_TEXT(line.verdict, "模型未涵盖：运行从 2025-11 到 2026-02，断言属于 2024");
    verdict_words(&v[2], &line);
    CHECK_TEXT(line.verdict, "模型未涵盖：不统计");
    court_close(&court);
}

TEST(ties_are_found_for_a_metric_and_its_things)
{
    Court court = court_open("a,d,s,share,85,,%,,,2025-11,,share,china,,ndpr-oxide,,,,,,,\n");
    const Tie *tie = &court.ties->ties[0];
    CHECK(tie_speaks(tie, "share", &(MetricFilter){.region = "japan,china"}));
    CHECK(tie_speaks(tie, NULL, &(MetricFilter){.commodity = "ndpr-oxide"}));
    CHECK(!tie_speaks(tie, "price", &(MetricFilter){.region = "china"}));
    CHECK(!tie_speaks(tie, "share", &(MetricFilter){.region = "japan"}));
    court_close(&court);
}

/* --- mistakes --- */

static void check_mistake(const char *rows, const char *words)
{
    char text[4096], message[1024];
    Ties *ties;
    Diag *diag = diag_new();
    snprintf(text, sizeof text, HEAD "%s", rows);
    CHECK_INT(ties_read("claims.csv", text, strlen(text), NULL, diag, &ties), LODE_BAD_INPUT);
    CHECK(ties == NULL);
    diag_format(diag_message(diag, 0), message, sizeof message);
    if (!strstr(message, words)) fail_msg("'%s' does not say '%s'", message, words);
    diag_free(diag);
}

TEST(mistakes_in_ties_are_said_with_their_place)
{
    check_mistake(
        "a,d,s,level,1,,t,,,2025,,productoin,china,,x,,,,,,,\n",
        "claims.csv:2:26: metric: no metric 'productoin'; did you mean 'production'?");
    check_mistake("a,d,s,levle,1,,t,,,2025,,production,china,,x,,,,,,,\n",
                  "relation: 'levle' is none of level|growth");
    check_mistake("a,d,s,level,one,,t,,,2025,,production,china,,x,,,,,,,\n",
                  "value: 'one' is no number");
    check_mistake("a,d,s,level,,,t,,,2025,,production,china,,x,,,,,,,\n",
                  "value: the claimed value is missing");
    check_mistake("a,d,s,level,1,,t,over,,2025,,production,china,,x,,,,,,,\n", "bound: 'over'");
    check_mistake("a,d,s,level,1,,t,,,soon,,production,china,,x,,,,,,,\n",
                  "period: 'soon' is no period; write 2030");
    check_mistake("a,d,s,level,1,,t,,,,,production,china,,x,,,,,,,\n", "period: say when");
    check_mistake("a,d,s,growth,1,,%,,,2025,,production,china,,x,,,growth,,,,\n",
                  "base: this transform needs the base period");
    check_mistake("a,d,,level,1,,t,,,2025,,production,china,,x,,,,,,,\n",
                  "statement: say in words");
    check_mistake("a,,s,level,1,,t,,,2025,,production,china,,x,,,,,,,\n",
                  "document: say who claims it");
    check_mistake("a,d,s,level,1,,t,,,2025,,,,,,,,,,,,\n",
                  "note: a claim without a metric needs a note why");
    check_mistake("a,d,s,sign,2,,,,,2025,,production,china,,x,,,,,,,\n",
                  "value: a sign is 1 (up) or -1 (down)");
    check_mistake("a,d,s,level,5,4,t,range,,2025,,production,china,,x,,,,,,,\n",
                  "high: the range ends below its start");
    check_mistake("a,d,s,level,5,,t,,,2025,,production,china,,x,,,,,0,,\n",
                  "factor: the factor must be above 0");
    check_mistake("a,d,s,level,5,,t,,,2025,,production,china,,x,,,,,,,\n"
                  "a,d,s,level,5,,t,,,2025,,production,china,,x,,,,,,,\n",
                  "claims.csv:3:1: id: the id 'a' stands twice");
}
