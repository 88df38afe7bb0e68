/* SPDX-License-Identifier: EUPL-1.2 */
/* What the .proto files promise of every message, found by walking the descriptors. */
#include "named_fields.h"

#include "houvast/v1/limits.pb-c.h"

#include "codec/codec.h"
#include "codec/record.h"

static struct writer writer;

/* The messages of limits.proto itself hold numbers only, and cross nothing. */
#define EACH_MESSAGE(message)                                                                \
    for (const struct hv_proto_message *const *each_ = hv_proto_messages, *message = *each_; \
         message != NULL; message = *++each_)
#define EACH_FIELD(message, i) for (size_t i = 0; i < (message)->descriptor->n_fields; i++)

static void expect(const struct hv_proto_message *message,
                   const ProtobufCFieldDescriptor *field,
                   enum hv_proto_fault expected)
{
    struct hv_proto_place place = { NULL, NULL };
    const enum hv_proto_fault fault = hv_proto_check(message, writer.bytes, writer.size, &place);
    if (fault != expected)
        fail_msg("%s.%s: %s, not %s", message->descriptor->name, field->name,
                 hv_proto_fault_text(fault), hv_proto_fault_text(expected));
    if (expected != HV_PROTO_FINE) {
        assert_string_equal(place.message, message->descriptor->name);
        assert_string_equal(place.field, field->name);
    }
    writer.size = 0;
}

/* ---- The descriptors ---- */

static unsigned depth_of(const struct hv_proto_message *message, unsigned above)
{
    unsigned deepest = 1;
    if (above > 16)
        fail_msg("%s holds itself", message->descriptor->name);
    EACH_FIELD(message, i)
    {
        if (message->fields[i].message != NULL) {
            const unsigned depth = 1 + depth_of(message->fields[i].message, above + 1);
            deepest = depth > deepest ? depth : deepest;
        }
    }
    return deepest;
}

static void no_message_holds_itself(void **state)
{
    (void)state;
    unsigned deepest = 0;
    EACH_MESSAGE(message)
    {
        const unsigned depth = depth_of(message, 0);
        deepest = depth > deepest ? depth : deepest;
    }
    assert_true(deepest <= 9);
}

static void every_text_bytes_and_list_has_a_limit(void **state)
{
    (void)state;
    size_t limits = 0;
    EACH_MESSAGE(message)
    {
        EACH_FIELD(message, i)
        {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            const bool sized =
                field->type == PROTOBUF_C_TYPE_STRING || field->type == PROTOBUF_C_TYPE_BYTES;
            const bool listed = field->label == PROTOBUF_C_LABEL_REPEATED;
            if ((message->fields[i].max_bytes > 0) != sized ||
                (message->fields[i].max_items > 0) != listed)
                fail_msg("%s.%s: a limit lacks, or is of another kind of field",
                         message->descriptor->name, field->name);
            assert_true(message->fields[i].min_bytes <= message->fields[i].max_bytes);
            limits += sized || listed;
        }
    }
    assert_true(limits > 100);
}

/* The check counts what is set by oneof and by field: it has room for so many. */
static void every_message_fits_the_check(void **state)
{
    (void)state;
    EACH_MESSAGE(message)
    {
        assert_true(message->descriptor->n_fields <= 64);
        EACH_FIELD(message, i)
        {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            if (field->type == PROTOBUF_C_TYPE_MESSAGE)
                assert_ptr_equal(message->fields[i].message->descriptor, field->descriptor);
            else
                assert_null(message->fields[i].message);
        }
    }
}

/* ---- The check ---- */

/* A value that is right for any field of its type, and what stands before it. */
static void write_value(const struct hv_proto_message *message, size_t i)
{
    const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
    switch ((int)field->type) {
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_BYTES:
        write_filled(&writer, field->id, message->fields[i].min_bytes, 'a');
        break;
    case PROTOBUF_C_TYPE_MESSAGE:
        write_filled(&writer, field->id, 0, 0);
        break;
    case PROTOBUF_C_TYPE_FIXED64:
        write_tag(&writer, field->id, 1);
        for (int j = 0; j < 8; j++)
            write_byte(&writer, 1);
        break;
    default:
        write_tag(&writer, field->id, 0);
        write_number(&writer, 1);
        break;
    }
}

static void one_byte_over_a_limit_is_refused(void **state)
{
    (void)state;
    EACH_MESSAGE(message)
    {
        EACH_FIELD(message, i)
        {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            const struct hv_proto_field *limit = &message->fields[i];
            if (limit->max_bytes == 0 || limit->max_bytes >= sizeof writer.bytes - 16)
                continue;
            write_filled(&writer, field->id, limit->max_bytes, 'a');
            expect(message, field, HV_PROTO_FINE);
            write_filled(&writer, field->id, limit->max_bytes + 1, 'a');
            expect(message, field, HV_PROTO_TOO_LONG);
            if (limit->min_bytes > 0) {
                write_filled(&writer, field->id, limit->min_bytes - 1, 'a');
                expect(message, field, HV_PROTO_TOO_SHORT);
            }
            write_filled(&writer, field->id, 0, 0);
            expect(message, field, HV_PROTO_FINE);
        }
    }
}

