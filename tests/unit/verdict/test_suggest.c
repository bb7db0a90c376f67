/* Ties offered by rule: from a sentence through the library's reader to metric and filters. */
#include <stdio.h>
#include <string.h>

#include "evidence/evidence.h"
#include "support/test.h"
#include "verdict/verdict.h"

/* The tie offered for claim number n of a sentence of 2025-05. */
static void check_offer(const char *sentence, int32_t n, const char *metric,
                        MetricFilter filter, TieTransform transform, const char *note)
{
    char text[1024];
    Tie tie;
    Evidence *library;
    EvidenceClaims *claims;
    Arena *arena = arena_new(0);
    EvidenceImported counts;
    Diag *diag = diag_new();
    snprintf(text, sizeof text, "Notes\n\n2025-05-02\n\n%s\n", sentence);
    CHECK_OK(evidence_open(":memory:", NULL, diag, &library));
    CHECK_OK(evidence_import_bytes(library, "n.txt", text, strlen(text), NULL, diag, &counts));
    CHECK_OK(evidence_claims(library, 0, &claims));
    if (n >= claims->n) fail_msg("'%s' has %d claims", sentence, (int)claims->n);
    CHECK(tie_suggest(&claims->claims[n], WORDS_ENGLISH, arena, &tie) == (*metric != '\0'));
    if (strcmp(tie.metric, metric) != 0)
        fail_msg("'%s' is tied to '%s', not '%s' (%s)", sentence, tie.metric, metric, tie.note);
    const char *const got[] = {tie.filter.region, tie.filter.commodity, tie.filter.stage,
                               tie.filter.use};
    const char *const want[] = {filter.region, filter.commodity, filter.stage, filter.use};
    for (int i = 0; i < 4; i++)
        CHECK_TEXT(got[i] ? got[i] : "", want[i] ? want[i] : "");
    CHECK_INT(tie.transform, transform);
    CHECK(strstr(tie.note, note) != NULL);
    CHECK_TEXT(tie.state, "suggested");
    evidence_claims_free(claims);
    evidence_close(library);
    arena_free(arena);
    diag_free(diag);
}

TEST(names_and_quantities_lead_to_metrics_and_filters)
{
    check_offer("China accounted for 68% of rare earth mining in 2024.", 0, "share",
                (MetricFilter){.region = "china", .stage = "mine"}, TIE_LEVEL, "");
    check_offer("Dysprosium oxide was quoted at 1,620 yuan/kg in May 2025.", 0, "price",
                (MetricFilter){.commodity = "dy-oxide"}, TIE_LEVEL, "");
    check_offer("2024年中国钕铁硼出口同比增长12.5%。", 0, "exports",
                (MetricFilter){.region = "china", .stage = "magnet"}, TIE_GROWTH, "");
    check_offer("Electric vehicles accounted for 28% of demand for NdFeB magnets in 2024.", 0,
                "demand", (MetricFilter){.stage = "magnet", .use = "ev-traction"}, TIE_RATIO,
                "");
}

/* The period and base of the tie that is offered; "" for none. */
static void check_period(const char *sentence, const char *period, const char *base,
                         const char *note)
{
    char text[1024];
    Tie tie;
    Evidence *library;
    EvidenceClaims *claims;
    Arena *arena = arena_new(0);
    EvidenceImported counts;
    Diag *diag = diag_new();
    snprintf(text, sizeof text, "Notes\n\n2025-11-02\n\n%s\n", sentence);
    CHECK_OK(evidence_open(":memory:", NULL, diag, &library));
    CHECK_OK(evidence_import_bytes(library, "n.txt", text, strlen(text), NULL, diag, &counts));
    CHECK_OK(evidence_claims(library, 0, &claims));
    CHECK(claims->n >= 1);
    CHECK(tie_suggest(&claims->claims[0], WORDS_ENGLISH, arena, &tie) == (*period != '\0'));
    if (!strstr(tie.note, note))
        fail_msg("'%s': '%s' does not say '%s'", sentence, tie.note, note);
    if (*period && (strcmp(tie.period.text, period) != 0 || strcmp(tie.base.text, base) != 0))
        fail_msg("'%s' is of '%s' from '%s'", sentence, tie.period.text, tie.base.text);
    evidence_claims_free(claims);
    evidence_close(library);
    arena_free(arena);
    diag_free(diag);
}

TEST(a_part_of_a_year_is_tied_to_its_months)
{
    check_period("China exported 28,000 tonnes of NdFeB magnets in H1 2025.", "2025-H1", "",
                 "");
    check_period("China exported 28,000 tonnes of NdFeB magnets in the first half of 2025.",
                 "2025-H1", "", "");
    check_period("2025年上半年中国钕铁硼出口同比下降18.9%。", "2025-H1", "2024-H1", "");
    check_period("2025年一季度中国钕铁硼出口1.2万吨。", "2025-Q1", "", "");
    check_period("In Q3 2025 China exported 15,000 tonnes of NdFeB magnets.", "2025-Q3", "",
                 "");
    check_period("2025年前9个月中国钕铁硼出口3.9万吨。", "2025-01..2025-09", "", "");
    check_period("In May 2025 China exported 1,238 tonnes of NdFeB magnets.", "2025-05", "",
                 "");
    check_period("China exported 58,000 tonnes of NdFeB magnets in 2024.", "2024", "", "");
    check_period("China exported 58,000 tonnes of NdFeB magnets in fiscal 2024.", "", "",
                 "no calendar year");
}

TEST(a_price_with_tax_is_held_against_one_with_tax)
{
    check_period("2025年5月氧化镝含税价格为每公斤1620元。", "2025-05", "", "value-added tax");
    check_period("2025年5月氧化镝不含税价格为每公斤1434元。", "2025-05", "", "");
}

TEST(what_no_rule_fits_says_why)
{
    check_offer("Baotou produced 20,000 tonnes of NdFeB magnets in 2024.", 0, "",
                (MetricFilter){.stage = "magnet"}, TIE_LEVEL, "only as part of a region");
    check_offer("日本2023年從中國進口的稀土佔六成三。", 0, "",
                (MetricFilter){.region = "japan", .stage = "mine"}, TIE_LEVEL,
                "a share of trade");
    check_offer("The firm invested 300 million yuan in 2024.", 0, "", (MetricFilter){0},
                TIE_LEVEL, "no metric answers");
}
