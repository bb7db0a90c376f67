/* `lode why`: from a cell of a model to its source. */
#include "program.h"

#include <jansson.h>

TEST(a_cell_leads_to_its_source)
{
    const Desk desk = desk_open();
    check_lode(&desk, "init --example two-hops m", 0, "", "");
    check_lode(&desk, "why m facilities the-mine capacity", 0, "written '150' in t/month", "");
    check_lode(&desk, "why m facilities the-mine capacity", 0, "source: assumption", "");
    check_lode(&desk, "why m routes ore/mine/port freight", 0, "tables/routes.csv:3", "");
    check_lode(&desk, "why m facilities the-min", 2, "", "did you mean 'the-mine'");
    check_lode(&desk, "why m facilitis the-mine", 2, "", "did you mean 'facilities'");
    check_lode(&desk, "why m facilities the-mine capacty", 2, "", "did you mean 'capacity'");
    check_lode(&desk, "why m facilities", 2, "", "KEY is missing");
    desk_close(&desk);
}

TEST(the_same_as_json)
{
    const Desk desk = desk_open();
    check_lode(&desk, "init --example two-hops m", 0, "", "");
    Said said = lode(&desk, "why m facilities the-mine capacity --json");
    json_t *value = json_loads(said.out, 0, NULL);
    CHECK(value != NULL);
    json_t *row = json_array_get(json_object_get(value, "rows"), 0);
    json_t *cell = json_array_get(json_object_get(row, "cells"), 0);
    CHECK_TEXT(json_string_value(json_object_get(cell, "column")), "capacity");
    CHECK_NEAR(json_number_value(json_object_get(cell, "value")), 150, 1e-12);
    CHECK_TEXT(json_string_value(json_object_get(row, "source")), "assumption");
    json_decref(value);
    said_free(&said);
    desk_close(&desk);
}

/* By hand: in the flood the mill pays 1100, of which the mine's last tonne costs 400. */
TEST(a_price_is_taken_apart)
{
    const Desk desk = desk_open();
    check_lode(&desk, "init --example two-hops m", 0, "", "");
    check_lode(&desk, "run m -s flood -o f.sqlite", 0, "", "");
    const char *ask = "why f.sqlite price --region mill -c ore -m 2025-04";
    check_lode(&desk, ask, 0, "ore in Mill costs 1100 USD/t in 2025-04.", "");
    check_lode(&desk, ask, 0, "one more would be worth 665 USD", "");
    check_lode(&desk, "why f.sqlite price --region mil -c ore -m 2025-04", 2, "",
               "did you mean 'mill'?");
    check_lode(&desk, "why f.sqlite price --region JP -c ore -m 2025-04", 2, "",
               "no region 'JP' in this run; there are: mine, port, mill");
    check_lode(&desk, "why f.sqlite price --region mill -c ore", 2, "", "name the month");
    check_lode(&desk, "why f.sqlite price -m 2025-04", 2, "", "name the market");
    check_lode(&desk, "why f.sqlite price --region mill -c ore -m 2031-01", 3, "",
               "lies outside the run");
    check_lode(&desk, "why f.sqlite stock --region mill -c ore -m 2025-04", 2, "",
               "only prices are explained");
    desk_close(&desk);
}

TEST(a_price_as_json)
{
    const Desk desk = desk_open();
    check_lode(&desk, "init --example two-hops m", 0, "", "");
    check_lode(&desk, "run m -s flood -o f.sqlite", 0, "", "");
    Said said = lode(&desk, "why f.sqlite price --region mill -c ore -m 2025-04 --json");
    json_t *value = json_loads(said.out, 0, NULL);
    CHECK(value != NULL);
    CHECK_NEAR(json_number_value(json_object_get(value, "price")), 1100, 1e-6);
    CHECK_INT(json_array_size(json_object_get(value, "chain")), 3);
    json_t *bound = json_array_get(json_object_get(value, "bindings"), 0);
    CHECK_NEAR(json_number_value(json_object_get(bound, "rent")), 665, 1e-6);
    json_decref(value);
    said_free(&said);
    desk_close(&desk);
}
