/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the server sends, as JSON: one line each, on standard output. A message becomes an object
 * with the names of its fields in proto/houvast/v1; enums are their names there, bytes are
 * hexadecimal, what is absent is left out.
 */
#ifndef HV_CLI_JSON_H
#define HV_CLI_JSON_H

#include <jansson.h>

#include "device.h"

/* A new reference. */
json_t *hv_json_of(const ProtobufCMessage *message);

/* {"<name>": {...}} */
void hv_json_print(const char *name, const ProtobufCMessage *message);

/* {"page": {...}} of whichever kind it is. */
void hv_json_print_page(const struct hv_client_page *page);

/* {"reply": {"done": true, "number": 3, "link": "..."}}, or with "refusal"; `link` may be empty. */
void hv_json_print_reply(const struct hv_answered *answered, const char *link);

#endif
