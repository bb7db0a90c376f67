/* `lode ensemble` as a user types it: the same file, byte for byte, on any number of threads
 * and ranks, after any kill; told in words. The model is that of unit/ensemble/test_ensemble.c.
 */
#include "support/test.h"

#include "unit/cli/program.h"

static Desk desk_with_model(void)
{
    const Desk desk = desk_open();
    char command[512];
    snprintf(command, sizeof command, "cp -r '%s/unit/ensemble/data/futures' '%s/model'",
             test_folder(), desk.folder);
    CHECK_INT(system(command), 0);
    return desk;
}

static void check_shell(const Desk *desk, const char *text)
{
    char command[1024];
    snprintf(command, sizeof command, "cd '%s' && %s", desk->folder, text);
    if (system(command) != 0) fail_msg("%s", text);
}

TEST(threads_give_the_same_file)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "ensemble model -n 50 -j 1 -o one.nc", 0, "50 futures, 2 ranges", "");
    check_lode(&desk, "ensemble model -n 50 -j 2 -o two.nc", 0, "price, ore, Mill", "");
    check_lode(&desk, "ensemble model -n 50 -j 2 --seed 2 -o other.nc", 0, "seed 2", "");
    check_shell(&desk, "cmp -s one.nc two.nc && ! cmp -s one.nc other.nc");
    check_shell(&desk, "! test -e one.nc.journal");
    desk_close(&desk);
}

/* Where the program was built without MPI, or there is no mpirun, there are no ranks. */
TEST(ranks_give_the_same_file)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "ensemble model -n 50 -j 1 -o alone.nc", 0, "", "");
    check_lode(&desk, "version", 0, "", "");
    check_shell(&desk,
                "if command -v mpirun >/dev/null && '" LODE_PROGRAM
                "' version | grep -q MPI; then for n in 1 2 4; do mpirun -n $n --oversubscribe "
                "--allow-run-as-root '" LODE_PROGRAM
                "' ensemble model -n 50 -j 1 -o ranks$n.nc >ranks.out 2>ranks.err && cmp -s "
                "alone.nc ranks$n.nc || exit 1; done; fi");
    desk_close(&desk);
}

/* Without -j ranks on one machine share its processors; one that is bound has what it is bound
 * to. */
TEST(ranks_share_the_processors)
{
    const Desk desk = desk_with_model();
    check_shell(&desk, "if command -v mpirun >/dev/null && '" LODE_PROGRAM
                       "' version | grep -q MPI; then n=$(($(getconf _NPROCESSORS_ONLN) / 2)); "
                       "[ $n -gt 0 ] || n=1; mpirun -n 2 --oversubscribe --bind-to none "
                       "--allow-run-as-root '" LODE_PROGRAM "' ensemble model -n 9 -o r.nc "
                       ">r.out 2>r.err && grep -q \"by 2 processes of $n thread\" r.err; fi");
    check_shell(&desk, "taskset -c 0 '" LODE_PROGRAM "' ensemble model -n 9 -o b.nc >b.out "
                       "2>b.err && grep -q 'by 1 process of 1 thread$' b.err");
    desk_close(&desk);
}

/* Killed at whatever moment half a second brings, until it comes to its end. The shell waits
 * for what it kills: `timeout -s KILL` would not, and the journal may then still be locked. */
TEST(killed_and_resumed_it_is_the_same_file)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "ensemble model -n 400 -j 1 -o whole.nc", 0, "", "");
    check_shell(&desk, "for i in 1 2 3 4 5 6; do '" LODE_PROGRAM
                       "' ensemble model -n 400 -j 2 --resume -o cut.nc >cut.out 2>&1 & "
                       "sleep 0.$i; kill -KILL $!; wait $!; done 2>cut.err; '" LODE_PROGRAM
                       "' ensemble model -n 400 -j 2 --resume -o cut.nc >cut.out 2>&1 && "
                       "cmp -s whole.nc cut.nc");
    desk_close(&desk);
}

/* Two that wrote one journal would leave a heap of both. */
TEST(nobody_else_may_write_the_journal)
{
    const Desk desk = desk_with_model();
    check_shell(&desk, "touch a.nc.journal && flock a.nc.journal sh -c \"'" LODE_PROGRAM
                       "' ensemble model -n 9 --resume -o a.nc >a.out 2>a.err; test \\$? = 5\" "
                       "&& grep -q 'another program is writing it' a.err");
    check_lode(&desk, "ensemble model -n 9 --resume -o a.nc", 0, "9 futures", "");
    desk_close(&desk);
}

