#include "peers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "piecewise.h"

#ifdef LODE_HAS_IPOPT
#include <coin/IpStdCInterface.h>
#endif
#ifdef LODE_HAS_CLP
#include <coin/Clp_C_Interface.h>
#endif

struct Peer {
    PeerResult (*solve)(Peer *peer, const Program *program, bool warm);
    void (*close)(Peer *peer);
    Arena *arena;
    const Program *program; /* of the month */
    void *model;            /* CLP's */
    Piecewise piecewise;
    int iterations;
    double *z, *mult_low, *mult_up, *mult_row, *lower, *upper, *row_lower, *row_upper;
    int32_t *hessian_col; /* columns with curvature */
    int32_t n_hessian;
};

/* Processor seconds of this thread: a shared machine's other work does not count. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static Peer *peer_new(PeerResult (*solve)(Peer *, const Program *, bool),
                      void (*close)(Peer *peer))
{
    Arena *arena = arena_new(0);
    Peer *peer = ARENA_ARRAY(arena, Peer, 1);
    if (!peer) {
        arena_free(arena);
        return NULL;
    }
    peer->arena = arena;
    peer->solve = solve;
    peer->close = close;
    return peer;
}

void peer_free(Peer *peer)
{
    if (!peer) return;
    if (peer->close) peer->close(peer);
    arena_free(peer->arena);
}

PeerResult peer_solve(Peer *peer, const Program *program, bool warm)
{
    return peer->solve(peer, program, warm);
}

/* ---- Ipopt ---- */

#ifdef LODE_HAS_IPOPT

static Bool eval_f(Index n, Number *z, Bool new_z, Number *f, UserDataPtr data)
{
    (void)n, (void)new_z;
    *f = program_objective(((Peer *)data)->program, z);
    return TRUE;
}

static Bool eval_gradient(Index n, Number *z, Bool new_z, Number *gradient, UserDataPtr data)
{
    (void)new_z;
    for (Index j = 0; j < n; j++)
        gradient[j] = program_marginal_cost(((Peer *)data)->program, j, z[j], NULL);
    return TRUE;
}

static Bool eval_rows(Index n, Number *z, Bool new_z, Index m, Number *g, UserDataPtr data)
{
    (void)new_z;
    const Program *program = ((Peer *)data)->program;
    memset(g, 0, (size_t)m * sizeof *g);
    for (Index j = 0; j < n; j++)
        for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++)
            g[program->row[e]] += program->coef[e] * z[j];
    return TRUE;
}

static Bool eval_matrix(Index n, Number *z, Bool new_z, Index m, Index n_entries, Index *row,
                        Index *col, Number *value, UserDataPtr data)
{
    (void)z, (void)new_z, (void)m;
    const Program *program = ((Peer *)data)->program;
    if (value) {
        memcpy(value, program->coef, (size_t)n_entries * sizeof *value);
        return TRUE;
    }
    for (Index j = 0; j < n; j++)
        for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++) {
            row[e] = program->row[e];
            col[e] = j;
        }
    return TRUE;
}

static Bool eval_hessian(Index n, Number *z, Bool new_z, Number factor, Index m, Number *mult,
                         Bool new_mult, Index n_entries, Index *row, Index *col, Number *value,
                         UserDataPtr data)
{
    (void)n, (void)new_z, (void)m, (void)mult, (void)new_mult;
    const Peer *peer = data;
    const Program *program = peer->program;
    for (Index k = 0; k < n_entries; k++) {
        const int32_t j = peer->hessian_col[k], d = j - program->demand0;
        if (!value) {
            row[k] = col[k] = j;
        } else if (d >= 0 && d < program->n_demands) {
            value[k] = -factor * program_demand_price_slope(program, d, z[j]);
        } else {
            value[k] = factor * program->slope[j];
        }
    }
    return TRUE;
}

enum { OPTION_MOST = 64 };

/* Ipopt's interface takes no const, so words are copied. */
static char *writable(char *copy, const char *text)
{
    strncpy(copy, text, OPTION_MOST - 1);
    copy[OPTION_MOST - 1] = '\0';
    return copy;
}

static void set_text(IpoptProblem problem, const char *key, const char *value)
{
    char key_copy[OPTION_MOST], value_copy[OPTION_MOST];
    AddIpoptStrOption(problem, writable(key_copy, key), writable(value_copy, value));
}

static void set_number(IpoptProblem problem, const char *key, double value)
{
    char copy[OPTION_MOST];
    AddIpoptNumOption(problem, writable(copy, key), value);
}

static void set_integer(IpoptProblem problem, const char *key, int value)
{
    char copy[OPTION_MOST];
    AddIpoptIntOption(problem, writable(copy, key), value);
}

static Bool count_iteration(Index alg_mod, Index iteration, Number objective, Number inf_pr,
                            Number inf_du, Number mu, Number d_norm, Number regularization,
                            Number alpha_du, Number alpha_pr, Index ls_trials, UserDataPtr data)
{
    (void)alg_mod, (void)objective, (void)inf_pr, (void)inf_du, (void)mu, (void)d_norm;
    (void)regularization, (void)alpha_du, (void)alpha_pr, (void)ls_trials;
    ((Peer *)data)->iterations = iteration;
    return TRUE;
}

