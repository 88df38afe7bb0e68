/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The driver: which servers, which cases, which goals; and what was found. Figures of one run are
 * compared with each other only.
 */
#ifndef HV_BENCH_BENCH_H
#define HV_BENCH_BENCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define PATH_SIZE     512
#define FOREIGN_MAX   0.12 /* of all processors; what was measured beside more is measured again */
#define LOAD_QUIET    0.7
#define ARGUMENTS_MAX 48
#define ROUNDS_MAX    99
#define PASSPHRASE    "loopback-bench-passphrase" /* of the servers that are measured */

enum server_kind {
    SERVER_HOUVAST,
    SERVER_HOUVAST_TLS,
    SERVER_COMMIT_EACH, /* ours, one commit for each record */
    SERVER_NO_FSYNC,    /* ours, acknowledging before the disk has it */
    SERVER_FLOOR,
    SERVER_WS,
    SERVER_SOCKETIO,
    SERVER_MOSQUITTO,
    SERVER_KINDS
};

#define BIT(kind) (1u << (kind))

/* Groups that are made once and copied for each measurement. */
enum scene {
    SCENE_NONE,
    SCENE_TOWN, /* 200 groups of 25 that watch, 64 of 16 seats */
    SCENE_HALL, /* one group of 5,000 that watch */
    SCENE_CITY, /* 200 groups of 75 that watch */
    SCENE_WIDE, /* 400 groups of 20 that watch */
    SCENE_COUNT
};

struct bench {
    bool quick;
    bool plot;
    const char *only;    /* cases whose word begins so; NULL: all */
    const char *against; /* NULL: nothing */
    unsigned rounds;
    const char *source;   /* the root of the tree */
    const char *release;  /* folder with our programs as released */
    const char *programs; /* folder with the programs that measure, and houvastd with switches */
    const char *node;
    const char *folder; /* for results */
    char work[PATH_SIZE];
    char result[2 * PATH_SIZE]; /* the file that is written after each case */
    char date[32];
    json_t *found; /* case -> server -> list, one object of figures a round; null: it failed */
    bool noisy;    /* some rounds were measured beside others' work */
    bool failed;   /* something was not measured: it lost something, or did not run */
};

/* ---- Programs ---- */

struct running {
    pid_t process;
    int output;
};

/* `arguments` begin with the program and end in NULL. `aside`: leaves the last processor, where the
 * generator is, to others. */
void program_start(const char *const *arguments, bool aside, struct running *ret);
void make_empty_folder(const char *path);
void remove_folder(const char *path);
/* Ends it, waiting ten seconds at most. */
void program_stop(struct running *running);
/* Runs it to its end; false: it failed. `ret_line` gets the last line that it said. */
bool program_run(const char *const *arguments, char *ret_line, size_t room);

_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- Servers ---- */

extern const char *const server_words[SERVER_KINDS];
extern const char *const server_dialects[SERVER_KINDS];

bool server_is_ours(enum server_kind kind);

struct server {
    struct running running;
    uint16_t port;
    char plan[2][PATH_SIZE]; /* of ours: groups that watch, groups of couples */
    char admin[PATH_SIZE];   /* of ours: its admin socket */
};

/* Starts it and waits until it takes connections. Ours starts on a copy of the scene, which is made
 * when it is asked for the first time. */
void server_start(const struct bench *bench,
                  enum server_kind kind,
                  enum scene scene,
                  struct server *ret);
void server_stop(struct server *server);

/* ---- Cases ---- */

enum arguments_of {
    ARGUMENTS_COMMON, /* every server */
    ARGUMENTS_OURS,
    ARGUMENTS_OTHERS,
    ARGUMENTS_KINDS,
    ARGUMENTS_LONG = 0, /* of a program of its own */
    ARGUMENTS_SHORT = 1
};

/* One workload with its figures. */
struct bench_case {
    const char *word;
    const char *title;
    const char *program; /* NULL: houvast_load; otherwise it starts its own server (see cases.c) */
    enum scene scene;
    unsigned servers;                       /* BIT(kind) */
    double seconds;                         /* 0: it says itself when it is done */
    bool with_seats;                        /* the whole plan, not only those who watch */
    bool not_in_short;                      /* takes too long for the short form */
    bool once;                              /* in the first round only: it takes minutes */
    bool for_plot;                          /* how cost grows; measured for --plot only */
    const char *arguments[ARGUMENTS_KINDS]; /* words with one space between */
    const char *figures;                    /* to be shown, in this order */
};

extern const struct bench_case cases[];
extern const size_t case_count;

/* What is found times what is asked: `figure` of `of` is at most (or at least) `factor` times that
 * of `to`; without `to`, the factor is the limit itself. Without factor it is only reported. */
struct goal {
    const char *text;
    struct {
        const char *word;
        enum server_kind server;
        const char *figure;
    } of, to;
    bool at_least;
    double factor; /* REPORTED: none */
};
#define REPORTED (-1.0)

extern const struct goal goals[];
extern const size_t goal_count;

/* What one case found at one server; NULL: it failed, and said why. */
json_t *
measure_once(const struct bench *bench, const struct bench_case *wanted, enum server_kind kind);

/* All that is asked, round after round. Whatever fails, the rest goes on; so does what was found
 * when a signal ends it early. */
void measure_cases(struct bench *bench);

/* ---- Figures ---- */

/* The median over the rounds; NAN: not measured. */
double
figure_median(const json_t *found, const char *word, enum server_kind server, const char *figure);
/* In how many rounds it gave nothing. */
size_t rounds_failed(const json_t *found, const char *word, enum server_kind server);
/* The median of what `of` is to `to`, round by round; or of `of` itself, without `to`. */
double goal_found(const json_t *found, const struct goal *goal);
bool goal_is_met(const struct goal *goal, double found);

/* ---- What people and later runs get ---- */

void print_table(const struct bench *bench);
void print_goals(const struct bench *bench);
/* `before` is what an earlier run kept. */
void print_against(const struct bench *bench, const json_t *before);
/* Chooses the file. */
void begin_result(struct bench *bench);
void write_result(const struct bench *bench);
/* Into docs/pictures. */
void plot(const struct bench *bench);

#endif
