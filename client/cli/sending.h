/* SPDX-License-Identifier: EUPL-1.2 */
/* How each command of commands.h goes out. */
#ifndef HV_CLI_SENDING_H
#define HV_CLI_SENDING_H

#include "device.h"

/* Sends a command; `what` is the message that this member of its oneof takes. Nothing is kept of
 * it. Returns as hv_device_command. */
bool hv_send(struct hv_device *device,
             Houvast__V1__Command__WhatCase what_case,
             ProtobufCMessage *what,
             uint32_t tag);

/* The generated structs hold char *, and the library copies what it is given. NULL is ''. */
char *hv_borrowed(const char *text);

#endif
