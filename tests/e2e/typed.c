/* SPDX-License-Identifier: EUPL-1.2 */
#include "typed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int typed_run(const struct server *server,
              const char *verb,
              const char *where,
              const char *lines,
              struct program_outcome *ret)
{
    const char *const arguments[] = { verb, where, "--language", "en", NULL };
    const char *const wide[] = { "COLUMNS=100", NULL };
    char path[PROGRAM_PATH];

    path_join(path, server->folder, "typed");
    file_write(path, lines, strlen(lines), 0600);
    program_run(&(struct program_order){ .path = program_client(),
                                         .arguments = arguments,
                                         .environment = wide,
                                         .input_file = path },
                ret);
    assert_int_equal(unlink(path), 0);
    return ret->end.exit_code;
}

void typed_assert(const struct program_outcome *outcome, const char *words)
{
    if (strstr(outcome->output, words) == NULL) {
        fail_msg("\"%s\" was not said, but:\n%s\n%s", words, outcome->output, outcome->error);
    }
}

void typed_after(const struct program_outcome *outcome, const char *words, char *ret, size_t room)
{
    const char *at = strstr(outcome->output, words);
    size_t size = 0;

    typed_assert(outcome, words);
    for (at += strlen(words); *at != '.' && *at != '\n' && *at != '\0' && size + 1 < room; at++) {
        if (*at != ' ') {
            ret[size++] = *at;
        }
    }
    ret[size] = '\0';
}

void typed_slip(const struct program_outcome *outcome,
                const char *name,
                char ret[TYPED_WORDS_MAX + 1])
{
    static const char before[] = "Your two words: ";
    char head[96];
    const char *at;
    size_t size;

    snprintf(head, sizeof head, "%s, couple ", name);
    typed_assert(outcome, head);
    at = strstr(strstr(outcome->output, head), before);
    assert_non_null(at);
    at += strlen(before);
    size = strcspn(at, "\n");
    assert_in_range(size, 3, TYPED_WORDS_MAX);
    memcpy(ret, at, size);
    ret[size] = '\0';
}
