/* Claims are read on import; what others put in their place is kept with its places. */
#include <math.h>

#include "unit/evidence/fixture.h"

static int64_t first_statement;

static int see(void *context, int64_t document, const char *date, const char *title,
               const char *group, const EvidenceStatement *statement)
{
    int *n = context;
    if ((*n)++ == 0) first_statement = statement->id;
    CHECK(document > 0 && title[0] && group[0] && strlen(statement->text) > 0);
    CHECK_INT(strlen(statement->text), statement->length);
    CHECK((document == 1) == (date != NULL));
    return 0;
}

TEST(claims_are_kept_with_their_places)
{
    Fixture fx = fixture_open(NULL);
    EvidenceClaims *claims;
    int n = 0;
    CHECK_OK(fixture_file(&fx, data_path("page.txt")));
    CHECK_OK(evidence_statements_each(fx.library, see, &n));
    CHECK_INT(n, 5);
    for (int64_t id = 1; id <= n; id++)
        CHECK_OK(evidence_claims_put(fx.library, id, NULL, 0));
    const EvidenceClaim two[] = {
        {.at = 0,
         .length = 6,
         .relation = "growth",
         .low = 8.5,
         .high = 8.5,
         .unit = "%",
         .year = 2025},
        {.at = 7,
         .length = 3,
         .relation = "level",
         .low = NAN,
         .high = 6.0,
         .bound = "le",
         .speech = "forecast"},
    };
    CHECK_OK(evidence_claims_put(fx.library, first_statement, two, 2));
    CHECK_OK(evidence_claims(fx.library, 1, &claims));
    CHECK_INT(claims->n, 2);
    CHECK_TEXT(claims->claims[0].relation, "growth");
    CHECK_NEAR(claims->claims[0].low, 8.5, 0.0);
    CHECK_INT(claims->claims[0].year, 2025);
    CHECK(isnan(claims->claims[1].low) && claims->claims[1].year == 0);
    CHECK_TEXT(claims->claims[1].state, "found");
    const int64_t confirmed = claims->claims[0].id;
    evidence_claims_free(claims);
    CHECK_OK(evidence_claim_state(fx.library, confirmed, "confirmed"));
    CHECK_OK(evidence_claims_put(fx.library, first_statement, NULL, 0)); /* extracted anew */
    CHECK_OK(evidence_claims(fx.library, 0, &claims));
    CHECK_INT(claims->n, 1);
    CHECK_INT(claims->claims[0].id, confirmed);
    evidence_claims_free(claims);
    fixture_close(&fx);
}

TEST(a_place_outside_the_statement_changes_nothing)
{
    Fixture fx = fixture_open(NULL);
    EvidenceClaims *claims;
    CHECK_OK(fixture_file(&fx, data_path("page.txt")));
    for (int64_t id = 1; id <= 5; id++)
        CHECK_OK(evidence_claims_put(fx.library, id, NULL, 0));
    const EvidenceClaim good = {.relation = "level", .length = 1};
    const EvidenceClaim bad[] = {{.relation = "level"}, {.relation = "level", .at = 5000}};
    CHECK_OK(evidence_claims_put(fx.library, 1, &good, 1));
    CHECK_INT(evidence_claims_put(fx.library, 1, bad, 2), LODE_BAD_INPUT);
    CHECK(strstr(evidence_message(fx.library), "lie outside statement 1"));
    CHECK_INT(evidence_claims_put(fx.library, 999, &good, 1), LODE_BAD_INPUT);
    CHECK_INT(evidence_claim_state(fx.library, 999, "confirmed"), LODE_NEGATIVE);
    CHECK_OK(evidence_claims(fx.library, 0, &claims));
    CHECK_INT(claims->n, 1);
    evidence_claims_free(claims);
    fixture_close(&fx);
}

static const char *const digest =
    "# Magnets in the spring\n\nJapan Notes 2025-05-02\n\n## Trade\n\n"
    "China's exports of NdFeB magnets rose 12.5% year-on-year in 2024, to 58,000 tonnes.\n\n"
    "日本2023年從中國進口的稀土佔六成三。\n";

