/* SPDX-License-Identifier: EUPL-1.2 */
/* The two names of a couple, as they are typed: "Noor, Sam". Pure. */
#ifndef HV_CLI_NAMES_H
#define HV_CLI_NAMES_H

#include "words.h"

#define HV_NAME_SIZE 41 /* bytes of a name with its final zero */

/*
 * HV_WORD_COUNT: exactly two names with a comma between them, each of 1 to 40 bytes and not the
 * same. Otherwise the sentence that says what is not right, and `ret` is untouched.
 */
enum hv_word hv_names_read(const char *typed, char ret[2][HV_NAME_SIZE]);

#endif
