/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef HV_CLIENT_TOKEN_H
#define HV_CLIENT_TOKEN_H

#include "houvast/client.h"

/* Reads HV_CLIENT_TOKEN_TEXT_SIZE characters of base64url and a final zero. False: they are not
 * that, or not the one text of a token; `ret` is unspecified then. */
bool hv_client_token_parse(const char *text, uint8_t ret[HV_CLIENT_TOKEN_SIZE]);

#endif
