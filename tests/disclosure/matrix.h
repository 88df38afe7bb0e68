/* SPDX-License-Identifier: EUPL-1.2 */
/* expectations.tsv, expanded and held against what a group discloses. */
#ifndef HV_TESTS_DISCLOSURE_MATRIX_H
#define HV_TESTS_DISCLOSURE_MATRIX_H

#include "story.h"

/* What is judged: the four ways out of a group, the real ones or those with a fault planted in
 * them. */
struct disclosure {
    enum hv_code (*view)(const struct hv_group *group,
                         const struct hv_presence *presence,
                         struct hv_pane_key key,
                         struct hv_arena *arena,
                         struct hv_pane *ret);
    bool (*readers)(const struct hv_group *group, struct hv_pane_key key, uint16_t device);
    uint32_t (*panes)(const struct hv_group *group,
                      uint16_t device,
                      struct hv_pane_key ret[HV_PANES_MAX]);
    enum hv_code (*read)(const struct hv_group *group,
                         uint16_t device,
                         struct hv_read_key key,
                         struct hv_arena *arena,
                         enum hv_refusal *ret_refusal,
                         struct hv_read_page *ret);
};

struct matrix_count {
    unsigned cells;   /* looked at */
    unsigned leaks;   /* `never`, and it was there */
    unsigned missing; /* `must`, and it was not */
};

/* Judges every cell, for both orders of the seats and for pens and passes, or for `one_variant`
 * alone. `show` prints each cell that is wrong. Fails the test when the tables themselves are
 * wrong. */
struct matrix_count
matrix_judge(const struct disclosure *disclosure, uint64_t seed, bool one_variant, bool show);

#endif
