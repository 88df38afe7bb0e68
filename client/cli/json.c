/* SPDX-License-Identifier: EUPL-1.2 */
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *bytes_of(const ProtobufCBinaryData *bytes)
{
    char *text = malloc(bytes->len * 2 + 1);
    json_t *value;

    if (text == NULL) {
        return json_null();
    }
    text[0] = '\0';
    for (size_t i = 0; i < bytes->len; i++) {
        snprintf(text + 2 * i, 3, "%02x", bytes->data[i]);
    }
    value = json_string(text);
    free(text);
    return value;
}

/* A number that stands for something, and that JSON's own numbers cannot hold. */
static json_t *fixed_of(uint64_t number)
{
    char text[17];

    snprintf(text, sizeof text, "%016llx", (unsigned long long)number);
    return json_string(text);
}

static json_t *enum_of(const ProtobufCFieldDescriptor *field, int number)
{
    const ProtobufCEnumValue *value =
        protobuf_c_enum_descriptor_get_value(field->descriptor, number);

    return value != NULL ? json_string(value->name) : json_integer(number);
}

/* One value of the field's type, at `member`. */
static json_t *value_of(const ProtobufCFieldDescriptor *field, const void *member)
{
    switch ((int)field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
        return json_integer(*(const int32_t *)member);
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        return json_integer(*(const uint32_t *)member);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
        return json_integer(*(const int64_t *)member);
    case PROTOBUF_C_TYPE_UINT64:
        return json_integer((json_int_t) * (const uint64_t *)member);
    case PROTOBUF_C_TYPE_FIXED64:
        return fixed_of(*(const uint64_t *)member);
    case PROTOBUF_C_TYPE_BOOL:
        return json_boolean(*(const protobuf_c_boolean *)member);
    case PROTOBUF_C_TYPE_ENUM:
        return enum_of(field, *(const int *)member);
    case PROTOBUF_C_TYPE_STRING:
        return json_string(*(char *const *)member);
    case PROTOBUF_C_TYPE_BYTES:
        return bytes_of(member);
    case PROTOBUF_C_TYPE_MESSAGE:
        return hv_json_of(*(const ProtobufCMessage *const *)member);
    default:
        return json_null();
    }
}

static size_t size_of(const ProtobufCFieldDescriptor *field)
{
    switch ((int)field->type) {
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_MESSAGE:
        return sizeof(void *);
    case PROTOBUF_C_TYPE_BYTES:
        return sizeof(ProtobufCBinaryData);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        return sizeof(int64_t);
    case PROTOBUF_C_TYPE_BOOL:
        return sizeof(protobuf_c_boolean);
    default:
        return sizeof(int32_t);
    }
}

static json_t *list_of(const ProtobufCFieldDescriptor *field, const ProtobufCMessage *message)
{
    const char *base = (const char *)message;
    size_t count;
    const char *items;
    json_t *list = json_array();

    memcpy(&count, base + field->quantifier_offset, sizeof count);
    memcpy(&items, base + field->offset, sizeof items);
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, value_of(field, items + i * size_of(field)));
    }
    return list;
}

static bool is_there(const ProtobufCFieldDescriptor *field, const ProtobufCMessage *message)
{
    const char *base = (const char *)message;
    const void *submessage;

    if ((field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0) {
        uint32_t chosen;

        memcpy(&chosen, base + field->quantifier_offset, sizeof chosen);
        return chosen == field->id;
    }
    if (field->type != PROTOBUF_C_TYPE_MESSAGE || field->label == PROTOBUF_C_LABEL_REPEATED) {
        return true;
    }
    memcpy(&submessage, base + field->offset, sizeof submessage);
    return submessage != NULL;
}

json_t *hv_json_of(const ProtobufCMessage *message)
{
    json_t *object = json_object();

    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];

        if (!is_there(field, message)) {
            continue;
        }
        json_object_set_new(object, field->name,
                            field->label == PROTOBUF_C_LABEL_REPEATED
                                ? list_of(field, message)
                                : value_of(field, (const char *)message + field->offset));
    }
    return object;
}

static void print(const char *name, json_t *value)
{
    json_t *object = json_object();

    json_object_set_new(object, name, value);
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    fflush(stdout);
    json_decref(object);
}

void hv_json_print(const char *name, const ProtobufCMessage *message)
{
    print(name, hv_json_of(message));
}

void hv_json_print_page(const struct hv_client_page *page)
{
    if (page->rows != NULL) {
        print("page", hv_json_of(&page->rows->base));
    } else if (page->groups != NULL) {
        print("page", hv_json_of(&page->groups->base));
    } else if (page->programmes != NULL) {
        print("page", hv_json_of(&page->programmes->base));
    } else if (page->exercises != NULL) {
        print("page", hv_json_of(&page->exercises->base));
    } else if (page->addresses != NULL) {
        print("page", hv_json_of(&page->addresses->base));
    } else if (page->second_factor != NULL) {
        print("page", hv_json_of(&page->second_factor->base));
    } else if (page->qr != NULL) {
        print("page", hv_json_of(&page->qr->base));
    }
}

void hv_json_print_reply(const struct hv_answered *answered, const char *link)
{
    const ProtobufCEnumValue *refusal = protobuf_c_enum_descriptor_get_value(
        &houvast__v1__refusal__descriptor, answered->reply->refusal);
    json_t *reply = json_object();

    json_object_set_new(reply, "done", json_boolean(answered->reply->outcome == HV_CLIENT_DONE));
    if (answered->reply->outcome == HV_CLIENT_REFUSED && refusal != NULL) {
        json_object_set_new(reply, "refusal", json_string(refusal->name));
    }
    if (answered->reply->number != 0) {
        json_object_set_new(reply, "number", json_integer(answered->reply->number));
    }
    if (link[0] != '\0') {
        json_object_set_new(reply, "link", json_string(link));
    }
    print("reply", reply);
}
