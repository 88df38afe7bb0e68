/* SPDX-License-Identifier: EUPL-1.2 */
/* A real houvastd with a folder of its own, on 127.0.0.1. */
#ifndef HV_TESTS_E2E_SERVER_H
#define HV_TESTS_E2E_SERVER_H

#include "program.h"

/* The man page: SIGTERM to the end. */
#define SERVER_STOP_MS 5000

struct server {
    struct program program;
    char folder[PROGRAM_PATH]; /* what follows is in it */
    char data[PROGRAM_PATH];
    char log[PROGRAM_PATH]; /* its standard error, of all its starts */
    uint16_t port;          /* 0 until it started; the same at each start */
    const char *flag;       /* one more option, or NULL */
    const char *programmes; /* the folder; NULL: that of the tree */
    char owner[256];        /* the owner's link; empty once a passphrase was set */
};

/* A folder, and nothing started. */
void server_make(struct server *server);

/* Starts it and waits until it listens: on a free port, from then on always on that. Fails with its
 * log when it does not. */
void server_start(struct server *server);

/* SIGTERM; fails unless it exits with 0 in time. */
void server_stop(struct server *server);

/* kill -9 */
void server_kill(struct server *server);

/* Waits for its end after a signal of the test's own. */
struct program_end server_end(struct server *server);

/* What stands in its log, to be freed. */
char *server_log(const struct server *server);

/* Its resident memory, bytes. */
size_t server_memory(const struct server *server);

/* Stops it if it runs, and removes the folder. */
void server_remove(struct server *server);

#endif
