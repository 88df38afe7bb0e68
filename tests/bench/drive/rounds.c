/* SPDX-License-Identifier: EUPL-1.2 */
/* Measuring: case after case, in each the servers one after the other, round after round. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drive/bench.h"

#define SHORT_SECONDS 2.0
#define SHORT_WARM_UP 0.5
#define WARM_UP       1.0
#define WORDS_MAX     512

struct words {
    char text[WORDS_MAX];
    size_t used;
    const char *list[ARGUMENTS_MAX];
    size_t count;
};

static void add(struct words *words, const char *word)
{
    if (words->count + 1 >= ARGUMENTS_MAX) {
        give_up("too many arguments");
    }
    words->list[words->count++] = word;
    words->list[words->count] = NULL;
}

/* Each word of `text`, which is copied. */
static void add_all(struct words *words, const char *text)
{
    char *start = words->text + words->used;
    size_t size = strlen(text) + 1;
    if (words->used + size > sizeof words->text) {
        give_up("too many arguments");
    }
    memcpy(start, text, size);
    words->used += size;
    char *rest;
    for (char *word = strtok_r(start, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        add(words, word);
    }
}

static json_t *parse(const struct bench_case *wanted, enum server_kind kind, const char *line)
{
    json_error_t error;
    json_t *figures = json_loads(line, 0, &error);
    if (figures == NULL) {
        say("%s, %s: no figures", wanted->word, server_words[kind]);
    }
    return figures;
}

/* What a word of a program of its own stands for. */
static const char *meaning(const char *word, const char *const *places, const char *const *names)
{
    for (size_t i = 0; names[i] != NULL; i++) {
        if (strcmp(word, names[i]) == 0) {
            return places[i];
        }
    }
    return word;
}

static json_t *run_program(const struct bench *bench, const struct bench_case *wanted)
{
    static const char *const names[] = { "@work", "@programmes", "@houvastd", NULL };
    char program[PATH_SIZE], server[PATH_SIZE], programmes[PATH_SIZE], work[2 * PATH_SIZE];
    char line[4096];
    const char *places[] = { work, programmes, server };
    struct words words = { .count = 0 };

    snprintf(program, sizeof program, "%s/%s", bench->programs, wanted->program);
    snprintf(server, sizeof server, "%s/houvastd", bench->release);
    snprintf(programmes, sizeof programmes, "%s/programmes", bench->source);
    snprintf(work, sizeof work, "%s/%s", bench->work, wanted->word);
    make_empty_folder(work);
    add(&words, program);
    add_all(&words, wanted->arguments[bench->quick ? ARGUMENTS_SHORT : ARGUMENTS_LONG]);
    for (size_t i = 1; i < words.count; i++) {
        words.list[i] = meaning(words.list[i], places, names);
    }
    return program_run(words.list, line, sizeof line) ? parse(wanted, SERVER_HOUVAST, line) : NULL;
}

static void
add_own(struct words *words, const struct bench_case *wanted, const struct server *server)
{
    add(words, "--admin");
    add(words, server->admin);
    bool answers = strncmp(wanted->arguments[ARGUMENTS_COMMON], "answers", 7) == 0;
    if (!answers) {
        add(words, "--plan");
        add(words, server->plan[0]);
    }
    if (wanted->with_seats) {
        add(words, "--plan");
        add(words, server->plan[1]);
    }
}

static json_t *
run_load(const struct bench *bench, const struct bench_case *wanted, enum server_kind kind)
{
    struct words words = { .count = 0 };
    struct server server;
    char program[PATH_SIZE], port[16], process[16], seconds[32], warm_up[32], line[4096];

    server_start(bench, kind, wanted->scene, &server);
    snprintf(program, sizeof program, "%s/houvast_load", bench->programs);
    snprintf(port, sizeof port, "%u", server.port);
    snprintf(process, sizeof process, "%d", (int)server.running.process);
    snprintf(seconds, sizeof seconds, "%g", bench->quick ? SHORT_SECONDS : wanted->seconds);
    snprintf(warm_up, sizeof warm_up, "%g", bench->quick ? SHORT_WARM_UP : WARM_UP);
    add(&words, program);
    add_all(&words, wanted->arguments[ARGUMENTS_COMMON]);
    add_all(&words, wanted->arguments[server_is_ours(kind) ? ARGUMENTS_OURS : ARGUMENTS_OTHERS]);
    const char *more[] = { "--dialect", server_dialects[kind], "--port", port,        "--server",
                           process,     "--seconds",           seconds,  "--warm-up", warm_up };
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        add(&words, more[i]);
    }
    if (server_is_ours(kind)) {
        add_own(&words, wanted, &server);
    }
    if (kind == SERVER_HOUVAST_TLS) {
        add(&words, "--tls");
    }
    bool done = program_run(words.list, line, sizeof line);
    server_stop(&server);
    return done ? parse(wanted, kind, line) : NULL;
}

