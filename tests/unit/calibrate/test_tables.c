/* The result tables: written, read, used; and the models of this repository. */
#include "unit/calibrate/world.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/sim.h"

#define FIT_FACILITIES                                                                         \
    "facility,activity [t/month],wedge "                                                       \
    "[USD/t],source,status\npit,100,5,calibration,estimate\n"
#define FIT_ROUTES                                                                             \
    "commodity,from,to,flow [t/month],wedge [USD/t],source,status\n"                           \
    "ore,north,south,100,7,calibration,estimate\n"
#define FIT_DEMANDS                                                                            \
    "demand,scale,price [USD/t],source,status\nmill,0.9,61,calibration,estimate\n"
#define FIT_STOCKS "region,commodity,wedge [USD/t],source,status\n"

static void put_fit(World *w)
{
    world_put(w, "tables/fit_facilities.csv", FIT_FACILITIES);
    world_put(w, "tables/fit_routes.csv", FIT_ROUTES);
    world_put(w, "tables/fit_demands.csv", FIT_DEMANDS);
    world_put(w, "tables/fit_stocks.csv", FIT_STOCKS);
}

TEST(a_fit_is_put_over_the_model)
{
    World w = strait();
    put_fit(&w);
    const Model *model = world_model(&w);
    CHECK_NEAR(model->facilities[0].cost, 20, 0);
    CHECK_NEAR(model->facilities[0].wedge, 5, 0);
    CHECK_NEAR(model->facilities[0].base, 100, 0);
    CHECK_NEAR(model->routes[0].wedge, 7, 0);
    CHECK_NEAR(model->routes[0].habit, 100, 0);
    CHECK_NEAR(model->demands[0].quantity, 99, 1e-15);
    CHECK_NEAR(model->demands[0].price, 61, 0);
    world_close(&w);
}

TEST(the_tables_of_a_fit_belong_together)
{
    World w = strait();
    put_fit(&w);
    world_drop(&w, "tables/fit_routes.csv");
    world_read(&w);
    CHECK_INT(w.status, LODE_BAD_INPUT);
    CHECK_TEXT(world_said(&w, 0),
               "tables/fit_routes.csv: the tables of a calibration belong together, and this "
               "one is missing; run `lode calibrate --write`, or remove the other fit_*.csv");
    world_close(&w);
}

TEST(a_fit_of_what_is_gone_says_so)
{
    World w = strait();
    put_fit(&w);
    world_put(&w, "tables/fit_facilities.csv",
              "facility,activity [t/month],wedge [USD/t],source,status\n"
              "pitt,100,5,calibration,estimate\n");
    world_put(&w, "tables/fit_routes.csv",
              "commodity,from,to,flow [t/month],wedge [USD/t],source,status\n"
              "ore,south,north,100,7,calibration,estimate\n");
    world_read(&w);
    CHECK_INT(w.status, LODE_BAD_INPUT);
    CHECK_TEXT(world_said(&w, 0), "tables/fit_facilities.csv:2:1: facility: 'pitt' is no "
                                  "facility of this model; did you mean 'pit'?");
    CHECK_TEXT(world_said(&w, 1),
               "tables/fit_routes.csv:2:1: commodity: routes.csv has no such route: the "
               "calibration is older than the model; run `lode calibrate --write` again");
    world_close(&w);
}

/* ---- on disk ---- */

static void path_of(char *out, size_t size, const char *folder, const char *name)
{
    snprintf(out, size, "%s/%s", folder, name);
}

static void save(const World *w, const char *folder)
{
    char path[1024];
    path_of(path, sizeof path, folder, "tables");
    CHECK_INT(mkdir(path, 0700), 0);
    for (int32_t i = 0; i < w->n; i++) {
        path_of(path, sizeof path, folder, w->files[i].name);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        CHECK_INT(fwrite(w->files[i].bytes, 1, w->files[i].n, file), w->files[i].n);
        fclose(file);
    }
}

static const char *const fit_names[] = {"tables/fit_facilities.csv", "tables/fit_routes.csv",
                                        "tables/fit_demands.csv", "tables/fit_stocks.csv"};

static void wipe(const World *w, const char *folder)
{
    char path[1024];
    for (int32_t i = 0; i < w->n; i++) {
        path_of(path, sizeof path, folder, w->files[i].name);
        remove(path);
    }
    for (int i = 0; i < 4; i++) {
        path_of(path, sizeof path, folder, fit_names[i]);
        remove(path);
    }
    path_of(path, sizeof path, folder, "tables");
    rmdir(path);
    rmdir(folder);
}

