/* test_outside.c - the outside cases, scored by their own score.py. They live beside the
 * checkout (LODE_SHARED, or ../shared) and are not ours to ship: where they are absent, this
 * says so. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/test.h"

enum { PATH_ROOM = 4096 };

static const char *shared_folder(void)
{
    const char *said = getenv("LODE_SHARED");
    return said ? said : LODE_SHARED;
}

/* The line of score.py's report that starts with `row`; -1 when there is none. */
static double figure_of(const char *report, const char *row, const char *figure)
{
    const char *line = strstr(report, row);
    const char *at = line ? strstr(line, figure) : NULL;
    double value;
    return at && sscanf(at + strlen(figure), "%lf", &value) == 1 ? value : -1.0;
}

/* Runs the predictor and the scorer on one file; false, with a word, where it cannot. */
static bool score(const char *name, char *report, size_t size)
{
    char gold[PATH_ROOM], scorer[PATH_ROOM], pred[] = "/tmp/claims-pred-XXXXXX";
    char command[4 * PATH_ROOM];
    snprintf(gold, sizeof gold, "%s/cases/claims/%s", shared_folder(), name);
    snprintf(scorer, sizeof scorer, "%s/cases/claims/score.py", shared_folder());
    if (access(gold, R_OK) != 0 || access(scorer, R_OK) != 0 ||
        system("python3 -c '' >/dev/null 2>&1") != 0) {
        print_message("skipped: no %s, or no python3\n", gold);
        return false;
    }
    const int file = mkstemp(pred);
    assert_true(file >= 0);
    close(file);
    snprintf(command, sizeof command, "'%s' '%s' >'%s' && python3 '%s' '%s' '%s'",
             LODE_CLAIMS_PREDICT, gold, pred, scorer, gold, pred);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    const size_t n = fread(report, 1, size - 1, pipe);
    report[n] = '\0';
    CHECK_INT(pclose(pipe), 0);
    unlink(pred);
    return true;
}

static void check_floor(const char *name, double floor)
{
    char report[8192];
    if (!score(name, report, sizeof report)) return;
    CHECK(figure_of(report, "all  ALL", "exact lines") >= floor);
    CHECK(figure_of(report, "all  ALL", " P ") >= floor);
    CHECK(figure_of(report, "all  ALL", " R ") >= floor);
}

TEST(recognizers_cases)
{
    check_floor("recognizers.jsonl", 0.97);
}

TEST(domain_cases)
{
    check_floor("domain.jsonl", 0.96);
}
