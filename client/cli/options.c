/* SPDX-License-Identifier: EUPL-1.2 */
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "nearest.h"

enum option {
    OPTION_COUPLES,
    OPTION_FAST,
    OPTION_HELP,
    OPTION_JSON,
    OPTION_LANGUAGE,
    OPTION_PACE,
    OPTION_PLAIN,
    OPTION_PROGRAMME,
    OPTION_QUIET,
    OPTION_SEED,
    OPTION_VERSION,
    OPTION_VISITOR,
    OPTION_COUNT
};

#define COUPLES_MAX 16

static const char *const names[OPTION_COUNT] = {
    "--couples", "--fast",      "--help",  "--json", "--language", "--pace",
    "--plain",   "--programme", "--quiet", "--seed", "--version",  "--visitor",
};

static const char *const verbs[] = { "facilitate", "join", "project", "rehearse" };

static bool takes_value(int option)
{
    return option == OPTION_COUPLES || option == OPTION_LANGUAGE || option == OPTION_PACE ||
           option == OPTION_PROGRAMME || option == OPTION_SEED;
}

static bool is_for_rehearsal(int option)
{
    return option == OPTION_COUPLES || option == OPTION_FAST || option == OPTION_PACE ||
           option == OPTION_PROGRAMME || option == OPTION_QUIET || option == OPTION_SEED ||
           option == OPTION_VISITOR;
}

static bool
wrong(struct hv_options_problem *ret, enum hv_word word, const char *about, const char *nearest)
{
    ret->word = word;
    ret->about = about;
    ret->nearest = nearest;
    return false;
}

static bool read_number(const char *text, uint64_t low, uint64_t high, uint64_t *ret)
{
    char *end;
    unsigned long long number;

    errno = 0;
    number = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || number < low ||
        number > high) {
        return false;
    }
    *ret = number;
    return true;
}

static bool read_language(const char *text, enum hv_client_language *ret)
{
    if (strcmp(text, "nl") == 0 || strcmp(text, "en") == 0) {
        *ret = text[0] == 'n' ? HV_CLIENT_NL : HV_CLIENT_EN;
        return true;
    }
    return false;
}

/* The name of an option, without a value that is glued to it by '='. */
static int find_option(const char *argument)
{
    size_t size = strcspn(argument, "=");

    if (strcmp(argument, "-h") == 0) {
        return OPTION_HELP;
    }
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (strlen(names[i]) == size && strncmp(argument, names[i], size) == 0) {
            return i;
        }
    }
    return -1;
}

static bool take_value(int option,
                       const char *value,
                       struct hv_options *options,
                       struct hv_options_problem *ret_problem)
{
    uint64_t number = 0;

    switch (option) {
    case OPTION_COUPLES:
        if (!read_number(value, 1, COUPLES_MAX, &number)) {
            return wrong(ret_problem, HV_WORD_OPTION_COUPLES, value, NULL);
        }
        options->couples = (uint32_t)number;
        return true;
    case OPTION_LANGUAGE:
        return read_language(value, &options->language) ||
               wrong(ret_problem, HV_WORD_OPTION_LANGUAGE, value, NULL);
    case OPTION_PACE:
        if (!read_number(value, 1, 10000, &number)) {
            return wrong(ret_problem, HV_WORD_OPTION_PACE, value, NULL);
        }
        options->pace = (uint32_t)number;
        return true;
    case OPTION_SEED:
        options->seeded = true;
        return read_number(value, 0, UINT64_MAX, &options->seed) ||
               wrong(ret_problem, HV_WORD_OPTION_SEED, value, NULL);
    default:
        options->programme = value;
        return true;
    }
}

static void take_flag(int option, struct hv_options *options)
{
    switch (option) {
    case OPTION_FAST:
        options->fast = true;
        break;
    case OPTION_HELP:
        options->help = true;
        break;
    case OPTION_JSON:
        options->json = true;
        break;
    case OPTION_PLAIN:
        options->plain = true;
        break;
    case OPTION_QUIET:
        options->quiet = true;
        break;
    case OPTION_VISITOR:
        options->visitor = true;
        break;
    default:
        options->version = true;
        break;
    }
}