static void keep(struct bench *bench, const char *word, enum server_kind kind, json_t *figures)
{
    json_t *of_case = json_object_get(bench->found, word);
    const char *name;
    json_t *value;

    if (of_case == NULL) {
        of_case = json_object();
        json_object_set_new(bench->found, word, of_case);
    }
    json_t *of_server = json_object_get(of_case, server_words[kind]);
    if (of_server == NULL) {
        of_server = json_object();
        json_object_set_new(of_case, server_words[kind], of_server);
    }
    json_object_foreach(figures, name, value)
    {
        json_t *list = json_object_get(of_server, name);
        if (list == NULL) {
            list = json_array();
            json_object_set_new(of_server, name, list);
        }
        json_array_append(list, value);
    }
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

/* One round of one case. False: it was disturbed and is not kept, as it may be tried again. */
static bool measure_round(struct bench *bench, const struct bench_case *wanted, bool last_try)
{
    json_t *figures[SERVER_KINDS] = { NULL };
    double foreign = 0;

    for (enum server_kind kind = 0; kind < SERVER_KINDS; kind++) {
        if (!is_measured(bench, wanted, kind)) {
            continue;
        }
        figures[kind] =
            wanted->program != NULL ? run_program(bench, wanted) : run_load(bench, wanted, kind);
        bench->failed = bench->failed || figures[kind] == NULL;
        double beside = json_number_value(json_object_get(figures[kind], "foreign"));
        foreign = beside > foreign ? beside : foreign;
    }
    bool quiet = foreign <= FOREIGN_MAX;
    for (enum server_kind kind = 0; kind < SERVER_KINDS; kind++) {
        if (figures[kind] != NULL && (quiet || last_try)) {
            keep(bench, wanted->word, kind, figures[kind]);
        }
        json_decref(figures[kind]);
    }
    say("%s: others used %.0f %% of the machine%s", wanted->word, foreign * 100,
        quiet      ? ""
        : last_try ? ", kept nevertheless"
                   : ", not kept");
    bench->noisy = bench->noisy || (!quiet && last_try);
    return quiet || last_try;
}

static void measure_case(struct bench *bench, const struct bench_case *wanted)
{
    unsigned spare = bench->quick ? 0 : bench->rounds;
    for (unsigned kept = 0; kept < bench->rounds;) {
        bool last_try = spare == 0;
        if (measure_round(bench, wanted, last_try)) {
            kept++;
        } else {
            spare--;
        }
    }
}

void measure_cases(struct bench *bench)
{
    for (size_t i = 0; i < case_count; i++) {
        const struct bench_case *wanted = &cases[i];
        bool chosen = bench->only != NULL
                          ? strncmp(wanted->word, bench->only, strlen(bench->only)) == 0
                      : wanted->for_plot ? bench->plot
                                         : !(bench->quick && wanted->not_in_short);
        if (chosen) {
            say("%s", wanted->title);
            measure_case(bench, wanted);
        }
    }
}
