/* SPDX-License-Identifier: EUPL-1.2 */
#include "load/fields.h"

#include <string.h>

#include "load/link.h"

void fields_begin(struct fields *fields, const uint8_t *bytes, size_t size)
{
    *fields = (struct fields){ .at = bytes, .end = bytes + size };
}

static uint64_t varint(struct fields *fields)
{
    uint64_t number = 0;
    for (unsigned shift = 0; fields->at < fields->end && shift < 64; shift += 7) {
        uint8_t byte = *fields->at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0) {
            return number;
        }
    }
    give_up("a message of the server does not parse");
}

static const uint8_t *bytes(struct fields *fields, uint64_t size)
{
    const uint8_t *at = fields->at;
    if (size > (uint64_t)(fields->end - at)) {
        give_up("a message of the server does not parse");
    }
    fields->at += size;
    return at;
}

bool fields_next(struct fields *fields)
{
    if (fields->at == fields->end) {
        return false;
    }
    uint64_t tag = varint(fields);
    fields->field = (uint32_t)(tag >> 3);
    fields->bytes = NULL;
    switch (tag & 7) {
    case 0:
        fields->number = varint(fields);
        return true;
    case 1:
        memcpy(&fields->number, bytes(fields, 8), 8);
        return true;
    case 2:
        fields->size = varint(fields);
        fields->bytes = bytes(fields, fields->size);
        return true;
    default:
        give_up("a message of the server does not parse");
    }
}
