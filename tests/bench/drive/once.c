/* SPDX-License-Identifier: EUPL-1.2 */
/* One measurement: a server and the generator, or a program of its own. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "drive/bench.h"
#include "load/kernel.h"

#define SHORT_SECONDS 2.0
#define SHORT_WARM_UP 0.5
#define WARM_UP       1.0
#define WORDS_MAX     1024

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

/* ---- A program of its own ---- */

/* What a word of its arguments stands for. */
static const char *meaning(const char *word, const char *const *names, const char *const *places)
{
    for (size_t i = 0; names[i] != NULL; i++) {
        if (strcmp(word, names[i]) == 0) {
            return places[i];
        }
    }
    return word;
}

struct moment {
    double at, busy, own; /* seconds */
};

static double seconds_of(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static struct moment look(void)
{
    return (struct moment){ .at = (double)kernel_now() / 1e9,
                            .busy = (double)kernel_busy() / 1e9,
                            .own = seconds_of(RUSAGE_SELF) + seconds_of(RUSAGE_CHILDREN) };
}

static double foreign_between(const struct moment *from, const struct moment *to)
{
    double all = (to->at - from->at) * (double)sysconf(_SC_NPROCESSORS_ONLN);
    double foreign = to->busy - from->busy - (to->own - from->own);
    return all > 0 && foreign > 0 ? foreign / all : 0;
}

static json_t *measure_program(const struct bench *bench, const struct bench_case *wanted)
{
    static const char *const names[] = { "@work",    "@programmes", "@houvastd",
                                         "@houvast", "@source",     NULL };
    char program[PATH_SIZE], server[PATH_SIZE], client[PATH_SIZE], programmes[PATH_SIZE];
    char work[2 * PATH_SIZE], line[4096];
    const char *const places[] = { work, programmes, server, client, bench->source };
    struct words words = { .count = 0 };

    snprintf(program, sizeof program, "%s/%s", bench->programs, wanted->program);
    snprintf(server, sizeof server, "%s/houvastd", bench->release);
    snprintf(client, sizeof client, "%s/houvast", bench->release);
    snprintf(programmes, sizeof programmes, "%s/programmes", bench->source);
    snprintf(work, sizeof work, "%s/%s", bench->work, wanted->word);
    make_empty_folder(work);
    add(&words, program);
    add_all(&words, wanted->arguments[bench->quick ? ARGUMENTS_SHORT : ARGUMENTS_LONG]);
    for (size_t i = 1; i < words.count; i++) {
        words.list[i] = meaning(words.list[i], names, places);
    }
    struct moment from = look();
    bool done = program_run(words.list, line, sizeof line);
    struct moment to = look();
    remove_folder(work);
    json_t *figures = done ? parse(wanted, SERVER_HOUVAST, line) : NULL;
    if (figures != NULL) {
        json_object_set_new(figures, "foreign", json_real(foreign_between(&from, &to)));
    }
    return figures;
}

/* ---- A server and the generator ---- */

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
measure_server(const struct bench *bench, const struct bench_case *wanted, enum server_kind kind)
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

json_t *
measure_once(const struct bench *bench, const struct bench_case *wanted, enum server_kind kind)
{
    return wanted->program != NULL ? measure_program(bench, wanted)
                                   : measure_server(bench, wanted, kind);
}
