/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A real houvastd that serves a folder of pages, and HTTP asked of it by hand. What is asked
 * wrongly is not made right here.
 */
#ifndef HV_TESTS_E2E_SITE_H
#define HV_TESTS_E2E_SITE_H

#include "raw.h"
#include "server.h"

#define SITE_BIG_SIZE  ((size_t)3 * 1024 * 1024)
#define SITE_BIG_PATH  "/assets/big-1.js"
#define SITE_GZIP      "\x1f\x8b short" /* of /assets/table-1.js */
#define REPLY_HEAD_MAX 8192

struct site {
    struct server server;
    char pages[PROGRAM_PATH]; /* the folder; beside it lies secret.html, which says "canary" */
    char flag[PROGRAM_PATH + 16];
    char *big; /* what SITE_BIG_PATH gives */
    struct raw raw;
};

/* What it serves besides. */
#define SITE_ROUTES 7
extern const struct site_route {
    const char *path, *type, *cache, *body;
} site_routes[SITE_ROUTES];

/* The folders and files; nothing started. */
void site_make(struct site *site);

/* Makes it, and starts it with --pages. */
void site_open(struct site *site);

/* Stops and removes it. */
void site_close(struct site *site);

struct reply {
    int status;                /* 0: the connection was closed without an answer */
    char head[REPLY_HEAD_MAX]; /* with all line breaks */
    char *body;                /* of test_malloc, with a zero byte behind it; NULL: none came */
    size_t size;
};

/* A GET, HEAD or whatever `method` is, on a connection of its own, with the right Host; `more` has
 * whole lines. To be given to reply_forget. */
void site_ask(struct site *site,
              const char *method,
              const char *path,
              const char *more,
              struct reply *ret);

/* The same in steps. */
void site_send(struct site *site,
               struct raw *raw,
               const char *method,
               const char *path,
               const char *more);
/* `bodiless`: it is an answer to HEAD. */
void reply_read(struct raw *raw, bool bodiless, struct reply *ret);
/* Its head alone; false: the connection was closed before it. */
bool reply_read_head(struct raw *raw, struct reply *reply);
/* Then its body, at most `most` bytes at a time; false: the connection was closed before its end.
 */
bool reply_read_body(struct raw *raw, struct reply *reply, size_t most);
void reply_forget(struct reply *reply);

/* The value of a header, up to the end of its line; NULL: it is not there. Fails when it stands
 * there twice. */
const char *reply_header(const struct reply *reply, const char *name);

/* Fails unless the header has just this value; NULL: unless it is not there. */
void reply_expect(const struct reply *reply, const char *name, const char *value);
void reply_expect_body(const struct reply *reply, const char *bytes, size_t size);

/* Fails unless what every answer says to browsers is there. `sockets` is what they may connect to
 * besides 'self', as it stands in the policy. */
void reply_expect_policy(const struct reply *reply, const char *sockets);

/* The `sockets` of a site without TLS. Static text. */
const char *site_sockets(const struct site *site);

/* Says Hello with the owner's link on an open socket; fails unless it is let in. */
void site_expect_welcome(const struct site *site, struct raw *raw);

#endif
