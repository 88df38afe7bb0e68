/* SPDX-License-Identifier: EUPL-1.2 */
/* The terminal client with lines that were typed before it started, in English. */
#ifndef HV_TESTS_E2E_TYPED_H
#define HV_TESTS_E2E_TYPED_H

#include "server.h"

#define TYPED_WORDS_MAX 64

/* Runs it to its end: its exit code. */
int typed_run(const struct server *server,
              const char *verb,
              const char *where,
              const char *lines,
              struct program_outcome *ret);

/* Fails unless it printed these words. */
void typed_assert(const struct program_outcome *outcome, const char *words);

/* What stands behind these words, up to a full stop or the end of the line, without spaces. */
void typed_after(const struct program_outcome *outcome, const char *words, char *ret, size_t room);

/* The two words on the slip of somebody. */
void typed_slip(const struct program_outcome *outcome,
                const char *name,
                char ret[TYPED_WORDS_MAX + 1]);

#endif
