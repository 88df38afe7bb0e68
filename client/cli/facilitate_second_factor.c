/* SPDX-License-Identifier: EUPL-1.2 */
#include "facilitate.h"

#include <string.h>
#include <strings.h>

#include "render.h"

static void ask(struct lead *lead, enum lead_mode mode)
{
    lead->mode = mode;
    lead_ask(lead);
}

static void begin(struct lead *lead, bool drops)
{
    lead->drops_second_factor = drops;
    hv_session_say(&lead->session,
                   drops ? HV_WORD_SECOND_FACTOR_IS_SET : HV_WORD_SECOND_FACTOR_FIRST);
    ask(lead, LEAD_CODE_PASSPHRASE);
}

bool lead_second_factor(struct lead *lead, const char *line)
{
    return strcasecmp(line, "code") == 0 &&
           hv_device_catalogue_read(lead->session.device,
                                    HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_SECOND_FACTOR);
}

void lead_second_factor_came(struct lead *lead, const Houvast__V1__SecondFactorPage *factor)
{
    struct hv_page page;

    if (factor->set) {
        begin(lead, true);
        return;
    }
    memcpy(lead->second_factor, factor->id.data, sizeof lead->second_factor);
    page = hv_session_page(&lead->session);
    hv_page_say(&page, HV_WORD_SECOND_FACTOR_HOW);
    hv_page_line(&page, factor->secret);
    hv_session_print(&lead->session, &page);
    hv_device_qr(lead->session.device, factor->uri, 0);
}

void lead_second_factor_drawn(struct lead *lead, const Houvast__V1__QrPage *qr)
{
    struct hv_page page = hv_session_page(&lead->session);

    if (!hv_render_qr(&page, qr)) {
        hv_page_say(&page, HV_WORD_QR_TOO_WIDE);
    }
    hv_session_print(&lead->session, &page);
    begin(lead, false);
}

void lead_take_code_passphrase(struct lead *lead, const char *line)
{
    if (lead_keep_passphrase(lead, line)) {
        ask(lead, LEAD_CODE);
    }
}

void lead_take_code(struct lead *lead, const char *line)
{
    char code[HV_CLIENT_LOGIN_CODE_SIZE + 1];

    if (line[0] != '\0' && !hv_login_code_read(line, code)) {
        hv_session_say(&lead->session, HV_WORD_LOGIN_CODE_HOW);
        return;
    }
    if (line[0] == '\0') {
        lead_choose(lead);
    } else if (lead->drops_second_factor) {
        hv_send_drop_second_factor(lead->session.device, code, lead->current_passphrase);
    } else {
        hv_send_set_second_factor(lead->session.device, lead->second_factor, code,
                                  lead->current_passphrase);
    }
    explicit_bzero(lead->current_passphrase, sizeof lead->current_passphrase);
}

void lead_code_answered(struct lead *lead, const struct hv_client_reply *reply)
{
    if (reply->outcome == HV_CLIENT_DONE) {
        hv_session_say(&lead->session, lead->drops_second_factor ? HV_WORD_SECOND_FACTOR_GONE
                                                                 : HV_WORD_SECOND_FACTOR_SET);
        lead_choose(lead);
    } else if (reply->outcome == HV_CLIENT_REFUSED &&
               reply->refusal == HOUVAST__V1__REFUSAL__REFUSAL_NOT_ACCEPTED) {
        ask(lead, LEAD_CODE_PASSPHRASE);
    } else {
        lead_choose(lead);
    }
}
