/* SPDX-License-Identifier: EUPL-1.2 */
/* houvast_bench: what `./dev bench` runs. */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "drive/bench.h"

#define ROUNDS 5

enum flag {
    FLAG_SHORT = 256,
    FLAG_AGAINST,
    FLAG_PLOT,
    FLAG_ONLY,
    FLAG_ROUNDS,
    FLAG_SOURCE,
    FLAG_RELEASE,
    FLAG_PROGRAMS,
    FLAG_NODE,
    FLAG_FOLDER
};

static const struct argp_option flags[] = {
    { "short", FLAG_SHORT, NULL, 0, "One round of two seconds each", 0 },
    { "against", FLAG_AGAINST, "FILE", 0, "Compare with what was found before", 0 },
    { "plot", FLAG_PLOT, NULL, 0, "Draw pictures into docs/pictures", 0 },
    { "only", FLAG_ONLY, "WORD", 0, "Cases whose name begins so, for example w3", 0 },
    { "rounds", FLAG_ROUNDS, "NUMBER", 0, "How many rounds", 0 },
    { "source", FLAG_SOURCE, "FOLDER", 0, "The root of the tree", 0 },
    { "release", FLAG_RELEASE, "FOLDER", 0, "Where houvastd is, as released", 0 },
    { "programs", FLAG_PROGRAMS, "FOLDER", 0,
      "Where the measuring programs are, and houvastd with switches", 0 },
    { "node", FLAG_NODE, "FILE", 0, "Node, for the peers", 0 },
    { "folder", FLAG_FOLDER, "FOLDER", 0, "For results", 0 },
    { NULL, 0, NULL, 0, NULL, 0 },
};

static error_t take(int key, char *value, struct argp_state *state)
{
    struct bench *bench = state->input;
    switch (key) {
    case FLAG_SHORT:
        bench->quick = true;
        bench->rounds = 1;
        return 0;
    case FLAG_AGAINST:
        bench->against = value;
        return 0;
    case FLAG_PLOT:
        bench->plot = true;
        return 0;
    case FLAG_ONLY:
        bench->only = value;
        return 0;
    case FLAG_ROUNDS:
        bench->rounds = (unsigned)strtoul(value, NULL, 10);
        return bench->rounds >= 1 && bench->rounds <= ROUNDS_MAX ? 0 : EINVAL;
    case FLAG_SOURCE:
        bench->source = value;
        return 0;
    case FLAG_RELEASE:
        bench->release = value;
        return 0;
    case FLAG_PROGRAMS:
        bench->programs = value;
        return 0;
    case FLAG_NODE:
        bench->node = value;
        return 0;
    case FLAG_FOLDER:
        bench->folder = value;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Read before anything is measured, so that a wrong name costs nothing. */
static json_t *read_before(const char *path)
{
    json_error_t error;
    json_t *before = json_load_file(path, 0, &error);
    if (before == NULL) {
        give_up("cannot read %s: %s", path, error.text);
    }
    return before;
}

int main(int argc, char **argv)
{
    static const struct argp parser = { .options = flags,
                                        .parser = take,
                                        .doc = "Measures houvastd beside a floor and its peers." };
    struct bench bench = { .rounds = ROUNDS,
                           .source = ".",
                           .release = "build/release/bin",
                           .programs = "build/bench/bin",
                           .node = "node",
                           .folder = "build/bench" };

    argp_parse(&parser, argc, argv, 0, NULL, &bench);
    bench.found = json_object();
    json_t *before = bench.against != NULL ? read_before(bench.against) : NULL;
    mkdir(bench.folder, 0755);
    snprintf(bench.work, sizeof bench.work, "%s/work", bench.folder);
    make_empty_folder(bench.work);
    begin_result(&bench);
    measure_cases(&bench);
    remove_folder(bench.work);
    print_table(&bench);
    print_goals(&bench);
    if (before != NULL) {
        print_against(&bench, before);
    }
    printf("\nKept in %s\n", bench.result);
    if (bench.plot) {
        plot(&bench);
    }
    json_decref(before);
    json_decref(bench.found);
    return bench.failed;
}
