/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The way into a server, as far as it is typed: a link, or an address and then a code or the
 * passphrase and the code that goes with it. Pure: it says what to ask next, until a device can
 * come in.
 */
#ifndef HV_CLI_ENTRANCE_H
#define HV_CLI_ENTRANCE_H

#include "device.h"
#include "link_file.h"

/* By what people come in who have no link of their own. */
enum hv_entrance_way {
    HV_BY_LINK = 0, /* they cannot */
    HV_BY_CODE,     /* of a couple's card, or of the lobby */
    HV_BY_PASSPHRASE
};

enum hv_entrance_step {
    HV_ENTRANCE_LINK = 0,
    HV_ENTRANCE_CODE,
    HV_ENTRANCE_DEVICE, /* table or pen */
    HV_ENTRANCE_PASSPHRASE,
    HV_ENTRANCE_LOGIN_CODE, /* of the second factor; an empty line: there is none */
    HV_ENTRANCE_READY
};

struct hv_entrance {
    enum hv_entrance_way way;
    enum hv_entrance_step step; /* what is asked now */
    struct hv_link link;
    enum hv_client_device device;
    char typed[HV_CLIENT_PASSPHRASE_MAX + 1]; /* the code or passphrase */
    char login_code[HV_CLIENT_LOGIN_CODE_SIZE + 1];
};

/* A code of the second factor, without the spaces that people put in it. False: it is none. */
bool hv_login_code_read(const char *line, char ret_code[HV_CLIENT_LOGIN_CODE_SIZE + 1]);

/* Begins with a link, or with NULL: it is asked. False: this link has no way in here. */
bool hv_entrance_begin(struct hv_entrance *entrance,
                       enum hv_entrance_way way,
                       const struct hv_link *link);

/* Takes a line. HV_WORD_COUNT: on with the next step; otherwise the sentence that says what is not
 * right, and the same is asked once more. */
enum hv_word hv_entrance_take(struct hv_entrance *entrance, const char *line);

/* What stands before the place to type; `link` is the verb's own for a link. */
enum hv_word hv_entrance_ask(const struct hv_entrance *entrance, enum hv_word link);

/* What is typed now is not shown. */
bool hv_entrance_is_secret(const struct hv_entrance *entrance);

/* When it is ready: how the device comes in. Both are borrowed from the entrance. */
void hv_entrance_entry(const struct hv_entrance *entrance,
                       struct hv_client_arrival *ret_arrival,
                       struct hv_entry *ret_entry);

/* Forgets what is secret; where the server is stays known. */
void hv_entrance_wipe(struct hv_entrance *entrance);

/* The server did not admit it: what was typed is asked once more. False: nothing was. */
bool hv_entrance_again(struct hv_entrance *entrance);

#endif
