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

/* The same with the members of its message as designated initializers, as in
 *     HV_SEND(device, LOCK_SEAT, lock_seat, LockSeat, 0, .seat = seat) */
#define HV_SEND(device, CASE, name, Type, tag, ...)                                                \
    hv_send(device, HOUVAST__V1__COMMAND__WHAT_##CASE,                                             \
            &(Houvast__V1__##Type){                                                                \
                .base = PROTOBUF_C_MESSAGE_INIT(&houvast__v1__##name##__descriptor), __VA_ARGS__ } \
                 .base,                                                                            \
            tag)

/* The generated structs hold char *, and the library copies what it is given. NULL is ''. */
char *hv_borrowed(const char *text);

#endif
