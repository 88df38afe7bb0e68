/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which key a piece of content is sealed with. The core names scopes; the vault turns a scope into
 * a key id, the host makes and destroys the keys. A key belongs to one owner, one run and one keep
 * class, and carries its own end (design.md 6).
 */
#ifndef HV_CORE_KEY_SCOPE_H
#define HV_CORE_KEY_SCOPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "core/programme.h"

enum hv_key_owner {
    HV_OWNER_LOG =
        1, /* bodies of records: everything that is not a part of its own; never ends by time */
    HV_OWNER_SEAT,        /* a seat's own values, its name (run 0, course), what its pen says to the
                             facilitators (run 0, signal) */
    HV_OWNER_UNIT,        /* joint fields until they are confirmed; what its members chose alike
                             (meeting); what its table says to the facilitators (run 0, signal) */
    HV_OWNER_FACILITATOR, /* announcement, lines written on the wall, notes */
    HV_OWNER_OUTBOX,      /* a seat's, of one evening: what its page keeps until it was sent. Seals
                             nothing in the journal */
    HV_OWNER_WORDS,       /* a seat's: the words on its slip, until they were used once */
    HV_OWNER_PERSON = 7   /* what facilitators say of the person in a seat (run 0, course) */
};

struct hv_key_scope {
    enum hv_key_owner owner;
    uint16_t number; /* of the seat or unit; 0 for the others */
    uint32_t run;    /* 0: belongs to no run */
    uint16_t
        meeting; /* how many meetings were opened when it was made (1 is the first); 0 before any */
    enum hv_round round;
    enum hv_keep keep;
    uint16_t generation; /* how often this envelope was reopened; an older generation's keys are
                            destroyed when a newer one closes. With run 0: how often signals of
                            this unit were seen to; of words and outboxes: the seat's life; of a
                            person, see hv_scope_person_note */
};

/* The generation of a seat's copies of confirmed joint values: no envelope gets that far, so
 * reopening one destroys no joint value. */
#define HV_GENERATION_JOINT 0xffffu

#define HV_KEY_SCOPE_BYTES 16

/* Canonical bytes of a scope, for the vault's key id. */
void hv_key_scope_bytes(const struct hv_key_scope *scope, uint8_t ret[HV_KEY_SCOPE_BYTES]);
bool hv_key_scope_equal(const struct hv_key_scope *a, const struct hv_key_scope *b);

/*
 * Content that is sealed on its own. In a decision `bytes` is the plain content and `gone` false.
 * In a replayed event `gone` is true when the key is not there any more; bytes are empty then.
 * evolve never branches on either. `present` false: there is no content at all (an answer said
 * aloud).
 */
struct hv_part {
    struct hv_key_scope scope;
    struct hv_bytes bytes;
    bool present;
    bool gone;
};

#endif
