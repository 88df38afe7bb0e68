/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the terminal client would print of what a server sent. Each is drawn on a page of its own,
 * of which the text has to be clean: nothing that a terminal would obey.
 */
#ifndef HV_TESTS_FUZZ_SCREEN_H
#define HV_TESTS_FUZZ_SCREEN_H

#include "houvast/client.h"
#include "houvast/v1/wire.pb-c.h"

/* Every pane that the engine has now, with the questions of the exercise that is under way. */
void screen_draw_panes(struct hv_client *client);

void screen_draw_rows(struct hv_client *client, const Houvast__V1__ReadPage *rows);
void screen_draw_qr(const Houvast__V1__QrPage *qr);

#endif
