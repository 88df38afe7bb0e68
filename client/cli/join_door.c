/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages before a device has its place: of a guest, and of a pen without a seat. */
#include "join.h"

#include <strings.h>

#define PEN_CODE 4 /* symbols */

void join_show_door(struct join *join)
{
    const Houvast__V1__Welcome *welcome = hv_device_welcome(join->session.device);
    struct hv_page page = hv_session_page(&join->session);

    if (join->notice != HV_WORD_COUNT) {
        hv_page_say(&page, join->notice);
        hv_page_gap(&page);
    }
    if (join->mode == JOIN_BINDING) {
        hv_page_say(&page, HV_WORD_BIND_HOW);
    } else if (welcome != NULL) {
        hv_page_fill(&page, HV_WORD_GUEST_NUMBER, hv_digits(welcome->device).text);
    }
    join_put(join, &page);
}

void join_door_line(struct join *join, const char *line)
{
    if (strcasecmp(line, "stop") == 0 || strcasecmp(line, "quit") == 0) {
        hv_session_leave(&join->session);
    } else if (join->mode == JOIN_GUEST || line[0] == '\0') {
        join_show(join);
    } else if (hv_code_size(line) != PEN_CODE || !hv_send_bind_pen(join->session.device, line)) {
        join_tell(join, HV_WORD_BIND_SHORT);
    }
}
