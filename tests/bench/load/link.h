/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Links: thousands of WebSocket clients on one epoll. A link carries whole messages; what they mean
 * is its dialect's, and what is done with them the workload's (load.h).
 *
 * Whatever goes wrong ends the program with one line: a figure of a run that lost something is
 * none.
 */
#ifndef HV_BENCH_LINK_H
#define HV_BENCH_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINK_MESSAGE_MAX (64 * 1024)

enum link_step {
    LINK_CONNECTING = 1,
    LINK_SECURING, /* TLS */
    LINK_SHAKING,  /* the upgrade */
    LINK_OPEN,
    LINK_GONE /* the server ended it, and that was to be expected */
};

struct load;
struct ssl_st;

/* What a link is to the workload. */
enum link_part {
    LINK_PUSHES = 1,  /* a group's facilitator */
    LINK_WATCHES = 2, /* gets what is pushed */
    LINK_ANSWERS = 4, /* has a seat */
    LINK_LOGS_IN = 8  /* comes with a passphrase (logins.h) */
};

struct link {
    struct load *load;
    enum link_part part;
    enum link_step step;
    int fd;
    struct ssl_st *tls;
    bool asked_to_write;
    bool joined;
    bool stalled;   /* never reads from when it has joined */
    uint8_t awaits; /* the dialect's: messages before it has joined */
    uint8_t *carry; /* the beginning of a message */
    uint32_t carried;
    uint8_t *unsent;
    uint32_t unsent_size;
    uint32_t group;
    const uint8_t *token;  /* of ours */
    const uint8_t *ticket; /* of the seat that is unlocked on it; NULL: none is */
    uint64_t base;         /* of ours: the revision it joined at */
    uint64_t sequence;     /* the last that was delivered, or answered */
    uint32_t stage;        /* of who pushes: where the group is */
    /* Of a seat: */
    uint32_t run, seat, revision;
    uint64_t asked_at; /* 0: nothing is under way */
};

/* Connects without waiting. */
void link_open(struct link *link);

enum link_opcode {
    LINK_TEXT = 1,
    LINK_BINARY = 2
};

/* One message, masked. */
void link_send(struct link *link, enum link_opcode opcode, const void *bytes, size_t size);

/* What epoll said of it. */
void link_turn(struct link *link, uint32_t events);

/* Ends without a word: RST, so that no port stays behind. */
void link_drop(struct link *link);

/* Ends the program with one line. */
_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
