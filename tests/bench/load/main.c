/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * houvast_load: makes groups, or measures one workload at one server that runs already, and says
 * what it found in one line of JSON.
 */
#include <argp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "load/load.h"

enum flag {
    FLAG_DIALECT = 'd',
    FLAG_PORT = 'p',
    FLAG_SERVER = 's',
    FLAG_PLAN = 256,
    FLAG_LINK,
    FLAG_ADMIN,
    FLAG_TLS,
    FLAG_GROUPS,
    FLAG_WATCHERS,
    FLAG_SEATS,
    FLAG_FIRST_GROUP,
    FLAG_ANNOUNCEMENT,
    FLAG_SIZE,
    FLAG_RATE,
    FLAG_STALLED,
    FLAG_LANES,
    FLAG_ANSWER_RATE,
    FLAG_LOGINS,
    FLAG_PASSPHRASE,
    FLAG_SECONDS,
    FLAG_WARM_UP
};

static const struct argp_option flags[] = {
    { "dialect", FLAG_DIALECT, "WORD", 0, "plain, socketio, mqtt or houvast", 0 },
    { "port", FLAG_PORT, "PORT", 0, "Where the server listens, on 127.0.0.1", 0 },
    { "server", FLAG_SERVER, "PROCESS", 0, "The server's process", 0 },
    { "plan", FLAG_PLAN, "FILE", 0, "Groups of a server of ours; may stand twice", 0 },
    { "link", FLAG_LINK, "FILE", 0, "make: the owner's link", 0 },
    { "admin", FLAG_ADMIN, "FILE", 0, "The admin socket of a server of ours", 0 },
    { "tls", FLAG_TLS, NULL, 0, "Connect with TLS", 0 },
    { "groups", FLAG_GROUPS, "NUMBER", 0, "Groups; of a plan at most so many", 0 },
    { "watchers", FLAG_WATCHERS, "NUMBER", 0, "Watchers a group; of a plan at most so many", 0 },
    { "seats", FLAG_SEATS, "NUMBER", 0, "make: seats a group", 0 },
    { "first-group", FLAG_FIRST_GROUP, "NUMBER", 0, "make: the number of the first", 0 },
    { "announcement", FLAG_ANNOUNCEMENT, "BYTES", 0, "make: on the stage pane", 0 },
    { "size", FLAG_SIZE, "BYTES", 0, "Of a pushed message; ours says itself", 0 },
    { "rate", FLAG_RATE, "NUMBER", 0, "Pushes a second and group; 0: as fast as it goes", 0 },
    { "stalled", FLAG_STALLED, "NUMBER", 0, "Watchers that never read", 0 },
    { "lanes", FLAG_LANES, "NUMBER", 0, "Answers under way", 0 },
    { "answer-rate", FLAG_ANSWER_RATE, "NUMBER", 0, "Answers a second", 0 },
    { "logins", FLAG_LOGINS, "NUMBER", 0, "Logins at once; measured until all are in", 0 },
    { "passphrase", FLAG_PASSPHRASE, "TEXT", 0, "The owner's; make sets it", 0 },
    { "seconds", FLAG_SECONDS, "SECONDS", 0, "How long to measure", 0 },
    { "warm-up", FLAG_WARM_UP, "SECONDS", 0, "How long before that", 0 },
    { NULL, 0, NULL, 0, NULL, 0 },
};

static const struct dialect *const dialects[] = { &dialect_plain, &dialect_socketio, &dialect_mqtt,
                                                  &dialect_houvast };

static const struct dialect *find_dialect(const char *word)
{
    for (size_t i = 0; i < sizeof dialects / sizeof dialects[0]; i++) {
        if (strcmp(dialects[i]->word, word) == 0) {
            return dialects[i];
        }
    }
    give_up("there is no dialect '%s'", word);
}

static uint32_t number(const char *text)
{
    return (uint32_t)strtoul(text, NULL, 10);
}