static void one_item_over_a_limit_is_refused(void **state)
{
    (void)state;
    EACH_MESSAGE(message)
    {
        EACH_FIELD(message, i)
        {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            if (field->label != PROTOBUF_C_LABEL_REPEATED)
                continue;
            for (uint32_t over = 0; over <= 1; over++) {
                for (uint32_t item = 0; item < message->fields[i].max_items + over; item++)
                    write_value(message, i);
                expect(message, field, over ? HV_PROTO_TOO_MANY : HV_PROTO_FINE);
            }
        }
    }
}

/* The same limit when numbers stand under one tag. */
static void one_packed_number_over_a_limit_is_refused(void **state)
{
    (void)state;
    size_t lists = 0;
    EACH_MESSAGE(message)
    {
        EACH_FIELD(message, i)
        {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            if (field->type != PROTOBUF_C_TYPE_UINT32 && field->type != PROTOBUF_C_TYPE_SINT32)
                continue;
            if (field->label != PROTOBUF_C_LABEL_REPEATED)
                continue;
            write_filled(&writer, field->id, message->fields[i].max_items, 1);
            expect(message, field, HV_PROTO_FINE);
            write_filled(&writer, field->id, message->fields[i].max_items + 1, 1);
            expect(message, field, HV_PROTO_TOO_MANY);
            lists++;
        }
    }
    assert_true(lists >= 3);
}

static void text_is_utf8_without_control_characters(void **state)
{
    static const struct {
        const char *text;
        size_t size;
        enum hv_proto_fault fault;
    } rows[] = {
        { "een\tzin\n", 8, HV_PROTO_FINE },
        { "\xe2\x82\xac 3", 5, HV_PROTO_FINE },
        { "\xf0\x9f\xab\x82", 4, HV_PROTO_FINE },
        { "\xff", 1, HV_PROTO_NOT_UTF8 },
        { "\xe2\x82", 2, HV_PROTO_NOT_UTF8 },     /* cut off */
        { "\xc0\x80", 2, HV_PROTO_NOT_UTF8 },     /* a zero, written too long */
        { "\xed\xa0\x80", 3, HV_PROTO_NOT_UTF8 }, /* half of a pair */
        { "\xf4\x90\x80\x80", 4, HV_PROTO_NOT_UTF8 },
        { "a\0b", 3, HV_PROTO_CONTROL },
        { "\x1b[2J", 4, HV_PROTO_CONTROL },
        { "a\r", 2, HV_PROTO_CONTROL },
        { "\x7f", 1, HV_PROTO_CONTROL },
        { "\xc2\x9b", 2, HV_PROTO_CONTROL },
    };
    (void)state;
    EACH_MESSAGE(message)
    {
        EACH_FIELD(message, i)
        {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            if (field->type != PROTOBUF_C_TYPE_STRING)
                continue;
            for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
                if (rows[row].size > message->fields[i].max_bytes)
                    continue;
                write_filled(&writer, field->id, rows[row].size, 0);
                memcpy(writer.bytes + writer.size - rows[row].size, rows[row].text, rows[row].size);
                expect(message, field, rows[row].fault);
            }
        }
    }
}

static void numbers_are_known_and_fit(void **state)
{
    (void)state;
    EACH_MESSAGE(message)
    {
        EACH_FIELD(message, i)
        {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            uint64_t over = 0;
            const ProtobufCEnumDescriptor *values = field->descriptor;
            if (field->type == PROTOBUF_C_TYPE_ENUM)
                over = (uint64_t)values->values[values->n_values - 1].value + 1;
            else if (field->type == PROTOBUF_C_TYPE_BOOL)
                over = 2;
            else if (field->type == PROTOBUF_C_TYPE_UINT32 || field->type == PROTOBUF_C_TYPE_SINT32)
                over = UINT64_C(1) << 32;
            else
                continue;
            write_tag(&writer, field->id, 0);
            write_number(&writer, over - 1);
            expect(message, field, HV_PROTO_FINE);
            write_tag(&writer, field->id, 0);
            write_number(&writer, over);
            expect(message, field, HV_PROTO_UNKNOWN_NUMBER);
            write_tag(&writer, field->id, 0);
            write_number(&writer, UINT64_MAX);
            expect(message, field, HV_PROTO_UNKNOWN_NUMBER);
        }
    }
}

