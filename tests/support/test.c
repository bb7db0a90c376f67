#include "support/test.h"

#include <math.h>
#include <stdio.h>

enum { TESTS_MAX = 512 };

static struct CMUnitTest tests[TESTS_MAX];
static size_t n_tests;

void test_register(const char *name, void (*function)(void **))
{
    if (n_tests == TESTS_MAX) {
        fprintf(stderr, "more than %d tests in one program\n", TESTS_MAX);
        return;
    }
    tests[n_tests++] = (struct CMUnitTest){.name = name, .test_func = function};
}

void test_check_ok(Status status, const char *what, const char *file, int line)
{
    if (status == LODE_OK) return;
    print_error("%s: %s\n", what, status_text(status));
    _fail(file, line);
}

void test_check_near(double got, double expected, double tolerance, const char *what,
                     const char *file, int line)
{
    const double room = tolerance * fmax(1.0, fabs(expected));
    if (fabs(got - expected) <= room) return;
    print_error("%s = %.17g, expected %.17g within %g\n", what, got, expected, room);
    _fail(file, line);
}

const char *test_folder(void)
{
    return LODE_TEST_FOLDER;
}

int main(void)
{
    return _cmocka_run_group_tests("lode", tests, n_tests, NULL, NULL);
}
