/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Stories: for each state of expectations.tsv a history of a hall that ends in it, with a canary in
 * every item. Two stories that differ only in one choice of struct story_choices differ only in
 * that secret.
 */
#ifndef HV_TESTS_DISCLOSURE_STORY_H
#define HV_TESTS_DISCLOSURE_STORY_H

#include "hall.h"

/* clang-format off */
#define STORY_CLASS_MAP(XX)                                                                        \
    XX(S) XX(F) XX(P) XX(J) XX(A) XX(G) XX(scale) XX(progress) XX(both_ready) XX(signal)           \
    XX(consent) XX(more_time) XX(pen_signal) XX(table_signal) XX(alias) XX(announcement) XX(spoken) XX(walk_in) XX(card)           \
    XX(pen_code) XX(spent_code) XX(outbox) XX(example) XX(example_rest) XX(split) XX(narrowing)

#define STORY_STATE_MAP(XX)                                                                        \
    XX(drafted) XX(reopened) XX(kept) XX(one_side) XX(ready) XX(sharing_closed) XX(opened)         \
    XX(opened_kept) XX(opened_alone) XX(aloud) XX(skipped) XX(short) XX(light) XX(erased)          \
    XX(joint_drafted) XX(joint_confirmed) XX(after_block) XX(round_kept) XX(picked_a)              \
    XX(picked_g) XX(taken_away) XX(wall_cleared) XX(after_run) XX(repeated) XX(break) XX(paused) XX(ended)    \
    XX(locked) XX(away) XX(one_partner) XX(unit_removed) XX(handled) XX(moved_back) XX(withdrawn)  \
    XX(narrowed) XX(narrowed_open) XX(nameless) XX(taken_back) XX(taken_back_open) XX(taken_back_after)              \
    XX(discarded_open) XX(discarded_after) XX(split) XX(split_open) XX(next_meeting)               \
    XX(closed_space)                                                                               \
    XX(turn_before) XX(turn_pending) XX(turn_own) XX(turn_past) XX(turn_kept) XX(turn_after)                     \
    XX(turn_split)

#define STORY_OBSERVER_MAP(XX)                                                                     \
    XX(author) XX(sitting) XX(partner) XX(table) XX(locked_pen) XX(other) XX(other_table) XX(facilitator)      \
    XX(co_facilitator) XX(projector) XX(observer) XX(removed) XX(stranger) XX(guest) XX(unbound)
/* clang-format on */

enum story_class {
#define XX(name) STORY_CLASS_##name,
    STORY_CLASS_MAP(XX) STORY_CLASSES
#undef XX
};

enum story_state {
#define XX(name) STORY_STATE_##name,
    STORY_STATE_MAP(XX) STORY_STATES
#undef XX
};

enum story_observer {
#define XX(name) STORY_OBSERVER_##name,
    STORY_OBSERVER_MAP(XX) STORY_OBSERVERS
#undef XX
};

/* What a twin of a story has otherwise. */
struct story_choices {
    uint8_t scale;         /* the author's answer to the A scale: 1, or 5 */
    enum hv_signal signal; /* at closing */
    bool author_closes;    /* in state `drafted`: the author closes, keeping everything */
    bool partner_closes;   /* in state `kept`: the partner closes too, keeping everything */
    bool withdraws;        /* the author withdraws consent at the end */
    bool more_time;        /* the author's table asks for more time at the end */
    bool splits;           /* a facilitator splits the author at the end */
    bool narrows;          /* a facilitator narrows a field that nobody answered, at the end */
    enum hv_signal from_pen, from_table; /* said from a page at the end, when it is something */
};

struct story {
    struct hall hall;
    enum story_state state;
    struct story_choices choices;
    uint16_t author, partner; /* seats 1 and 2, or 2 and 1 */
    bool pass;                /* the author's seat is unlocked on the table in the end */
    bool planted[STORY_CLASSES];
    struct hv_bytes found[STORY_CLASSES]; /* of the classes whose bytes no canary can be */
    uint8_t outbox[HV_KEY_SCOPE_BYTES];
    uint8_t canaries[STORY_CLASSES][HALL_CANARY];
};

/* Tells the story; false when there is none of this state with this author (a turn before the
 * first). To be freed either way. */
bool story_tell(struct story *story,
                uint64_t seed,
                enum story_state state,
                uint16_t author,
                bool pass,
                struct story_choices choices);
void story_free(struct story *story);

struct hv_bytes story_canary(const struct story *story, enum story_class item);

/* The devices that are this observer now, at most 3: none when it does not exist in this story. */
unsigned story_devices(const struct story *story, enum story_observer observer, uint16_t ret[3]);

#endif
