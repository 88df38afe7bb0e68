/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every sentence that this program says, in Dutch and English. A {} in a sentence is filled in by
 * whoever says it (page.h). Dutch for participants is B1, in the je-form, short.
 */
#ifndef HV_CLI_WORDS_H
#define HV_CLI_WORDS_H

#include "houvast/client.h"
#include "words_table.h"

enum hv_word {
#define XX(name, nl, en) HV_WORD_##name,
    HV_WORDS_MAP(XX)
#undef XX
    HV_WORD_COUNT
};

/* Never NULL. */
const char *hv_word(enum hv_word word, enum hv_client_language language);

/* The sentence for a Refusal, and for a FarewellReason, by their numbers in wire.proto. */
enum hv_word hv_word_of_refusal(int refusal);
enum hv_word hv_word_of_farewell(int farewell);

#endif
