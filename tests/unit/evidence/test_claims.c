/* Claims are put in by others; the library keeps them with their places. */
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
