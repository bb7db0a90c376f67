/* Demand curves and costs, at the corners of their definitions. */
#include "net/program.h"

#include <math.h>
#include <stdio.h>

#include "net/program_io.h"
#include "support/test.h"

/* One plain column and one demand, on one market. */
typedef struct One {
    Program program;
    double lower[2], upper[2], cost[2], slope[2], duty[2], scale[1], elasticity[1], choke[1],
        rhs[1];
} One;

static const int32_t col_start[] = {0, 1, 2}, row[] = {0, 0}, duty_row[] = {0, PROGRAM_NONE};
static const double coef[] = {1.0, -1.0}, one[] = {1.0};

static void one_open(One *w, double scale, double elasticity, double choke)
{
    *w = (One){.upper = {10.0, INFINITY},
               .cost = {3.0, 0.0},
               .slope = {0.5, 0.0},
               .scale = {scale},
               .elasticity = {elasticity},
               .choke = {choke}};
    w->program = (Program){.n_markets = 1,
                           .n_rows = 1,
                           .n_cols = 2,
                           .n_demands = 1,
                           .demand0 = 1,
                           .col_start = col_start,
                           .row = row,
                           .coef = coef,
                           .lower = w->lower,
                           .upper = w->upper,
                           .cost = w->cost,
                           .slope = w->slope,
                           .duty = w->duty,
                           .duty_row = duty_row,
                           .demand_scale = w->scale,
                           .demand_elasticity = w->elasticity,
                           .demand_choke = w->choke,
                           .rhs = w->rhs,
                           .row_price = one,
                           .row_quantity = one};
}

TEST(a_plain_column_costs_its_line_and_its_duty)
{
    One w;
    const double price[] = {8.0};
    one_open(&w, 1.0, 1.0, 4.0);
    CHECK_NEAR(program_marginal_cost(&w.program, 0, 4.0, price), 5.0, 1e-15);
    CHECK_NEAR(program_cost(&w.program, 0, 4.0), 16.0, 1e-15);
    w.duty[0] = 0.25;
    CHECK_NEAR(program_marginal_cost(&w.program, 0, 4.0, price), 7.0, 1e-15);
    CHECK_NEAR(program_cost(&w.program, 0, 4.0), 16.0, 1e-15); /* a transfer is no cost */
}

/* P = (q/100)^-2: 50 units are worth 4 each, at the margin. */
TEST(inverse_demand_has_its_elasticity)
{
    One w;
    one_open(&w, 100.0, 0.5, INFINITY);
    CHECK_NEAR(program_demand_price(&w.program, 0, 50.0), 4.0, 1e-14);
    CHECK_NEAR(program_demand_price_slope(&w.program, 0, 50.0), -4.0 / (0.5 * 50.0), 1e-14);
    CHECK_NEAR(program_demand_quantity(&w.program, 0, 4.0), 50.0, 1e-14);
    CHECK_NEAR(program_marginal_cost(&w.program, 1, 50.0, NULL), -4.0, 1e-14);
    CHECK_NEAR(program_demand_choke_quantity(&w.program, 0), 0.0, 0.0);
}

/* e = 1: P = 100/q, whatever q. */
TEST(unit_elasticity_spends_the_same_at_any_price)
{
    One w;
    one_open(&w, 100.0, 1.0, INFINITY);
    for (double q = 1.0; q < 1e6; q *= 7.0)
        CHECK_NEAR(program_demand_price(&w.program, 0, q) * q, 100.0, 1e-13);
}

/* Choke 16 at q = 25; from there a line falls, read backwards, to 19.2 at nothing. */
TEST(the_choke_bends_demand_into_a_line)
{
    One w;
    one_open(&w, 100.0, 0.5, 16.0);
    CHECK_NEAR(program_demand_choke_quantity(&w.program, 0), 25.0, 1e-14);
    CHECK_NEAR(program_demand_price(&w.program, 0, 25.0), 16.0, 1e-14);
    CHECK_NEAR(program_demand_price(&w.program, 0, 12.5), 17.6, 1e-14);
    CHECK_NEAR(program_demand_price(&w.program, 0, 0.0), 19.2, 1e-14);
    CHECK_NEAR(program_demand_price_slope(&w.program, 0, 12.5), -3.2 / 25.0, 1e-14);
    CHECK_NEAR(program_demand_quantity(&w.program, 0, 17.6), 12.5, 1e-14);
    CHECK_NEAR(program_demand_quantity(&w.program, 0, 40.0), 0.0, 0.0); /* lower bound */
}

/* e = 0: exactly 100 up to the choke, less above it, nothing for more. */
TEST(a_fixed_need_gives_way_only_above_the_choke)
{
    One w;
    one_open(&w, 100.0, 0.0, 10.0);
    w.upper[1] = 100.0;
    CHECK_NEAR(program_demand_quantity(&w.program, 0, 1e-9), 100.0, 0.0);
    CHECK_NEAR(program_demand_quantity(&w.program, 0, 10.0), 100.0, 0.0);
    CHECK_NEAR(program_demand_quantity(&w.program, 0, 11.0), 50.0, 1e-13);
    CHECK_NEAR(program_demand_price(&w.program, 0, 50.0), 11.0, 1e-14);
    CHECK_NEAR(program_demand_price(&w.program, 0, 101.0), 0.0, 0.0);
    CHECK_NEAR(program_demand_price_slope(&w.program, 0, 101.0), 0.0, 0.0);
    w.choke[0] = INFINITY;
    CHECK_NEAR(program_demand_quantity(&w.program, 0, 1e30), 100.0, 0.0);
}

