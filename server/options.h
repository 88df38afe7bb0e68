/* SPDX-License-Identifier: EUPL-1.2 */
/* The command line of houvastd over houvast.yaml: flag before environment before file. */
#ifndef HV_OPTIONS_H
#define HV_OPTIONS_H

#include "catalogue/config.h"

#define HV_EXIT_USAGE       64
#define HV_EXIT_UNAVAILABLE 69
#define HV_EXIT_INTERNAL    70
#define HV_EXIT_SYSTEM      71
#define HV_EXIT_CREATE      73
#define HV_EXIT_AGAIN       75
#define HV_EXIT_PERMISSION  77

enum hv_verb {
    HV_VERB_SERVE = 1,
    HV_VERB_CHECK_CONFIG, /* read the configuration and the programmes, say what is wrong, start
                             nothing */
    HV_VERB_CHECK,        /* check <folder> [--json] */
    HV_VERB_SCHEMA,
    HV_VERB_SECOND_FACTOR_OFF, /* second-factor off, passphrase off: of a server that does not run
                                */
    HV_VERB_PASSPHRASE_OFF,
    HV_VERB_BACKUP /* backup <folder>: of a server that runs */
};

struct hv_options {
    enum hv_verb verb;
    const char *folder; /* of HV_VERB_CHECK and HV_VERB_BACKUP */
    bool json;
    bool write_in_callback;
#ifdef HV_BENCH
    bool commit_each; /* one commit for each record */
    bool no_fsync;    /* nothing is waited for until it is on the disk */
#endif
    struct hv_config config; /* of all but HV_VERB_CHECK and HV_VERB_SCHEMA */
};

/* Reads `argv`, HOUVAST_* and the configuration; ends the program with an exit code and a message
 * when something is wrong, or after --help and --version. Strings live in `arena` and `argv`. */
void hv_options_read(int argc, char **argv, struct hv_arena *arena, struct hv_options *ret);

#endif
