/* SPDX-License-Identifier: EUPL-1.2 */
#include "houvast/client.h"

const char *hv_client_status_text(enum hv_client_status status)
{
    switch (status) {
    case HV_CLIENT_OK:
        return "nothing is wrong";
    case HV_CLIENT_ENOMEM:
        return "there is no memory for it";
    case HV_CLIENT_EINVAL:
        return "an argument is not what was asked";
    case HV_CLIENT_ESTATE:
        return "this may not be done now";
    case HV_CLIENT_EFULL:
        return "too many requests wait for an answer";
    case HV_CLIENT_ETOOBIG:
        return "the message is too large to send";
    case HV_CLIENT_EPROTOCOL:
        return "the server sent something that is not of this protocol";
    case HV_CLIENT_EFAREWELL:
        return "the server said farewell";
    case HV_CLIENT_ELOOP:
        return "the event loop or libwebsockets failed";
    }
    return "something unknown is wrong";
}
