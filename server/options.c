/* SPDX-License-Identifier: EUPL-1.2 */
#include "options.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "catalogue/catalogue.h"

#define DEFAULT_CONFIG "/etc/houvast/houvast.yaml"

const char *argp_program_version = "houvastd " HV_VERSION;

enum flag {
    FLAG_CONFIG = 'c',
    FLAG_DATA = 'd',
    FLAG_LISTEN = 'l',
    FLAG_PROGRAMMES = 'p',
    FLAG_PUBLIC_URL = 256,
    FLAG_PAGES,
    FLAG_ADMIN,
    FLAG_LANGUAGE,
    FLAG_LOG_LEVEL,
    FLAG_CHECK_CONFIG,
    FLAG_WRITE_IN_CALLBACK,
#ifdef HV_BENCH
    FLAG_COMMIT_EACH,
    FLAG_NO_FSYNC,
#endif
    FLAG_JSON
};

static const struct argp_option flags[] = {
    { "config", FLAG_CONFIG, "FILE", 0,
      "Configuration (default " DEFAULT_CONFIG ", when it is there)", 0 },
    { "data", FLAG_DATA, "FOLDER", 0, "Where journal, keys and the owner's link are kept", 0 },
    { "listen", FLAG_LISTEN, "ADDRESS:PORT", 0, "Where to listen; port 0 is any free one", 0 },
    { "programmes", FLAG_PROGRAMMES, "FOLDER", 0, "Exercises and programmes", 0 },
    { "pages", FLAG_PAGES, "FOLDER", 0,
      "The pages for browsers (default " HV_CONFIG_PAGES ", when it is there)", 0 },
    { "admin", FLAG_ADMIN, "FILE", 0,
      "The socket for health and metrics (default admin.sock in the data folder)", 0 },
    { "public-url", FLAG_PUBLIC_URL, "URL", 0,
      "What people type; without it the machine's own addresses", 0 },
    { "language", FLAG_LANGUAGE, "nl|en", 0, "Language of what this program says", 0 },
    { "log-level", FLAG_LOG_LEVEL, "LEVEL", 0, "error, warning, notice, info or debug", 0 },
    { "check-config", FLAG_CHECK_CONFIG, NULL, 0,
      "Say what is wrong with configuration and programmes, and stop", 0 },
    { "write-in-callback", FLAG_WRITE_IN_CALLBACK, NULL, 0,
      "Write to sockets only when asked to: slower, for comparison", 0 },
#ifdef HV_BENCH
    { "bench-commit-each", FLAG_COMMIT_EACH, NULL, 0, "Commit each record by itself", 0 },
    { "bench-no-fsync", FLAG_NO_FSYNC, NULL, 0, "Say \"stored\" before it is on the disk", 0 },
#endif
    { "json", FLAG_JSON, NULL, 0, "With check: problems as JSON", 0 },
    { NULL, 0, NULL, 0, NULL, 0 },
};

/* What stands on the command line and in the environment; NULL: not given. */
struct given {
    const char *config, *data, *listen, *programmes, *pages, *admin, *public_url, *language,
        *log_level;
    const char *words[2];
    unsigned word_count;
    struct hv_options *options;
};

static void read_environment(struct given *given)
{
    given->config = getenv("HOUVAST_CONFIG");
    given->data = getenv("HOUVAST_DATA");
    given->listen = getenv("HOUVAST_LISTEN");
    given->programmes = getenv("HOUVAST_PROGRAMMES");
    given->pages = getenv("HOUVAST_PAGES");
    given->admin = getenv("HOUVAST_ADMIN");
    given->public_url = getenv("HOUVAST_PUBLIC_URL");
    given->language = getenv("HOUVAST_LANGUAGE");
    given->log_level = getenv("HOUVAST_LOG_LEVEL");
}