TEST(the_results_file_holds_bands_and_the_run_between_them)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "ensemble model -n 50 --name futures -o f.nc", 0, "", "f.sqlite");
    check_lode(&desk, "show f.sqlite price --run futures", 0, "", "");
    check_lode(&desk, "report f.sqlite -o f.html", 0, "", "");
    check_shell(&desk, "grep -q 'class=\"fan f0\"' f.html && grep -q 'nine in ten' f.html");
    check_shell(&desk,
                "test $(sqlite3 f.sqlite \"SELECT count(*) FROM ensemble_month WHERE name "
                "= 'futures' AND item = 0 AND q05 < q50 AND q50 < q95 AND n = 50\") = "
                "12");
    check_shell(&desk, "test $(sqlite3 f.sqlite \"SELECT count(*) FROM ensemble_input\") = 2");
    desk_close(&desk);
}

/* A picture of its own has a title, a band of nine in ten and one of half, and one line. */
TEST(a_series_is_drawn_with_its_bands)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "ensemble model -n 50 --name futures -o f.nc", 0, "", "");
    check_lode(&desk, "show f.sqlite price -c ore --region mill -r futures --chart p.svg", 0,
               "", "p.svg is written");
    check_shell(&desk, "test $(grep -o 'class=\"fan f0\"' p.svg | wc -l) = 2");
    check_shell(&desk, "test $(grep -o 'class=\"line c0\"' p.svg | wc -l) = 1");
    check_shell(&desk,
                "grep -q 'price, ore, Mill' p.svg && python3 -c 'import xml.dom.minidom; "
                "xml.dom.minidom.parse(\"p.svg\")'");
    desk_close(&desk);
}

/* In the results file as on the screen; what varies may be chosen. */
TEST(odds_are_told_and_kept)
{
    const Desk desk = desk_with_model();
    check_lode(&desk,
               "ensemble model -n 50 --fix freight -o f.nc --odds 'price region=mill "
               "commodity=ore 2025 > 0'",
               0, "100.0 %", "");
    check_lode(&desk, "ensemble model -n 50 --only freight -o g.nc", 0, "1 ranges", "");
    check_lode(&desk, "report f.sqlite -o f.html", 0, "", "");
    check_shell(&desk, "grep -q 'How sure it is' f.html && grep -q '50 futures of' f.html && "
                       "grep -q '<td class=\"n\">100.0 %</td>' f.html");
    check_shell(&desk, "test \"$(sqlite3 f.sqlite 'SELECT runs, hits, share, is_above FROM "
                       "ensemble_odds')\" = '50|50|1.0|1'");
    desk_close(&desk);
}

/* xarray reads it as its users would, and finds the quantiles it would have found. */
TEST(its_readers_read_it)
{
    const Desk desk = desk_with_model();
    char command[256];
    check_lode(&desk, "ensemble model -n 50 -o f.nc", 0, "", "");
    snprintf(command, sizeof command, "/usr/bin/python3 '%s/python/read_ensemble.py'",
             test_folder());
    check_shell(&desk, command);
    desk_close(&desk);
}

TEST(mistakes_are_told)
{
    const Desk desk = desk_with_model();
    check_lode(&desk, "ensemble model -n 50", 2, "", "-o FILE.nc");
    check_lode(&desk, "ensemble model -n 1.5 -o f.nc", 2, "", "whole number");
    check_lode(&desk, "ensemble model --variables 'prise region=mill' -o f.nc", 2, "", "price");
    check_lode(&desk, "ensemble model --variables 'price place=mill' -o f.nc", 2, "", "place");
    check_lode(&desk, "ensemble model --odds 'price region=mill' -o f.nc", 2, "", "compared");
    check_lode(&desk, "ensemble model --odds 'price region=mill > x' -o f.nc", 2, "", "number");
    check_lode(&desk, "ensemble model --odds 'price region=* > 1' -o f.nc", 2, "", "several");
    check_lode(&desk, "ensemble model --odds 'price region=mill 2031 > 1' -o f.nc", 2, "",
               "no such year");
    check_lode(&desk, "ensemble model --only fright -o f.nc", 2, "", "--only 'fright'");
    check_lode(&desk, "ensemble model -s flod -o f.nc", 2, "", "no scenario 'flod'");
    check_shell(&desk, "rm model/tables/uncertain.csv model/tables/risks.csv");
    check_lode(&desk, "ensemble model -n 50 -o f.nc", 3, "", "nothing varies");
    desk_close(&desk);
}
