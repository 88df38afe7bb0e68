/* SPDX-License-Identifier: EUPL-1.2 */
#include "join.h"

#include <string.h>
#include <strings.h>

bool join_read_signal(const char *line, Houvast__V1__Signal *ret)
{
    if (line[0] == '\0' || strcmp(line, "1") == 0) {
        *ret = HOUVAST__V1__SIGNAL__SIGNAL_UNSPECIFIED;
    } else if (strcmp(line, "2") == 0) {
        *ret = HOUVAST__V1__SIGNAL__SIGNAL_TALK;
    } else if (strcmp(line, "3") == 0) {
        *ret = HOUVAST__V1__SIGNAL__SIGNAL_CALL;
    } else {
        return false;
    }
    return true;
}

bool join_begins_saying(const char *line)
{
    return strcasecmp(line, "begeleider") == 0 || strcasecmp(line, "facilitator") == 0;
}

void join_show_saying(struct join *join)
{
    struct hv_page page = hv_session_page(&join->session);

    hv_page_say(&page, HV_WORD_SIGNAL_ASK);
    hv_page_gap(&page);
    hv_page_say(&page, join->is_table ? HV_WORD_SIGNAL_WHO_TABLE : HV_WORD_SIGNAL_WHO_PEN);
    hv_page_say(&page, HV_WORD_SIGNAL_HELP);
    join_put(join, &page);
}

/* Whatever was said, the page is as it was. */
void join_saying_line(struct join *join, const char *line)
{
    Houvast__V1__Signal signal;

    if (!join_read_signal(line, &signal)) {
        hv_session_say(&join->session, HV_WORD_SIGNAL_HOW);
        return;
    }
    hv_send_signal(join->session.device, signal);
    join->says = false;
    join_show(join);
}
