/* SPDX-License-Identifier: EUPL-1.2 */
#include "sending.h"

char *hv_borrowed(const char *text)
{
    return (char *)(uintptr_t)(text != NULL ? text : "");
}

/* In the oneof of a command every member is a pointer to a message. */
bool hv_send(struct hv_device *device,
             Houvast__V1__Command__WhatCase what_case,
             ProtobufCMessage *what,
             uint32_t tag)
{
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;

    command.what_case = what_case;
    command.add_unit = (Houvast__V1__AddUnit *)what;
    return hv_device_command(device, &command, tag);
}
