/* Threads that load models of their own, run one model together, and question one run. */
#include <pthread.h>

#include "fixture.h"

enum { THREADS = 4, ROUNDS = 5 };

typedef struct Worker {
    pthread_t thread;
    const lode_model *model;
    const lode_run *run;
    int wrong;
} Worker;

static double price_quietly(const lode_run *run)
{
    lode_answer *answer = NULL;
    const lode_query query = {
        .size = sizeof query, .metric = "price", .region = "mill", .commodity = "ore"};
    const int st = lode_run_query(run, &query, &answer);
    const double price = st ? 0 : lode_answer_values(answer)[11];
    lode_answer_free(answer);
    return price;
}

/* cmocka's checks are not for threads: what is wrong is counted. */
static void *work(void *context)
{
    Worker *worker = context;
    char folder[512];
    const double before = price_quietly(worker->run);
    const char *scenario = "tariff"; /* its 20 USD/t is read while others read units, too */
    for (int i = 0; i < ROUNDS; i++) {
        lode_model *own = NULL;
        lode_run *run = NULL;
        const lode_run_options options = {
            .size = sizeof options, .scenarios = &scenario, .n_scenarios = 1};
        worker->wrong += lode_model_load(model_folder("two-hops", folder, sizeof folder), &own);
        worker->wrong += lode_model_run(i % 2 ? own : worker->model, &options, &run);
        const double price = price_quietly(run);
        worker->wrong += !(price > 777.5 - 1e-6 && price < 777.5 + 1e-6);
        worker->wrong += price_quietly(worker->run) != before;
        lode_run_free(run);
        lode_model_free(own);
    }
    return NULL;
}

TEST(threads_do_not_disturb_one_another)
{
    lode_model *model = two_hops();
    lode_run *run = run_of(model, NULL);
    Worker workers[THREADS];
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){.model = model, .run = run};
        CHECK_INT(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        CHECK_INT(workers[i].wrong, 0);
    }
    lode_run_free(run);
    lode_model_free(model);
}