/* Takes one option, and moves on to its value where that is the next argument. */
static bool take_option(int count,
                        char *const *arguments,
                        int *at,
                        struct hv_options *options,
                        uint32_t *seen,
                        struct hv_options_problem *ret_problem)
{
    const char *argument = arguments[*at];
    const char *glued = strchr(argument, '=');
    int option = find_option(argument);

    if (option < 0) {
        return wrong(ret_problem, HV_WORD_OPTION_UNKNOWN, argument,
                     hv_nearest_word(argument, names, OPTION_COUNT));
    }
    *seen |= UINT32_C(1) << option;
    if (!takes_value(option)) {
        if (glued != NULL) {
            return wrong(ret_problem, HV_WORD_OPTION_NO_VALUE, names[option], NULL);
        }
        take_flag(option, options);
        return true;
    }
    if (glued != NULL) {
        return take_value(option, glued + 1, options, ret_problem);
    }
    if (*at + 1 >= count) {
        return wrong(ret_problem, HV_WORD_OPTION_VALUE, names[option], NULL);
    }
    return take_value(option, arguments[++*at], options, ret_problem);
}

/* A file may have any name; one that looks like an address has to be called "./name". */
static bool is_address(const char *word)
{
    struct hv_client_address address;

    return hv_client_place_parse(word, &address) == HV_CLIENT_OK;
}

static bool
take_where(const char *word, struct hv_options *options, struct hv_options_problem *ret_problem)
{
    if (strchr(word, '#') != NULL) {
        return wrong(ret_problem, HV_WORD_OPTION_SECRET, NULL, NULL);
    }
    if (options->address != NULL) {
        return wrong(ret_problem, HV_WORD_OPTION_CODE, NULL, NULL);
    }
    if (options->file != NULL) {
        return wrong(ret_problem, HV_WORD_OPTION_TOO_MANY, word, NULL);
    }
    if (!is_address(word)) {
        options->file = word;
    } else if (options->verb == HV_VERB_JOIN || options->verb == HV_VERB_FACILITATE) {
        options->address = word;
    } else {
        return wrong(ret_problem, HV_WORD_OPTION_ADDRESS, word, NULL);
    }
    return true;
}

static bool
take_word(const char *word, struct hv_options *options, struct hv_options_problem *ret_problem)
{
    if (options->verb != HV_VERB_NONE) {
        return take_where(word, options, ret_problem);
    }
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(word, verbs[i]) == 0) {
            options->verb = (enum hv_verb)(i + 1);
            return true;
        }
    }
    return wrong(ret_problem, HV_WORD_OPTION_VERB, word,
                 hv_nearest_word(word, verbs, sizeof verbs / sizeof verbs[0]));
}

static bool
check(const struct hv_options *options, uint32_t seen, struct hv_options_problem *ret_problem)
{
    if (options->help || options->version) {
        return true;
    }
    if (options->verb == HV_VERB_NONE) {
        return wrong(ret_problem, HV_WORD_OPTION_NO_VERB, NULL, NULL);
    }
    if (options->visitor && options->couples > COUPLES_MAX - 1) {
        return wrong(ret_problem, HV_WORD_OPTION_VISITOR, NULL, NULL);
    }
    for (int i = 0; i < OPTION_COUNT && options->verb != HV_VERB_REHEARSE; i++) {
        if ((seen >> i & 1) != 0 && is_for_rehearsal(i)) {
            return wrong(ret_problem, HV_WORD_OPTION_REHEARSE_ONLY, names[i], NULL);
        }
    }
    return true;
}

bool hv_options_read(int count,
                     char *const *arguments,
                     const char *environment,
                     struct hv_options *ret,
                     struct hv_options_problem *ret_problem)
{
    uint32_t seen = 0;

    *ret = (struct hv_options){
        .language = HV_CLIENT_NL, .couples = 6, .pace = 1, .programme = "hold_me_tight"
    };
    if (environment != NULL && strncmp(environment, "en", 2) == 0) {
        ret->language = HV_CLIENT_EN;
    }
    for (int i = 0; i < count; i++) {
        bool taken = arguments[i][0] == '-' && arguments[i][1] != '\0'
                         ? take_option(count, arguments, &i, ret, &seen, ret_problem)
                         : take_word(arguments[i], ret, ret_problem);

        if (!taken) {
            return false;
        }
    }
    return check(ret, seen, ret_problem);
}