static error_t take(int key, char *value, struct argp_state *state)
{
    struct given *given = state->input;
    switch (key) {
    case FLAG_CONFIG:
        given->config = value;
        return 0;
    case FLAG_DATA:
        given->data = value;
        return 0;
    case FLAG_LISTEN:
        given->listen = value;
        return 0;
    case FLAG_PROGRAMMES:
        given->programmes = value;
        return 0;
    case FLAG_PAGES:
        given->pages = value;
        return 0;
    case FLAG_ADMIN:
        given->admin = value;
        return 0;
    case FLAG_PUBLIC_URL:
        given->public_url = value;
        return 0;
    case FLAG_LANGUAGE:
        given->language = value;
        return 0;
    case FLAG_LOG_LEVEL:
        given->log_level = value;
        return 0;
    case FLAG_CHECK_CONFIG:
        given->options->verb = HV_VERB_CHECK_CONFIG;
        return 0;
    case FLAG_WRITE_IN_CALLBACK:
        given->options->write_in_callback = true;
        return 0;
#ifdef HV_BENCH
    case FLAG_COMMIT_EACH:
        given->options->commit_each = true;
        return 0;
    case FLAG_NO_FSYNC:
        given->options->no_fsync = true;
        return 0;
#endif
    case FLAG_JSON:
        given->options->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (given->word_count == 2) {
            argp_error(state, "'%s' is one word too many", value);
        }
        given->words[given->word_count++] = value;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp parser = {
    .options = flags,
    .parser = take,
    .args_doc = "\ncheck FOLDER [--json]\nschema\nbackup FOLDER\nsecond-factor off\npassphrase off",
    .doc =
        "Hosts group evenings: one program, its data in one folder.\v"
        "`check` says what is wrong with a folder of programmes; `schema` prints the JSON "
        "Schema of the YAML files; `backup` copies what the running server has stored into a new "
        "folder; `second-factor off` lets the owner log in with the passphrase "
        "alone again, for a lost phone, and `passphrase off` by a link as at the first start, for "
        "a "
        "forgotten passphrase: stop the server first. Every flag may be given as "
        "HOUVAST_DATA, HOUVAST_LISTEN and so on; every key of the configuration stands in "
        "houvast.yaml(5).",
};

/* For what can be taken away, and nothing else. */
static void insist_on_off(const struct given *given)
{
    const char *verb = given->words[0];
    if (given->word_count != 2 || strcmp(given->words[1], "off") != 0) {
        fprintf(stderr, "houvastd: a %s can be put off: houvastd %s off\n", verb, verb);
        exit(HV_EXIT_USAGE);
    }
}

static void read_verb(const struct given *given, struct hv_options *options)
{
    const char *verb = given->word_count > 0 ? given->words[0] : NULL;
    if (verb == NULL) {
        if (options->json) {
            fprintf(stderr, "houvastd: --json goes with check\n");
            exit(HV_EXIT_USAGE);
        }
        return;
    }
    if (strcmp(verb, "schema") == 0 && given->word_count == 1) {
        options->verb = HV_VERB_SCHEMA;
    } else if (strcmp(verb, "check") == 0 && given->word_count == 2) {
        options->verb = HV_VERB_CHECK;
        options->folder = given->words[1];
    } else if (strcmp(verb, "check") == 0) {
        fprintf(stderr, "houvastd: check what? Name a folder: houvastd check programmes/\n");
        exit(HV_EXIT_USAGE);
    } else if (strcmp(verb, "backup") == 0 && given->word_count == 2) {
        options->verb = HV_VERB_BACKUP;
        options->folder = given->words[1];
    } else if (strcmp(verb, "backup") == 0) {
        fprintf(stderr, "houvastd: a backup where? Name a new folder: houvastd backup /media/x\n");
        exit(HV_EXIT_USAGE);
    } else if (strcmp(verb, "second-factor") == 0) {
        insist_on_off(given);
        options->verb = HV_VERB_SECOND_FACTOR_OFF;
    } else if (strcmp(verb, "passphrase") == 0) {
        insist_on_off(given);
        options->verb = HV_VERB_PASSPHRASE_OFF;
    } else {
        fprintf(stderr,
                "houvastd: '%s' is no verb; there are check, schema, backup, second-factor and "
                "passphrase\n",
                verb);
        exit(HV_EXIT_USAGE);
    }
}

static void read_file(const struct given *given, struct hv_arena *arena, struct hv_config *config)
{
    struct hv_problems problems;
    struct hv_error error = { 0 };
    const char *path = given->config;

    hv_config_default(config);
    if (path == NULL && access(DEFAULT_CONFIG, F_OK) != 0) {
        return;
    }
    hv_problems_init(&problems, arena);
    enum hv_code code =
        hv_config_load(path != NULL ? path : DEFAULT_CONFIG, arena, &problems, &error, config);
    if (code == HV_EINVAL) {
        hv_problems_print(&problems, stderr);
        exit(HV_EXIT_CONFIG);
    }
    if (code != HV_OK) {
        fprintf(stderr, "houvastd: %s\n", error.text);
        exit(code == HV_EIO ? HV_EXIT_IO : HV_EXIT_CONFIG);
    }
}

static void wrong_value(const char *flag, const char *value, const char *allowed)
{
    fprintf(stderr, "houvastd: %s cannot be '%s'; it is %s\n", flag, value, allowed);
    exit(HV_EXIT_USAGE);
}

static void set_log_level(const char *word, enum hv_log_level *ret)
{
    static const struct {
        const char *word;
        enum hv_log_level level;
    } levels[] = { { "error", HV_LOG_LEVEL_ERROR },
                   { "warning", HV_LOG_LEVEL_WARNING },
                   { "notice", HV_LOG_LEVEL_NOTICE },
                   { "info", HV_LOG_LEVEL_INFO },
                   { "debug", HV_LOG_LEVEL_DEBUG } };
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        if (strcmp(levels[i].word, word) == 0) {
            *ret = levels[i].level;
            return;
        }
    }
    wrong_value("--log-level", word, "error, warning, notice, info or debug");
}

static void apply(const struct given *given, struct hv_arena *arena, struct hv_config *config)
{
    if (given->data != NULL) {
        config->data = given->data;
    }
    if (given->programmes != NULL) {
        config->programmes = given->programmes;
    }
    if (given->pages != NULL) {
        config->pages = given->pages;
    }
    if (given->admin != NULL) {
        config->admin = given->admin;
    }
    if (given->public_url != NULL) {
        config->public_url = given->public_url;
    }
    if (given->listen != NULL && !hv_config_listen(hv_bytes_from_text(given->listen), arena,
                                                   &config->address, &config->port)) {
        wrong_value("--listen", given->listen, "an address and a port, as 127.0.0.1:8470");
    }
    if (given->language != NULL) {
        bool nl = strcmp(given->language, "nl") == 0;
        if (!nl && strcmp(given->language, "en") != 0) {
            wrong_value("--language", given->language, "nl or en");
        }
        config->language = nl ? HV_CONFIG_NL : HV_CONFIG_EN;
    }
    if (given->log_level != NULL) {
        set_log_level(given->log_level, &config->log_level);
    }
}

void hv_options_read(int argc, char **argv, struct hv_arena *arena, struct hv_options *ret)
{
    struct given given = { .options = ret };
    *ret = (struct hv_options){ .verb = HV_VERB_SERVE };
    argp_err_exit_status = HV_EXIT_USAGE;
    read_environment(&given);
    (void)argp_parse(&parser, argc, argv, 0, NULL, &given);
    read_verb(&given, ret);
    if (ret->verb != HV_VERB_CHECK && ret->verb != HV_VERB_SCHEMA) {
        read_file(&given, arena, &ret->config);
        apply(&given, arena, &ret->config);
    }
}
