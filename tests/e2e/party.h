/* SPDX-License-Identifier: EUPL-1.2 */
/* A group of couples on an evening: a facilitator, and every partner with a pen. */
#ifndef HV_TESTS_E2E_PARTY_H
#define HV_TESTS_E2E_PARTY_H

#include "crowd.h"

#define PARTY_COUPLES_MAX 8

struct partner {
    struct guest *pen;
    uint32_t unit;
    uint32_t seat;
    uint32_t revision; /* the last that was sent */
    char words[41];    /* on their slip */
};

struct party {
    struct crowd *crowd;
    struct guest *leader;
    uint32_t partner_count; /* two a couple, in order */
    struct partner partners[2 * PARTY_COUPLES_MAX];
    uint32_t run;
    uint32_t field; /* the one in which they write: the text `moment` of bond_story */
};

/* The owner makes a group; a facilitator, and a pen for everyone, come in. Names are "<title>
 * <number>". */
void party_make(struct party *party, struct crowd *crowd, const char *title, uint32_t couples);

/* An evening opens: everyone is here, unlocks, and consents. */
void party_begin(struct party *party);

/* A partner types the words; also where the page of the pen was loaded anew. */
void partner_unlock(struct partner *partner);

/* Starts an exercise and takes everyone to where they are alone. */
void party_push(struct party *party, const char *exercise);

/* Everyone begins to write, in bond_story. */
void party_write(struct party *party);

/* The next revision of a partner's text. */
struct answer partner_save(struct party *party, struct partner *partner, const char *text);

/* The same without waiting; false: not now. */
bool partner_send(struct party *party,
                  struct partner *partner,
                  const char *text,
                  uint8_t ret_id[HV_CLIENT_ID_SIZE]);

/* What the partner's own page says they wrote in the field; NULL: nothing, or there is no page. */
const char *partner_work(const struct party *party, const struct partner *partner);

/* For crowd_wait. Everyone's page is where party_write left it: in this run, in the same stage,
 * with their seat unlocked. */
bool party_is_in_place(void *party);

/* The same, and who ever wrote has it on the page; which comes at coming back only. */
bool party_has_its_work(void *party);

/* A device for the group; its token. */
void party_invite(struct party *party,
                  Houvast__V1__Role role,
                  uint32_t unit,
                  uint32_t seat,
                  char *ret_token);

#endif
