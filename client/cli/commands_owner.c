/* SPDX-License-Identifier: EUPL-1.2 */
#include "commands.h"

#include <string.h>

#include "sending.h"

bool hv_send_set_passphrase(struct hv_device *device, const char *passphrase, const char *current)
{
    Houvast__V1__SetPassphrase what;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;

    houvast__v1__set_passphrase__init(&what);
    what.passphrase = hv_borrowed(passphrase);
    what.current = hv_borrowed(current);
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_PASSPHRASE;
    command.set_passphrase = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_send_set_second_factor(struct hv_device *device,
                               const uint8_t secret[HV_CLIENT_ID_SIZE],
                               const char *code,
                               const char *passphrase)
{
    Houvast__V1__SetSecondFactor what;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    uint8_t own_secret[HV_CLIENT_ID_SIZE];

    houvast__v1__set_second_factor__init(&what);
    memcpy(own_secret, secret, sizeof own_secret);
    what.secret = (ProtobufCBinaryData){ .len = sizeof own_secret, .data = own_secret };
    what.code = hv_borrowed(code);
    what.passphrase = hv_borrowed(passphrase);
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_SECOND_FACTOR;
    command.set_second_factor = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_send_drop_second_factor(struct hv_device *device, const char *code, const char *passphrase)
{
    Houvast__V1__DropSecondFactor what;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;

    houvast__v1__drop_second_factor__init(&what);
    what.code = hv_borrowed(code);
    what.passphrase = hv_borrowed(passphrase);
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_DROP_SECOND_FACTOR;
    command.drop_second_factor = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_send_enter_group(struct hv_device *device, const uint8_t log[16])
{
    Houvast__V1__EnterGroup what = HOUVAST__V1__ENTER_GROUP__INIT;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    uint8_t own_log[16];

    memcpy(own_log, log, sizeof own_log);
    what.log = (ProtobufCBinaryData){ .len = sizeof own_log, .data = own_log };
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_ENTER_GROUP;
    command.enter_group = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_send_make_group(struct hv_device *device,
                        const char *title,
                        const char *programme,
                        const uint8_t id[HV_CLIENT_ID_SIZE])
{
    Houvast__V1__MakeGroup what;
    Houvast__V1__HouseCommand command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    uint8_t own_id[HV_CLIENT_ID_SIZE];

    houvast__v1__make_group__init(&what);
    if (id != NULL) {
        memcpy(own_id, id, sizeof own_id);
        command.id.data = own_id;
        command.id.len = sizeof own_id;
    }
    what.title = hv_borrowed(title);
    what.programme = hv_borrowed(programme);
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
    command.make_group = &what;
    return hv_device_house_command(device, &command, 0);
}

bool hv_ask_read(struct hv_device *device, Houvast__V1__ReadKind kind, uint32_t run, uint32_t seat)
{
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;

    read.kind = kind;
    read.run = run;
    read.number = seat;
    return hv_device_read(device, &read);
}
