/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * houvast: the terminal client. Exit codes: 0; 64 usage; 69 the server is not there or does not
 * want this client; 70 something in this program is wrong; 71 the system; 74 reading or writing; 75
 * try again; 77 a file may not be read; 78 a file holds no link.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sysexits.h>

#include "facilitate.h"
#include "join.h"
#include "link_file.h"
#include "options.h"
#include "project.h"
#include "rehearse.h"

static const char *environment_language(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && value[0] != '\0') {
            return value;
        }
    }
    return NULL;
}

/* One line about what is wrong; a {} in the sentence stands for the argument. */
static void complain(const struct hv_options *options, const struct hv_options_problem *problem)
{
    const char *sentence = hv_word(problem->word, options->language);
    const char *hole = strstr(sentence, "{}");

    if (hole != NULL) {
        fprintf(stderr, "houvast: %.*s%s%s\n", (int)(hole - sentence), sentence,
                problem->about != NULL ? problem->about : "", hole + 2);
    } else {
        fprintf(stderr, "houvast: %s\n", sentence);
    }
    if (problem->nearest != NULL) {
        fprintf(stderr, "%s '%s'?\n", hv_word(HV_WORD_DID_YOU_MEAN, options->language),
                problem->nearest);
    }
    fprintf(stderr, "%s\n", hv_word(HV_WORD_USAGE_HINT, options->language));
}

static int rehearse(const struct hv_options *options)
{
    struct hv_rehearse_options wanted = {
        .language = options->language,
        .programme = options->programme,
        .couples = options->couples,
        .pace = options->pace,
        .fast = options->fast,
        .visitor = options->visitor,
        .json = options->json,
        .quiet = options->quiet,
        .seed = options->seed,
    };
    struct hv_link link;
    int code;

    if (options->file == NULL) {
        fprintf(stderr, "houvast: %s\n", hv_word(HV_WORD_OPTION_OWNER_FILE, options->language));
        return EX_USAGE;
    }
    code = hv_link_file_open(options->file, options->language, &link);
    if (code != EX_OK) {
        return code;
    }
    if (link.kind != HV_LINK_TOKEN) {
        fprintf(stderr, "houvast: %s\n", hv_word(HV_WORD_OPTION_OWNER_FILE, options->language));
        return EX_CONFIG;
    }
    wanted.owner = link.address;
    if (!options->seeded) {
        uint32_t seed = 0;

        if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed) {
            return EX_OSERR;
        }
        wanted.seed = seed;
    }
    return hv_rehearse(&wanted);
}

/* What people write lies in memory in the clear: no core dump of it is made, also not by a program
 * that takes them, and debuggers of the same user stay out. */
static bool keep_memory_to_ourselves(void)
{
    const struct rlimit none = { .rlim_cur = 0, .rlim_max = 0 };

    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0;
}

int main(int argc, char **argv)
{
    struct hv_options_problem problem;
    struct hv_options options;

    if (!hv_options_read(argc - 1, argv + 1, environment_language(), &options, &problem)) {
        complain(&options, &problem);
        return EX_USAGE;
    }
    if (options.version) {
        puts("houvast " HV_VERSION);
        return EX_OK;
    }
    if (options.help) {
        puts(hv_word(HV_WORD_USAGE, options.language));
        return EX_OK;
    }
    if (!keep_memory_to_ourselves()) {
        return EX_OSERR;
    }
    switch (options.verb) {
    case HV_VERB_REHEARSE:
        return rehearse(&options);
    case HV_VERB_FACILITATE:
        return hv_facilitate(&options);
    case HV_VERB_JOIN:
        return hv_join(&options);
    case HV_VERB_PROJECT:
        return hv_project(&options);
    case HV_VERB_NONE:
        break;
    }
    return EX_SOFTWARE;
}