/* -program_cost is the area under inverse demand: differences match Simpson's rule, across the
 * choke and on both sides of e = 1, where the closed form has a hole. */
TEST(utility_is_the_area_under_inverse_demand)
{
    const double elasticities[] = {0.1, 0.5, 1.0 - 1e-9, 1.0, 1.0 + 1e-9, 1.3, 3.0};
    for (size_t k = 0; k < sizeof elasticities / sizeof *elasticities; k++) {
        One w;
        one_open(&w, 100.0, elasticities[k], 2.0);
        const double q_choke = program_demand_choke_quantity(&w.program, 0);
        CHECK_NEAR(-program_cost(&w.program, 1, q_choke), 2.0 * q_choke * 1.1, 1e-13);
        for (double from = 0.25 * q_choke; from < 4.0 * q_choke; from *= 2.0) {
            double area = 0.0;
            enum { PIECES = 2000 };
            const double h = from / PIECES; /* from .. 2 from; a power of 2 from the kink */
            for (int i = 0; i < PIECES; i++) {
                const double q = from + i * h;
                area += h / 6.0 *
                        (program_demand_price(&w.program, 0, q) +
                         4.0 * program_demand_price(&w.program, 0, q + 0.5 * h) +
                         program_demand_price(&w.program, 0, q + h));
            }
            const double gain =
                program_cost(&w.program, 1, from) - program_cost(&w.program, 1, 2.0 * from);
            CHECK_NEAR(gain / area, 1.0, 1e-8);
        }
    }
}

/* Without a choke the area from 0 is finite for e > 1 only; else it counts from q = scale. */
TEST(utility_without_a_choke_stays_finite)
{
    One w;
    one_open(&w, 100.0, 2.0, INFINITY);
    CHECK_NEAR(-program_cost(&w.program, 1, 100.0), 200.0,
               1e-14); /* integral of (q/100)^-1/2 */
    one_open(&w, 100.0, 1.0, INFINITY);
    CHECK_NEAR(-program_cost(&w.program, 1, 100.0), 0.0, 1e-14);
    CHECK_NEAR(-program_cost(&w.program, 1, 200.0), 100.0 * log(2.0), 1e-14);
    one_open(&w, 100.0, 0.0, INFINITY);
    CHECK_NEAR(-program_cost(&w.program, 1, 100.0), 0.0, 0.0);
    one_open(&w, 0.0, 0.5, 5.0);
    CHECK_NEAR(-program_cost(&w.program, 1, 0.0), 0.0, 0.0);
}

TEST(the_objective_is_the_sum_of_costs)
{
    One w;
    const double z[] = {4.0, 50.0};
    one_open(&w, 100.0, 2.0, INFINITY);
    CHECK_NEAR(program_objective(&w.program, z), 16.0 + program_cost(&w.program, 1, 50.0),
               1e-14);
}

TEST(a_copy_has_numbers_of_its_own)
{
    One w;
    Program copy;
    Arena *arena = arena_new(0);
    one_open(&w, 100.0, 2.0, INFINITY);
    CHECK_OK(program_copy(&w.program, arena, &copy));
    copy.cost[0] = 7.0;
    copy.demand_scale[0] = 5.0;
    copy.rhs[0] = -1.0;
    CHECK_NEAR(w.cost[0], 3.0, 0.0);
    CHECK(copy.coef == w.program.coef);
    program_set(&copy, &w.program);
    CHECK_NEAR(w.cost[0], 7.0, 0.0);
    CHECK_NEAR(w.scale[0], 5.0, 0.0);
    CHECK_NEAR(w.rhs[0], -1.0, 0.0);
    arena_free(arena);
}

/* ---- program_io ---- */

static FILE *temporary(void)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    return file;
}

TEST(a_program_reads_back_to_the_same_bits)
{
    One w;
    Program back;
    FILE *file = temporary();
    Arena *arena = arena_new(0);
    one_open(&w, 100.0 / 3.0, 0.7, INFINITY);
    w.lower[0] = -INFINITY;
    CHECK_OK(program_write(&w.program, file));
    CHECK_OK(program_write(&w.program, file));
    rewind(file);
    for (int k = 0; k < 2; k++) {
        CHECK_OK(program_read(file, arena, &back));
        CHECK_INT(back.n_cols, 2);
        CHECK_INT(back.demand0, 1);
        assert_memory_equal(back.lower, w.lower, sizeof w.lower);
        assert_memory_equal(back.upper, w.upper, sizeof w.upper);
        assert_memory_equal(back.demand_scale, w.scale, sizeof w.scale);
        assert_memory_equal(back.duty_row, duty_row, sizeof duty_row);
        assert_memory_equal(back.coef, coef, sizeof coef);
    }
    CHECK_INT(program_read(file, arena, &back), LODE_NEGATIVE);
    fclose(file);
    arena_free(arena);
}

TEST(a_file_that_is_no_program_is_refused)
{
    const char *const texts[] = {
        "hello",
        "lode-program 2\n",
        "lode-program 1\nsizes 5 1 1 1 0 0\n",
        "lode-program 1\nsizes 5 2 1 1 0 0\n",
        "lode-program 1\nsizes 5 -1 1 1 0 0\n",
        "lode-program 1\nsizes 5 1 1 1 0 0\ncol_start 2 0 9\nrow 9 0\n",
        "lode-program 1\nsizes 5 1 1 1 0 0\ncol_start 2 0 -4\n"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        Program back;
        FILE *file = temporary();
        Arena *arena = arena_new(0);
        fputs(texts[k], file);
        rewind(file);
        CHECK_INT(program_read(file, arena, &back), LODE_BAD_INPUT);
        fclose(file);
        arena_free(arena);
    }
}
