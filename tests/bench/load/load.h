/* SPDX-License-Identifier: EUPL-1.2 */
/* One measurement: the links, the dialect of the server, and what the workload hears. */
#ifndef HV_BENCH_LOAD_H
#define HV_BENCH_LOAD_H

#include <jansson.h>
#include <sys/types.h>

#include "load/inside.h"
#include "load/kernel.h"
#include "load/link.h"
#include "load/plan.h"

/* How a server is spoken to. */
struct dialect {
    const char *word;        /* on the command line */
    const char *path;        /* that is upgraded */
    const char *subprotocol; /* NULL: none */
    /* The upgrade is done: begin to join. The answer leads to load_joined. */
    void (*on_open)(struct link *link);
    /* A whole message, valid until it returns. */
    void (*on_message)(struct link *link, const uint8_t *bytes, size_t size);
    /* Sends what goes to everyone in the group, as number `sequence`, from 1. */
    void (*push)(struct link *link, uint64_t sequence);
    /* Sends an answer that is to be acknowledged; NULL: it has no such thing. */
    void (*answer)(struct link *link, uint64_t sequence);
};

extern const struct dialect dialect_plain; /* floor.c and ws */
extern const struct dialect dialect_socketio;
extern const struct dialect dialect_mqtt;
extern const struct dialect dialect_houvast;

struct options {
    const char *workload;
    const struct dialect *dialect;
    uint16_t port;
    pid_t server;
    const char *plans[2]; /* of ours; NULL: none; `make` adds to the first */
    const char *admin;    /* of ours: its admin socket; NULL: not asked */
    const char *link;     /* of `make`: where the owner's link stands */
    bool tls;
    uint32_t groups, watchers; /* of a plan so many at most */
    uint32_t seats;            /* a group, of `make` */
    uint32_t first_group;      /* of `make`: the plan goes on from there */
    uint32_t announcement;     /* bytes, of `make` */
    uint32_t size;             /* bytes a pushed message, welcome included; ours says itself */
    double rate;               /* pushes a second and group; 0: as fast as it goes */
    uint32_t stalled;          /* watchers that never read */
    uint32_t lanes;            /* answers under way */
    double answer_rate;        /* answers a second, all seats together; 0: as fast as it goes */
    uint32_t logins;           /* at once; then it is measured until all are in */
    const char *passphrase;    /* of the owner; `make` sets it when it is given */
    double seconds, warm_up;
};

/* What the workload hears. */
struct workload {
    void (*on_joined)(struct link *link);
    void (*on_delivered)(struct link *link, uint64_t sequence);
    void (*on_pushed)(struct link *link); /* the server took it */
    void (*on_answered)(struct link *link, uint64_t sequence);
};

struct load {
    struct options options;
    struct workload workload;
    int epoll;
    struct plan plan;
    struct link *links;
    uint32_t link_count;
    uint32_t joined;
    uint64_t joining_bytes; /* that came before each had joined, frame heads not counted */
    uint64_t pushed_bytes;  /* of the last message that was delivered, frame head not counted */
    uint64_t now;           /* of this turn */
    struct kernel_moment from, to; /* what is measured */
    struct inside inside_from, inside_to;
};

/* ---- For workloads ---- */

/* Room for so many links; then load_add each. */
void load_init(struct load *load, uint32_t link_count);
struct link *load_add(struct load *load, enum link_part part, uint32_t group, const uint8_t *token);
/* The devices of the plan that have one of these parts, as far as the options
 * want so many groups, and watchers in each. */
void load_add_planned(struct load *load, unsigned parts);
/* Opens all links, `at_once` under way at a time, and waits until all have joined. */
void load_open_all(struct load *load, uint32_t at_once);
/* What comes until then, or `wait_until`, whichever is first; returns after each batch. */
void load_turn(struct load *load, uint64_t wait_until);
void load_close(struct load *load);
/* What is between these two is measured. */
void load_begin(struct load *load);
void load_end(struct load *load);

/* ---- For dialects ---- */

void load_joined(struct link *link);
void load_delivered(struct link *link, uint64_t sequence, size_t size);
void load_answered(struct link *link, uint64_t sequence);

/* ---- The workloads; each gives what it measured ---- */

json_t *measure_fanout(struct load *load);
json_t *measure_answers(struct load *load);
json_t *measure_idle(struct load *load);
json_t *measure_storm(struct load *load);
void make_groups(const struct options *options);

#endif