static void a_field_of_another_kind_is_malformed(void **state)
{
    (void)state;
    EACH_MESSAGE(message)
    {
        EACH_FIELD(message, i)
        {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            for (uint32_t wire_type = 3; wire_type <= 7; wire_type++) {
                write_tag(&writer, field->id, wire_type);
                for (int byte = 0; byte < 4; byte++)
                    write_byte(&writer, 0);
                expect(message, field, HV_PROTO_MALFORMED);
            }
        }
    }
}

static void a_field_or_oneof_stands_there_once(void **state)
{
    (void)state;
    EACH_MESSAGE(message)
    {
        EACH_FIELD(message, i)
        {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            if (field->label == PROTOBUF_C_LABEL_REPEATED)
                continue;
            write_value(message, i);
            write_value(message, i);
            expect(message, field, HV_PROTO_REPEATED);
            if (i > 0 && (field[-1].flags & field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0) {
                write_value(message, i - 1);
                write_value(message, i);
                expect(message, field, HV_PROTO_REPEATED);
            }
        }
    }
}

static void unknown_fields_are_skipped_up_to_a_number(void **state)
{
    (void)state;
    for (uint32_t over = 0; over <= 1; over++) {
        writer.size = 0;
        for (uint32_t i = 0; i < HV_PROTO_UNKNOWN_MAX + over; i++)
            write_filled(&writer, 1000 + i, i, 0xff);
        assert_int_equal(hv_proto_check(&hv_proto_text, writer.bytes, writer.size, NULL),
                         over ? HV_PROTO_TOO_MANY : HV_PROTO_FINE);
    }
    writer.size = 0;
}

static void a_tag_or_length_that_never_ends_is_malformed(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
    } rows[] = {
        { "\x80", 1 },                                          /* a tag cut off */
        { "\x8a\x80\x80\x80\x80\x00", 6 },                      /* a tag longer than it can be */
        { "\x00", 1 },                                          /* field 0 */
        { "\x18\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 11 }, /* a number of more than 64 bits */
        { "\x18\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00", 12 }, /* of more than 10 bytes */
        { "\x0a", 1 },                                              /* no length */
        { "\x0a\x01", 2 },                                          /* a length beyond the end */
        { "\x0a\xff\xff\xff\xff\x0f", 6 },                          /* the same, of 4 GiB */
        { "\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 10 }          /* the same, negative */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(
            hv_proto_check(&hv_proto_text, (const uint8_t *)rows[i].bytes, rows[i].size, NULL),
            HV_PROTO_MALFORMED);
    assert_int_equal(hv_proto_check(&hv_proto_text, NULL, 0, NULL), HV_PROTO_FINE);
}

/* ---- Limits that the core has too ---- */

static const struct hv_proto_field *limit_of(const struct hv_proto_message *message,
                                             const char *name)
{
    return &message->fields[field_named(message->descriptor, name) - message->descriptor->fields];
}

static void limits_agree_with_the_core(void **state)
{
    const struct {
        const struct hv_proto_message *message;
        const char *field;
        uint32_t bytes, items; /* 0: not compared */
    } rows[] = {
        { &hv_proto_add_unit, "names", HV_NAME_MAX, HV_MEMBERS_MAX },
        { &hv_proto_rename_seat, "name", HV_NAME_MAX, 0 },
        { &hv_proto_announce, "text", HV_ANNOUNCEMENT_MAX, 0 },
        { &hv_proto_stage_pane, "announcement", HV_ANNOUNCEMENT_MAX, 0 },
        { &hv_proto_write_wall, "text", HV_WALL_TEXT_MAX, 0 },
        { &hv_proto_wall_pane, "items", 0, HV_WALL_MAX },
        { &hv_proto_make_group, "title", HV_GROUP_TITLE_MAX, 0 },
        { &hv_proto_house_record, "title", HV_GROUP_TITLE_MAX, 0 },
        { &hv_proto_hello, "token", HV_TOKEN_SIZE, 0 },
        { &hv_proto_reply, "token", HV_TOKEN_SIZE, 0 },
        { &hv_proto_hello, "ticket", HV_TICKET_SIZE, 0 },
        { &hv_proto_reply, "ticket", HV_TICKET_SIZE, 0 },
        { &hv_proto_unlock_seat, "ticket", HV_TICKET_SIZE, 0 },
        { &hv_proto_read_row, "words", HV_WORDS_TEXT_MAX, 0 },
        { &hv_proto_recorded_new_words, "verifier", HV_WORDS_PROOF_MAX, 0 },
        { &hv_proto_recorded_unit_added, "words", 0, HV_MEMBERS_MAX },
        { &hv_proto_value, "text", 4 * HV_TEXT_MAX, 0 },
        { &hv_proto_value, "numbers", 0, HV_MARKERS_MAX },
        { &hv_proto_value, "options", 0, HV_OPTIONS_MAX },
        { &hv_proto_value, "cells", 0, HV_ROWS_MAX * HV_COLUMNS_MAX },
        { &hv_proto_definition, "fields", 0, HV_FIELDS_MAX },
        { &hv_proto_definition, "stages", 0, HV_STAGES_MAX },
        { &hv_proto_field, "options", 0, HV_OPTIONS_MAX },
        { &hv_proto_field, "columns", 0, HV_COLUMNS_MAX },
        { &hv_proto_unit_pane, "seats", 0, HV_MEMBERS_MAX },
        { &hv_proto_unit_pane, "opened", 0, HV_FIELDS_MAX * HV_MEMBERS_MAX },
        { &hv_proto_unit_pane, "joints", 0, HV_FIELDS_MAX },
        { &hv_proto_seat_pane, "envelopes", 0, HV_ROUNDS },
        { &hv_proto_board_pane, "steps", 0, HV_STEPS_MAX },
        { &hv_proto_board_pane, "units", 0, HV_UNITS_MAX },
        { &hv_proto_read_page, "rows", 0, HV_READ_ROWS_MAX },
        { &hv_proto_recorded_programme, "exercises", 0, HV_EXERCISES_MAX },
        { &hv_proto_recorded_programme, "meetings", 0, HV_MEETINGS_MAX },
        { &hv_proto_recorded_meeting, "steps", 0, HV_STEPS_MAX },
        { &hv_proto_recorded_exercise, "fields", 0, HV_FIELDS_MAX },
        { &hv_proto_recorded_exercise, "stages", 0, HV_STAGES_MAX },
        { &hv_proto_recorded_unit_added, "names", 0, HV_MEMBERS_MAX },
        { &hv_proto_recorded_new_card, "hash", HV_TOKEN_HASH_SIZE, 0 },
        { &hv_proto_recorded_new_card, "code", HV_CARD_CODE_SIZE, 0 },
        { &hv_proto_recorded_new_card, "pen_codes", HV_MEMBERS_MAX * HV_PEN_CODE_SIZE, 0 },
        { &hv_proto_recorded_device_placed, "pen_code", HV_PEN_CODE_SIZE, 0 },
        { &hv_proto_recorded_device_placed, "token_hash", HV_TOKEN_HASH_SIZE, 0 },
        { &hv_proto_farewell, "token", HV_TOKEN_SIZE, 0 },
        { &hv_proto_recorded_lobby_set, "code", HV_WALK_IN_CODE_SIZE, 0 },
        { &hv_proto_recorded_example, "answers", 0, HV_EXAMPLE_ANSWERS_MAX },
        { &hv_proto_example, "answers", 0, HV_EXAMPLE_ANSWERS_MAX },
        { &hv_proto_lobby, "code", HV_WALK_IN_CODE_SIZE, 0 },
        { &hv_proto_unit_seat, "pen_code", HV_PEN_CODE_SIZE, 0 },
        { &hv_proto_bind_pen, "code", HV_PEN_CODE_SIZE, 0 },
        { &hv_proto_board_pane, "guests", 0, HV_GUESTS_MAX },
        { &hv_proto_read_row, "code", HV_CARD_CODE_SIZE, 0 },
        { &hv_proto_read_row, "token", HV_SECRET_SIZE, 0 },
        { &hv_proto_read_row, "key", HV_SECRET_SIZE, 0 },
        { &hv_proto_recorded_joint_confirmed, "values", 0, HV_FIELDS_MAX * HV_MEMBERS_MAX },
        { &hv_proto_stored_record, "keys", 16, HV_RECORD_KEYS_MAX },
        { &hv_proto_stored_record, "previous", HV_RECORD_HASH_SIZE, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hv_proto_field *limit = limit_of(rows[i].message, rows[i].field);
        if (rows[i].bytes != 0)
            assert_int_equal(limit->max_bytes, rows[i].bytes);
        if (rows[i].items != 0)
            assert_int_equal(limit->max_items, rows[i].items);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_message_holds_itself),
        cmocka_unit_test(every_text_bytes_and_list_has_a_limit),
        cmocka_unit_test(every_message_fits_the_check),
        cmocka_unit_test(one_byte_over_a_limit_is_refused),
        cmocka_unit_test(one_item_over_a_limit_is_refused),
        cmocka_unit_test(one_packed_number_over_a_limit_is_refused),
        cmocka_unit_test(text_is_utf8_without_control_characters),
        cmocka_unit_test(numbers_are_known_and_fit),
        cmocka_unit_test(a_field_of_another_kind_is_malformed),
        cmocka_unit_test(a_field_or_oneof_stands_there_once),
        cmocka_unit_test(unknown_fields_are_skipped_up_to_a_number),
        cmocka_unit_test(a_tag_or_length_that_never_ends_is_malformed),
        cmocka_unit_test(limits_agree_with_the_core),
    };
    random_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
