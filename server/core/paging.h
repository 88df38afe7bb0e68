/* SPDX-License-Identifier: EUPL-1.2 */
/* A page of a read while its rows are offered to it, one after the other. Private to core/. */
#ifndef HV_CORE_PAGING_H
#define HV_CORE_PAGING_H

#include "core/group_state.h"

struct hv_paging {
    struct hv_read_key key;
    struct hv_read_row *rows; /* room for key.most */
    uint32_t row_count;
    uint32_t seen; /* rows offered so far, where a row's place is its number among them */
    uint32_t next; /* place of the first row that did not fit; 0: all fitted */
    size_t size;
};

/* Offers the next row, of about `size` bytes of content; it is kept when it is of the page. */
void hv_paging_offer(struct hv_paging *page, struct hv_read_row row, size_t size);

/* Where rows come and go while pages are asked: `place` stays that of this row. They are offered in
 * the order of their places. */
void hv_paging_offer_at(struct hv_paging *page,
                        uint32_t place,
                        struct hv_read_row row,
                        size_t size);

#endif