/* Two sentences: growth of 12.5 %, 58,000 t; a share of 63 %. */
TEST(every_statement_is_read_on_import)
{
    Fixture fx = fixture_open(NULL);
    EvidenceClaims *claims;
    CHECK_OK(fixture_bytes(&fx, "digest.md", digest));
    CHECK_INT(fx.imported.claims, 3);
    CHECK_OK(evidence_claims(fx.library, 0, &claims));
    CHECK_INT(claims->n, 3);
    const EvidenceClaim *growth = &claims->claims[0], *level = &claims->claims[1],
                        *share = &claims->claims[2];
    CHECK_TEXT(growth->relation, "growth");
    CHECK_NEAR(growth->value, 12.5, 0.0);
    CHECK_TEXT(growth->quantity, "exports");
    CHECK_TEXT(growth->entity, "china");
    CHECK_INT(growth->year, 2024);
    CHECK(growth->year_on_year);
    CHECK_TEXT(level->unit, "t");
    CHECK_NEAR(level->value, 58000.0, 0.0);
    CHECK(strncmp(level->text + level->at, "58,000 tonnes", (size_t)level->length) == 0);
    CHECK_TEXT(level->group, "Trade");
    CHECK_TEXT(share->relation, "share");
    CHECK_NEAR(share->value, 63.0, 1e-12);
    CHECK(strncmp(share->text + share->at, "六成三", (size_t)share->length) == 0);
    CHECK_TEXT(share->entity, "japan");
    CHECK_INT(share->year, 2023);
    CHECK(strlen(share->key) > 14);
    evidence_claims_free(claims);
    fixture_close(&fx);
}

static int64_t count(Fixture *fx, const EvidenceClaimQuery *query)
{
    EvidenceClaims *claims;
    CHECK_OK(evidence_claims_find(fx->library, query, &claims));
    const int64_t total = claims->total;
    evidence_claims_free(claims);
    return total;
}

TEST(claims_are_found_by_kind_unit_year_and_name_in_either_language)
{
    Fixture fx = fixture_open(NULL);
    CHECK_OK(fixture_bytes(&fx, "digest.md", digest));
    CHECK_INT(count(&fx, &(EvidenceClaimQuery){.relation = "share"}), 1);
    CHECK_INT(count(&fx, &(EvidenceClaimQuery){.unit = "t"}), 1);
    CHECK_INT(count(&fx, &(EvidenceClaimQuery){.year = 2024}), 2);
    CHECK_INT(count(&fx, &(EvidenceClaimQuery){.name = "日本"}), 1);
    CHECK_INT(count(&fx, &(EvidenceClaimQuery){.name = "China", .unit = "%"}), 1);
    CHECK_INT(found(&fx, "claim:share", NULL), 1);
    CHECK_INT(found(&fx, "claim:multiple", NULL), 0);
    fixture_close(&fx);
}

TEST(reading_again_finds_the_same_and_keeps_what_a_person_said)
{
    Fixture fx = fixture_open(NULL);
    EvidenceClaims *before, *after;
    CHECK_OK(fixture_bytes(&fx, "digest.md", digest));
    CHECK_OK(evidence_claims(fx.library, 0, &before));
    CHECK_OK(evidence_claim_state(fx.library, before->claims[1].id, "rejected"));
    CHECK_OK(evidence_claims_reread(fx.library));
    CHECK_OK(evidence_claims(fx.library, 0, &after));
    CHECK_INT(after->n, before->n);
    CHECK_TEXT(after->claims[1].state, "rejected");
    for (int32_t i = 0; i < after->n; i++)
        CHECK_TEXT(after->claims[i].key, before->claims[i].key);
    evidence_claims_free(before);
    evidence_claims_free(after);
    fixture_close(&fx);
}

static int64_t speaking(Fixture *fx, const char *first, const char *second)
{
    EvidenceClaims *claims;
    const char *const bindings[] = {first, second};
    CHECK_OK(evidence_speaking(fx->library, bindings, second ? 2 : 1, 0, &claims));
    const int64_t total = claims->total;
    evidence_claims_free(claims);
    return total;
}

/* china's magnets: growth and level; japan's share: of rare earths, which the glossary binds to
 * the stage mine. */
TEST(ids_of_the_model_lead_to_the_claims_that_speak_of_them)
{
    Fixture fx = fixture_open(NULL);
    CHECK_OK(fixture_bytes(&fx, "digest.md", digest));
    CHECK_INT(speaking(&fx, "region=china", "stage=magnet"), 2);
    CHECK_INT(speaking(&fx, "region=japan", NULL), 1);
    CHECK_INT(speaking(&fx, "region=japan", "commodity=of-no-glossary"), 1);
    CHECK_INT(speaking(&fx, "commodity=of-no-glossary", NULL), 0);
    CHECK_INT(speaking(&fx, "region=japan", "commodity=dy-oxide"), 0);
    fixture_close(&fx);
}
