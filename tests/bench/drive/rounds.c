/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Measuring: round after round, in each case after case, in each the servers one after the other.
 * Each measurement is made by a process of its own, with an end in time: what goes wrong there is a
 * measurement that failed, and no more.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "drive/bench.h"
#include "load/kernel.h"

#define MEASURE_S_MAX 900 /* the longest makes its groups first */
#define AGAIN_S_MAX   480 /* for what was disturbed, all together */
#define QUIET_S_MAX   180 /* to wait for at most */
#define QUIET_LOOK_MS 2000
#define GROW_ROUNDS   3 /* of what is for pictures only */

static volatile sig_atomic_t ended_early;

static void on_signal(int number)
{
    (void)number;
    ended_early = 1;
}

static void listen_to_signals(void)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

static double now_s(void)
{
    return (double)kernel_now() / 1e9;
}

/* ---- One measurement ---- */

static _Noreturn void measure_and_end(const struct bench *bench,
                                      const struct bench_case *wanted,
                                      enum server_kind kind,
                                      int output)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setpgid(0, 0); /* Ctrl-C is for the driver, which ends after this */
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    alarm(MEASURE_S_MAX); /* its programs go with it */
    json_t *figures = measure_once(bench, wanted, kind);
    _exit(figures != NULL && json_dumpfd(figures, output, 0) == 0 ? 0 : 1);
}

/* NULL: it failed. */
static json_t *
measure_apart(const struct bench *bench, const struct bench_case *wanted, enum server_kind kind)
{
    json_error_t error;
    int ends[2];

    fflush(NULL);
    if (pipe2(ends, O_CLOEXEC) != 0) {
        give_up("no pipe");
    }
    pid_t process = fork();
    if (process < 0) {
        give_up("no process");
    }
    if (process == 0) {
        close(ends[0]);
        measure_and_end(bench, wanted, kind, ends[1]);
    }
    close(ends[1]);
    json_t *figures = json_loadfd(ends[0], 0, &error);
    close(ends[0]);
    waitpid(process, NULL, 0);
    kill(-process, SIGKILL); /* what it left behind when it failed */
    if (figures == NULL) {
        say("%s, %s: FAILED", wanted->word, server_words[kind]);
    }
    return figures;
}

/* ---- One round ---- */

static void
keep(struct bench *bench, const char *word, enum server_kind kind, json_t *figures_or_null)
{
    json_t *of_case = json_object_get(bench->found, word);
    if (of_case == NULL) {
        of_case = json_object();
        json_object_set_new(bench->found, word, of_case);
    }
    json_t *rounds = json_object_get(of_case, server_words[kind]);
    if (rounds == NULL) {
        rounds = json_array();
        json_object_set_new(of_case, server_words[kind], rounds);
    }
    json_array_append_new(rounds, figures_or_null != NULL ? figures_or_null : json_null());
    bench->failed = bench->failed || figures_or_null == NULL;
}

static bool is_asked(const struct bench_case *wanted, enum server_kind kind)
{
    for (size_t i = 0; i < goal_count; i++) {
        const struct goal *goal = &goals[i];
        if ((strcmp(goal->of.word, wanted->word) == 0 && goal->of.server == kind) ||
            (goal->to.word != NULL && strcmp(goal->to.word, wanted->word) == 0 &&
             goal->to.server == kind)) {
            return true;
        }
    }
    return false;
}

/* The short form measures what a goal names. */
static bool
is_measured(const struct bench *bench, const struct bench_case *wanted, enum server_kind kind)
{
    return (wanted->servers & BIT(kind)) != 0 &&
           (!bench->quick || wanted->for_plot || is_asked(wanted, kind));
}

/* How much others used while the servers were measured, at the one where it was most. */
static double measure_servers(const struct bench *bench,
                              const struct bench_case *wanted,
                              json_t *figures[SERVER_KINDS])
{
    double foreign = 0;
    for (enum server_kind kind = 0; kind < SERVER_KINDS; kind++) {
        figures[kind] = NULL;
        if (is_measured(bench, wanted, kind) && !ended_early) {
            figures[kind] = measure_apart(bench, wanted, kind);
            double beside = json_number_value(json_object_get(figures[kind], "foreign"));
            foreign = beside > foreign ? beside : foreign;
        }
    }
    return foreign;
}

static void wait_until_quiet(void)
{
    double load[1];
    bool said = false;
    for (double end = now_s() + QUIET_S_MAX; now_s() < end && !ended_early;) {
        if (getloadavg(load, 1) != 1 || load[0] <= LOAD_QUIET) {
            return;
        }
        if (!said) {
            say("The load is %.2f: waiting until it is %.1f, %d seconds at most.", load[0],
                LOAD_QUIET, QUIET_S_MAX);
            said = true;
        }
        poll(NULL, 0, QUIET_LOOK_MS);
    }
}

/* What was disturbed is measured again, as long as there is time for that. */
static void measure_round(struct bench *bench, const struct bench_case *wanted, double *again_s)
{
    json_t *figures[SERVER_KINDS];
    bool done = false;

    while (!done) {
        double began = now_s();
        double foreign = measure_servers(bench, wanted, figures);
        double took = now_s() - began;
        bool quiet = foreign <= FOREIGN_MAX;
        done = quiet || took > *again_s || ended_early;
        say("  %-18s %5.0f s, others used %.0f %% of the machine%s", wanted->word, took,
            foreign * 100,
            quiet  ? ""
            : done ? ", kept nevertheless"
                   : ": again");
        bench->noisy = bench->noisy || (done && !quiet);
        *again_s -= done ? 0 : took;
        for (enum server_kind kind = 0; kind < SERVER_KINDS; kind++) {
            if (done && is_measured(bench, wanted, kind) && !ended_early) {
                keep(bench, wanted->word, kind, figures[kind]);
            } else {
                json_decref(figures[kind]);
            }
        }
    }
}

static bool is_chosen(const struct bench *bench, const struct bench_case *wanted, unsigned round)
{
    if (round >= (wanted->once ? 1 : wanted->for_plot ? GROW_ROUNDS : ROUNDS_MAX)) {
        return false;
    }
    if (bench->only != NULL) {
        return strncmp(wanted->word, bench->only, strlen(bench->only)) == 0;
    }
    return wanted->for_plot ? bench->plot : !(bench->quick && wanted->not_in_short);
}

void measure_cases(struct bench *bench)
{
    double again_s = bench->quick ? 0 : AGAIN_S_MAX;
    double began = now_s();

    listen_to_signals();
    if (!bench->quick) {
        wait_until_quiet();
    }
    for (unsigned round = 0; round < bench->rounds; round++) {
        say("Round %u of %u", round + 1, bench->rounds);
        for (size_t i = 0; i < case_count && !ended_early; i++) {
            if (is_chosen(bench, &cases[i], round)) {
                measure_round(bench, &cases[i], &again_s);
                write_result(bench);
            }
        }
    }
    say("%s after %.0f seconds", ended_early ? "Ended early" : "Done", now_s() - began);
}
