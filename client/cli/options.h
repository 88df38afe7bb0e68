/* SPDX-License-Identifier: EUPL-1.2 */
/* What was said on the command line. No secret is ever said there: a link is asked for, or stands
 * in a file. */
#ifndef HV_CLI_OPTIONS_H
#define HV_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "words.h"

enum hv_verb {
    HV_VERB_NONE = 0,
    HV_VERB_FACILITATE,
    HV_VERB_JOIN,
    HV_VERB_PROJECT,
    HV_VERB_REHEARSE
};

struct hv_options {
    enum hv_verb verb;
    enum hv_client_language language;
    const char *file;    /* that holds a link; NULL: ask for it */
    const char *address; /* of a server, to come in with a code or passphrase; or NULL */
    bool help;
    bool version;
    bool json;
    bool plain; /* no clearing of the screen, no colour */
    bool quiet;
    bool fast;
    bool visitor;
    uint32_t couples;
    uint32_t pace;
    uint64_t seed;
    bool seeded; /* the seed was given */
    const char *programme;
};

/* What is wrong with a command line. */
struct hv_options_problem {
    enum hv_word word;
    const char *about;   /* the argument; NULL: the sentence takes none */
    const char *nearest; /* what was probably meant, or NULL */
};

/*
 * Reads the arguments after the program's name; they are borrowed. `environment` is what LANG says,
 * or NULL. False: see the problem; `ret` then holds the language, so that the problem can be said
 * in it.
 */
bool hv_options_read(int count,
                     char *const *arguments,
                     const char *environment,
                     struct hv_options *ret,
                     struct hv_options_problem *ret_problem);

#endif
