/* SPDX-License-Identifier: EUPL-1.2 */
/* The admin socket of a server, asked by hand. */
#ifndef HV_TESTS_E2E_ADMIN_H
#define HV_TESTS_E2E_ADMIN_H

#include "server.h"
#include "site.h"

/* Connects to the socket at `path`; false: nobody listens there. */
bool admin_connect(struct raw *raw, const char *path);

/* Its path, when no other one was named. */
void admin_path(const struct server *server, char ret[PROGRAM_PATH]);

/* GET, HEAD or whatever `method` is of a page. To be given to reply_forget. */
void admin_ask(const struct server *server,
               const char *method,
               const char *page,
               struct reply *ret);

/* Sends bytes as they are, and reads the answer. */
void admin_send(const struct server *server, const void *bytes, size_t size, struct reply *ret);

#endif