/* Calibrates the folder, writes its tables, and gives their bytes one behind the other. */
static char *written(const char *folder, Model **model, Calibration **out)
{
    char path[1024], *all = calloc(1, 1 << 16);
    size_t n = 0;
    CHECK_OK(model_read_unfitted(folder, NULL, model));
    CHECK_OK(calibrate_model(*model, NULL, out));
    CHECK_OK(calibration_write(*out, folder, NULL));
    for (int i = 0; i < 4; i++) {
        path_of(path, sizeof path, folder, fit_names[i]);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        n += fread(all + n, 1, (1 << 16) - 1 - n, file);
        fclose(file);
    }
    return all;
}

TEST(what_is_written_is_read_back_and_stays_the_same)
{
    char folder[] = "/tmp/lode-calibrate-XXXXXX";
    assert_non_null(mkdtemp(folder));
    World w = strait();
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,,2024,1200,0.1" TOLD);
    world_put(&w, "tables/obs_prices.csv", HEAD_PRICE "south,ore,2024,55,0.03" TOLD);
    world_put(&w, "tables/stocks.csv", "region,commodity,cover [month]\nsouth,ore,2\n");
    save(&w, folder);
    Calibration *first, *second;
    Model *model, *again, *fitted;
    char *once = written(folder, &model, &first), *twice = written(folder, &again, &second);
    CHECK_TEXT(once, twice);
    Record *record;
    CHECK_OK(model_read(folder, NULL, &fitted));
    const RunOptions options = {.start = MONTH_NONE, .end = fitted->start};
    CHECK_OK(sim_run(fitted, &options, NULL, &record));
    CHECK_NEAR(record->activity[0], activity(first, 0), 1e-9);
    CHECK_NEAR(record->flow[0], flow(first, 0), 1e-9);
    CHECK_NEAR(record->price[1], market_price(first, "south", "ore"), 1e-9);
    record_free(record);
    model_free(fitted);
    calibration_free(first);
    calibration_free(second);
    model_free(model);
    model_free(again);
    free(once);
    free(twice);
    wipe(&w, folder);
    world_close(&w);
}

TEST(a_folder_that_cannot_be_written_is_an_error)
{
    World w = strait();
    Calibration *c = world_calibrate(&w);
    CHECK_INT(calibration_write(c, "/nonexistent", w.diag), LODE_IO);
    calibration_free(c);
    world_close(&w);
}

/* ---- the reference model ---- */

TEST(the_first_month_of_the_reference_model_is_its_base_year)
{
    char folder[1024];
    Model *model;
    Calibration *c;
    snprintf(folder, sizeof folder, "%s/../models/ree-magnets", test_folder());
    CHECK_OK(model_read_unfitted(folder, NULL, &model));
    CHECK_OK(calibrate_model(model, NULL, &c));
    CHECK(c->verification.quantity < 1e-6);
    CHECK(c->verification.price < 1e-6);
    CHECK(c->verification.balance < 1e-8);
    CHECK(c->year.balance < 1e-7);
    CHECK_INT(c->n_loose, 0);
    int32_t far = 0;
    for (int32_t i = 0; i < c->n_facts; i++)
        far += fabs(c->year.facts[i].off) > 3;
    CHECK(far < 0.05 * c->n_facts);
    calibration_free(c);
    model_free(model);
}

/* The model as a folder has it, and whether its calibration is said to be stale. */
static bool is_stale(const char *folder)
{
    Model *model;
    Diag *diag = diag_new();
    CHECK_OK(model_read(folder, diag, &model));
    bool stale = false;
    for (int32_t i = 0; i < diag_count(diag); i++)
        stale = stale || strstr(diag_message(diag, i)->text, "have changed since");
    model_free(model);
    diag_free(diag);
    return stale;
}

/* Puts a file of the folder anew. */
static void put_file(const char *folder, const char *name, const char *text)
{
    char path[1024];
    path_of(path, sizeof path, folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* A number that the base year depends on makes it stale; a note does not, and calibrating again
 * mends it. */
TEST(a_calibration_knows_the_tables_it_was_made_of)
{
    char folder[] = "/tmp/lode-calibrate-XXXXXX";
    assert_non_null(mkdtemp(folder));
    World w = strait();
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,,2024,1200,0.1" TOLD);
    save(&w, folder);
    Model *model;
    Calibration *c;
    free(written(folder, &model, &c));
    CHECK(!is_stale(folder));
    calibration_free(c);
    model_free(model);
    put_file(folder, "tables/obs_output.csv",
             "# looked up again\n" HEAD_OUTPUT "north,ore,,2024,1200,0.1" TOLD);
    CHECK(!is_stale(folder));
    put_file(folder, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,,2024,1300,0.1" TOLD);
    CHECK(is_stale(folder));
    free(written(folder, &model, &c));
    CHECK(!is_stale(folder));
    calibration_free(c);
    model_free(model);
    wipe(&w, folder);
    world_close(&w);
}
