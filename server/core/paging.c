/* SPDX-License-Identifier: EUPL-1.2 */
#include "core/paging.h"

#include "core/disclosure.h"

enum {
    ROW_BYTES = 128 /* at least what an encoded row takes beside its content */
};

/* A row alone always fits, so every page but an empty one brings the reader further. */
void hv_paging_offer_at(struct hv_paging *page, uint32_t place, struct hv_read_row row, size_t size)
{
    if (place < page->key.from || page->next != 0) {
        return;
    }
    size += ROW_BYTES;
    if (page->row_count == page->key.most ||
        (page->row_count != 0 && page->size + size > HV_CONTENT_MAX)) {
        page->next = place;
        return;
    }
    page->rows[page->row_count++] = row;
    page->size += size;
}

void hv_paging_offer(struct hv_paging *page, struct hv_read_row row, size_t size)
{
    hv_paging_offer_at(page, page->seen++, row, size);
}
