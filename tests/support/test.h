/* test.h - tests register themselves and run under cmocka.
 *     TEST(freight_separates_prices_along_a_used_route) { CHECK_NEAR(p, 732.5, 1e-9); }
 * A test program is any number of such functions; main comes from test.c. */
#ifndef LODE_TESTS_TEST_H
#define LODE_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "base/status.h"

void test_register(const char *name, void (*function)(void **));

#define TEST(name)                                                                             \
    static void test_##name(void **state);                                                     \
    __attribute__((constructor)) static void register_##name(void)                             \
    {                                                                                          \
        test_register(#name, test_##name);                                                     \
    }                                                                                          \
    static void test_##name(void **state __attribute__((unused)))

#define CHECK(condition) assert_true(condition)
#define CHECK_OK(status) test_check_ok((status), #status, __FILE__, __LINE__)
#define CHECK_NEAR(got, expected, tolerance)                                                   \
    test_check_near((got), (expected), (tolerance), #got, __FILE__, __LINE__)
#define CHECK_TEXT(got, expected) assert_string_equal((got), (expected))
#define CHECK_INT(got, expected) assert_int_equal((got), (expected))

void test_check_ok(Status status, const char *what, const char *file, int line);

/* |got - expected| <= tolerance * max(1, |expected|) */
void test_check_near(double got, double expected, double tolerance, const char *what,
                     const char *file, int line);

/* Where the tests' data lies: the folder tests/ of the source tree. */
const char *test_folder(void);

#endif