static error_t take_text(struct options *options, int key, char *value)
{
    switch (key) {
    case FLAG_DIALECT:
        options->dialect = find_dialect(value);
        return 0;
    case FLAG_PLAN:
        options->plans[options->plans[0] != NULL] = value;
        return 0;
    case FLAG_LINK:
        options->link = value;
        return 0;
    case FLAG_ADMIN:
        options->admin = value;
        return 0;
    case FLAG_PASSPHRASE:
        options->passphrase = value;
        return 0;
    case FLAG_TLS:
        options->tls = true;
        return 0;
    case ARGP_KEY_ARG:
        options->workload = value;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t take(int key, char *value, struct argp_state *state)
{
    struct options *options = state->input;
    switch (key) {
    case FLAG_PORT:
        options->port = (uint16_t)number(value);
        return 0;
    case FLAG_SERVER:
        options->server = (pid_t)number(value);
        return 0;
    case FLAG_GROUPS:
        options->groups = number(value);
        return 0;
    case FLAG_WATCHERS:
        options->watchers = number(value);
        return 0;
    case FLAG_SEATS:
        options->seats = number(value);
        return 0;
    case FLAG_FIRST_GROUP:
        options->first_group = number(value);
        return 0;
    case FLAG_ANNOUNCEMENT:
        options->announcement = number(value);
        return 0;
    case FLAG_SIZE:
        options->size = number(value);
        return 0;
    case FLAG_RATE:
        options->rate = strtod(value, NULL);
        return 0;
    case FLAG_STALLED:
        options->stalled = number(value);
        return 0;
    case FLAG_LANES:
        options->lanes = number(value);
        return 0;
    case FLAG_ANSWER_RATE:
        options->answer_rate = strtod(value, NULL);
        return 0;
    case FLAG_LOGINS:
        options->logins = number(value);
        return 0;
    case FLAG_SECONDS:
        options->seconds = strtod(value, NULL);
        return 0;
    case FLAG_WARM_UP:
        options->warm_up = strtod(value, NULL);
        return 0;
    default:
        return take_text(options, key, value);
    }
}

/* The generator has the last processor for itself; the server gets the others (drive/servers.c). */
static void keep_to_last_processor(void)
{
    cpu_set_t processors;
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    if (count > 1) {
        CPU_ZERO(&processors);
        CPU_SET((size_t)count - 1, &processors);
        sched_setaffinity(0, sizeof processors, &processors);
    }
}

static void raise_file_limit(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static json_t *measure(struct load *load)
{
    static const struct {
        const char *word;
        json_t *(*measure)(struct load *load);
        bool at_once; /* after the server's start */
    } workloads[] = { { "fanout", measure_fanout, false },
                      { "answers", measure_answers, false },
                      { "idle", measure_idle, false },
                      { "storm", measure_storm, true } };
    for (size_t i = 0; i < sizeof workloads / sizeof workloads[0]; i++) {
        if (strcmp(workloads[i].word, load->options.workload) == 0) {
            if (!workloads[i].at_once) {
                kernel_wait_idle(load->options.server);
            }
            return workloads[i].measure(load);
        }
    }
    give_up("there is no workload '%s'", load->options.workload);
}

/* Without a wish, all that the plan has. */
static void wish_all(struct options *options)
{
    options->groups = options->groups > 0 ? options->groups : UINT32_MAX;
    options->watchers = options->watchers > 0 ? options->watchers : UINT32_MAX;
}

int main(int argc, char **argv)
{
    static const struct argp parser = {
        .options = flags,
        .parser = take,
        .args_doc = "make|fanout|answers|idle|storm",
        .doc = "Measures a server under load.",
    };
    static struct load load = {
        .options = { .dialect = &dialect_plain, .size = 1024, .seconds = 5, .warm_up = 1 }
    };

    argp_parse(&parser, argc, argv, 0, NULL, &load.options);
    if (load.options.workload == NULL || load.options.port == 0) {
        give_up("a workload and --port have to be given");
    }
    if (load.options.plans[0] != NULL && strcmp(load.options.workload, "make") != 0) {
        wish_all(&load.options);
    }
    raise_file_limit();
    if (strcmp(load.options.workload, "make") == 0) {
        make_groups(&load.options);
        return 0;
    }
    keep_to_last_processor();
    for (int i = 0; i < 2 && load.options.plans[i] != NULL; i++) {
        plan_read(load.options.plans[i], &load.plan);
    }
    json_t *found = measure(&load);
    inside_report(found, &load.inside_from, &load.inside_to);
    json_dumpf(found, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(found);
    load_close(&load);
    free(load.plan.devices);
    return 0;
}
