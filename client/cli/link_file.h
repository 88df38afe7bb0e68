/* SPDX-License-Identifier: EUPL-1.2 */
/* Links, and the files in which they stand, so that they stand on no command line. */
#ifndef HV_CLI_LINK_FILE_H
#define HV_CLI_LINK_FILE_H

#include "words.h"

/* What the secret of a link is. In links for a browser a mark says so: #t. #c. #w. */
enum hv_link_kind {
    HV_LINK_TOKEN = 1, /* of a device, or the owner's */
    HV_LINK_CARD,      /* of a couple */
    HV_LINK_CODE,      /* that can be typed as well */
    HV_LINK_PLACE      /* there is none: only where the server is */
};

struct hv_link {
    enum hv_link_kind kind;
    struct hv_client_address address;           /* its token is empty, but of HV_LINK_TOKEN */
    char secret[HV_CLIENT_TOKEN_TEXT_SIZE + 1]; /* the card or the code; else empty */
};

/* Reads a link as somebody pasted it: spaces around it are allowed. False: it is none, or it names
 * no server. */
bool hv_link_read(const char *text, struct hv_link *ret);

/*
 * Reads the link that a file holds, on its first line that is not empty. False: `ret_problem` is a
 * sentence about the file, and `ret_errno` why it could not be opened or read, or 0.
 */
bool hv_link_file_read(const char *path,
                       struct hv_link *ret,
                       enum hv_word *ret_problem,
                       int *ret_errno);

/* The same, and says on standard error what is wrong: an exit code. */
int hv_link_file_open(const char *path, enum hv_client_language language, struct hv_link *ret);

/* Bytes of a link as text, final zero included. */
#define HV_LINK_TEXT_MAX (HV_CLIENT_ADDRESS_TEXT_MAX + 32)

/* Where a server is, as browsers write it: "http://host:port", without a usual port. */
void hv_link_write_place(const struct hv_client_address *address, char ret[HV_LINK_TEXT_MAX]);

/* A link that browsers and this program take: to the page "", "console" or "projector" of that
 * server, with this token. */
void hv_link_write(const struct hv_client_address *address,
                   const char *page,
                   const uint8_t token[HV_CLIENT_TOKEN_SIZE],
                   char ret[HV_LINK_TEXT_MAX]);

/* How many symbols a code has without what people put between them; 0: it is no code of this
 * server's. */
unsigned hv_code_size(const char *typed);

/* A code as it is read aloud: "ABCD EFGH". */
struct hv_spoken_code {
    char text[16];
};
struct hv_spoken_code hv_spoken_code(const char *code);

#endif