static IpoptProblem ipopt_problem(Peer *peer, const Program *program, bool warm)
{
    const int32_t n = program->n_cols, m = program->n_rows;
    for (int32_t i = 0; i < m; i++) {
        peer->row_lower[i] = program->rhs[i];
        peer->row_upper[i] = i < program->n_markets ? program->rhs[i] : 2e19; /* no bound */
    }
    for (int32_t j = 0; j < n; j++) {
        peer->lower[j] = fmax(program->lower[j], -2e19);
        peer->upper[j] = fmin(program->upper[j], 2e19);
    }
    IpoptProblem problem = CreateIpoptProblem(
        n, peer->lower, peer->upper, m, peer->row_lower, peer->row_upper, program->col_start[n],
        peer->n_hessian, 0, eval_f, eval_rows, eval_gradient, eval_matrix, eval_hessian);
    if (!problem) return NULL;
    set_integer(problem, "print_level", 0);
    set_text(problem, "sb", "yes");
    set_text(problem, "jac_c_constant", "yes");
    set_text(problem, "jac_d_constant", "yes");
    set_number(problem, "tol", 1e-9);
    set_number(problem, "constr_viol_tol", 1e-9);
    set_number(problem, "bound_relax_factor", 0.0); /* 1e-8 would show in the objective */
    set_integer(problem, "max_iter", 1000);
    if (warm) {
        set_text(problem, "warm_start_init_point", "yes");
        set_number(problem, "warm_start_bound_push", 1e-6);
        set_number(problem, "warm_start_mult_bound_push", 1e-6);
        set_number(problem, "mu_init", 1e-4);
    }
    SetIntermediateCallback(problem, count_iteration);
    return problem;
}

static PeerResult ipopt_solve(Peer *peer, const Program *program, bool warm)
{
    PeerResult result = {0};
    peer->program = program;
    peer->iterations = 0;
    if (!warm)
        for (int32_t j = 0; j < program->n_cols; j++)
            peer->z[j] =
                program->lower[j] + fmin(1.0, 0.1 * (program->upper[j] - program->lower[j]));
    const double start = now();
    IpoptProblem problem = ipopt_problem(peer, program, warm);
    if (!problem) return result;
    const enum ApplicationReturnStatus status =
        IpoptSolve(problem, peer->z, NULL, &result.objective, peer->mult_row, peer->mult_low,
                   peer->mult_up, peer);
    FreeIpoptProblem(problem);
    result.seconds = now() - start;
    result.iterations = peer->iterations;
    result.solved = status == Solve_Succeeded || status == Solved_To_Acceptable_Level;
    return result;
}

Peer *ipopt_new(const Program *pattern)
{
    Peer *peer = peer_new(ipopt_solve, NULL);
    if (!peer) return NULL;
    const int32_t n = pattern->n_cols, m = pattern->n_rows;
    double **of_cols[] = {&peer->z, &peer->mult_low, &peer->mult_up, &peer->lower,
                          &peer->upper};
    double **of_rows[] = {&peer->mult_row, &peer->row_lower, &peer->row_upper};
    bool complete = (peer->hessian_col = ARENA_ARRAY(peer->arena, int32_t, n)) != NULL;
    for (size_t k = 0; k < sizeof of_cols / sizeof *of_cols; k++)
        complete = (*of_cols[k] = ARENA_ARRAY(peer->arena, double, n)) && complete;
    for (size_t k = 0; k < sizeof of_rows / sizeof *of_rows; k++)
        complete = (*of_rows[k] = ARENA_ARRAY(peer->arena, double, m)) && complete;
    if (!complete) {
        peer_free(peer);
        return NULL;
    }
    for (int32_t j = 0; j < n; j++) {
        const int32_t d = j - pattern->demand0;
        if (pattern->slope[j] > 0.0 || (d >= 0 && d < pattern->n_demands))
            peer->hessian_col[peer->n_hessian++] = j;
    }
    return peer;
}

#else
Peer *ipopt_new(const Program *pattern)
{
    (void)pattern;
    return NULL;
}
#endif

/* ---- CLP: dual simplex on the piecewise linear program ---- */

#ifdef LODE_HAS_CLP

static PeerResult clp_solve(Peer *peer, const Program *program, bool warm)
{
    Piecewise *pw = &peer->piecewise;
    piecewise_set(pw, program); /* making the pieces is not counted, handing them over is */
    const double start = now();
    if (!warm || !peer->model) {
        if (peer->model) Clp_deleteModel(peer->model);
        peer->model = Clp_newModel();
        Clp_setLogLevel(peer->model, 0);
        Clp_loadProblem(peer->model, pw->n_cols, pw->n_rows, pw->col_start, pw->row, pw->coef,
                        pw->lower, pw->upper, pw->cost, pw->row_lower, pw->row_upper);
    } else {
        Clp_chgRowLower(peer->model, pw->row_lower);
        Clp_chgRowUpper(peer->model, pw->row_upper);
        Clp_chgColumnLower(peer->model, pw->lower);
        Clp_chgColumnUpper(peer->model, pw->upper);
        Clp_chgObjCoefficients(peer->model, pw->cost);
    }
    Clp_dual(peer->model, 0);
    return (PeerResult){.seconds = now() - start,
                        .objective = Clp_getObjValue(peer->model) + pw->constant,
                        .iterations = Clp_numberIterations(peer->model),
                        .solved = Clp_isProvenOptimal(peer->model) != 0};
}

static void clp_close(Peer *peer)
{
    if (peer->model) Clp_deleteModel(peer->model);
}

Peer *clp_new(const Program *pattern)
{
    Peer *peer = peer_new(clp_solve, clp_close);
    if (peer && piecewise_new(pattern, peer->arena, &peer->piecewise)) {
        peer_free(peer);
        return NULL;
    }
    return peer;
}

#else
Peer *clp_new(const Program *pattern)
{
    (void)pattern;
    return NULL;
}
#endif
