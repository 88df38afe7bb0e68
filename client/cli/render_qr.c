/* SPDX-License-Identifier: EUPL-1.2 */
/* A QR code in lines of text: two rows of modules a line. */
#include "render.h"

#include <stdlib.h>
#include <string.h>

enum {
    QUIET = 4, /* modules around it */
    SIDE_MOST = 177
};

/* What is light is drawn, so that it is light on the dark screen of most terminals; phones read it
 * the other way round as well. */
static bool is_light(const Houvast__V1__QrPage *qr, uint32_t row, uint32_t column)
{
    uint32_t at;

    if (row < QUIET || column < QUIET || row >= QUIET + qr->side || column >= QUIET + qr->side) {
        return true;
    }
    at = (row - QUIET) * qr->side + column - QUIET;
    return (qr->modules.data[at / 8] >> (7 - at % 8) & 1) == 0;
}

bool hv_render_qr(struct hv_page *page, const Houvast__V1__QrPage *qr)
{
    static const char *const blocks[] = { " ", "▄", "▀", "█" };
    uint32_t width = qr->side + 2 * QUIET;
    char line[3 * (SIDE_MOST + 2 * QUIET) + 1];

    if (qr->side == 0 || qr->side > SIDE_MOST || qr->modules.len * 8 < qr->side * qr->side ||
        width > page->width) {
        return false;
    }
    for (uint32_t row = 0; row < width; row += 2) {
        size_t size = 0;

        for (uint32_t column = 0; column < width; column++) {
            const char *block = blocks[(is_light(qr, row, column) ? 2 : 0) +
                                       (row + 1 < width && is_light(qr, row + 1, column) ? 1 : 0)];

            memcpy(line + size, block, strlen(block));
            size += strlen(block);
        }
        line[size] = '\0';
        hv_page_line(page, line);
    }
    return true;
}
