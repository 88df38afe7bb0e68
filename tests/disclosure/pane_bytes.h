/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Panes and pages as bytes: every field of them, in one order. Two panes have the same bytes only
 * when they say the same; a text in a pane stands in its bytes as it is.
 */
#ifndef HV_TESTS_DISCLOSURE_PANE_BYTES_H
#define HV_TESTS_DISCLOSURE_PANE_BYTES_H

#include "core/group.h"

struct pane_bytes {
    uint8_t *data;
    size_t size;
    size_t room;
};

/* Each adds to `bytes`, which begins as all zero and is given back with pane_bytes_free. */
void pane_bytes_add(struct pane_bytes *bytes, const struct hv_pane *pane);
void pane_bytes_add_page(struct pane_bytes *bytes, const struct hv_read_page *page);
void pane_bytes_add_number(struct pane_bytes *bytes, int64_t number);
void pane_bytes_free(struct pane_bytes *bytes);

bool pane_bytes_have(const struct pane_bytes *bytes, struct hv_bytes text);
bool pane_bytes_equal(const struct pane_bytes *a, const struct pane_bytes *b);

#endif
