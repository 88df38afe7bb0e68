/* SPDX-License-Identifier: EUPL-1.2 */
/* Frames from clients: what each kind becomes, and every way in which a frame is no message. */
#include "named_fields.h"

#include "houvast/v1/wire.pb-c.h"

#include "codec/codec.h"

static struct hv_arena arena;
static const uint8_t an_id[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };

static int make_arena(void **state)
{
    (void)state;
    hv_arena_init(&arena, HV_DECODE_ARENA_MAX);
    return 0;
}

static int free_arena(void **state)
{
    (void)state;
    hv_arena_free(&arena);
    return 0;
}

static enum hv_code decode(const uint8_t *bytes, size_t size, struct hv_message *ret)
{
    struct hv_error error = { .code = HV_OK };
    const enum hv_code code =
        hv_codec_message_decode((struct hv_bytes){ bytes, size }, &arena, &error, ret);
    assert_int_equal(error.code, code);
    assert_int_equal(error.text[0] != '\0', code != HV_OK);
    return code;
}

static enum hv_code decode_message(const Houvast__V1__ClientMessage *message,
                                   struct hv_message *ret)
{
    static uint8_t bytes[64 * 1024];
    assert_true(houvast__v1__client_message__get_packed_size(message) <= sizeof bytes);
    return decode(bytes, houvast__v1__client_message__pack(message, bytes), ret);
}

static ProtobufCBinaryData binary(const uint8_t *bytes, size_t size)
{
    ProtobufCBinaryData data = { .len = size };
    memcpy(&data.data, &bytes, sizeof data.data);
    return data;
}

#define MESSAGE(wire, member, MEMBER)                                    \
    Houvast__V1__ClientMessage wire = HOUVAST__V1__CLIENT_MESSAGE__INIT; \
    wire.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_##MEMBER;   \
    wire.member = &member

/* ---- Kinds ---- */

static void a_hello_gives_versions_language_and_both_halves_of_the_token(void **state)
{
    uint8_t token[HV_TOKEN_SIZE];
    Houvast__V1__Hello hello = HOUVAST__V1__HELLO__INIT;
    MESSAGE(wire, hello, HELLO);
    struct hv_message message;
    (void)state;
    for (size_t i = 0; i < sizeof token; i++)
        token[i] = (uint8_t)(200 - i);
    hello.version_from = 1;
    hello.version_to = 3;
    hello.token = binary(token, sizeof token);
    hello.language = HOUVAST__V1__LANGUAGE__LANGUAGE_EN;
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_int_equal(message.kind, HV_MESSAGE_HELLO);
    assert_int_equal(message.hello.version_from, 1);
    assert_int_equal(message.hello.version_to, 3);
    assert_int_equal(message.hello.language, HV_LANGUAGE_EN);
    assert_memory_equal(message.hello.log.b, token, 16);
    assert_memory_equal(message.hello.secret, token + 16, 16);

    hello.language = HOUVAST__V1__LANGUAGE__LANGUAGE_UNSPECIFIED;
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_int_equal(message.hello.language, HV_LANGUAGE_NL);
    hello.token.len = 0;
    assert_int_equal(decode_message(&wire, &message), HV_EPROTOCOL);
    hello.token.len = 31;
    assert_int_equal(decode_message(&wire, &message), HV_EPROTOCOL);
}

static void a_house_command_makes_a_group(void **state)
{
    char title[] = "Najaar", programme[] = "houd-me-vast";
    Houvast__V1__MakeGroup make_group = HOUVAST__V1__MAKE_GROUP__INIT;
    Houvast__V1__HouseCommand house_command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    MESSAGE(wire, house_command, HOUSE_COMMAND);
    struct hv_message message;
    (void)state;
    house_command.id = binary(an_id, sizeof an_id);
    assert_int_equal(decode_message(&wire, &message), HV_EPROTOCOL); /* asks nothing */
    house_command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_MAKE_GROUP;
    house_command.make_group = &make_group;
    make_group.title = title;
    make_group.programme = programme;
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_int_equal(message.kind, HV_MESSAGE_HOUSE_COMMAND);
    assert_memory_equal(message.id.b, an_id, 16);
    assert_int_equal(message.house_command.type, HV_HOUSE_COMMAND_MAKE_GROUP);
    assert_true(hv_bytes_equal(message.house_command.make_group.title, hv_bytes_from_text(title)));
    assert_true(
        hv_bytes_equal(message.house_command.make_group.programme, hv_bytes_from_text(programme)));
}

static void a_house_command_is_about_the_owner_himself(void **state)
{
    char words[] = "zés rode vissen";
    char none[] = "";
    Houvast__V1__SetPassphrase set = HOUVAST__V1__SET_PASSPHRASE__INIT;
    Houvast__V1__EnterGroup enter = HOUVAST__V1__ENTER_GROUP__INIT;
    Houvast__V1__Logout logout = HOUVAST__V1__LOGOUT__INIT;
    Houvast__V1__SetSecondFactor factor = HOUVAST__V1__SET_SECOND_FACTOR__INIT;
    Houvast__V1__DropSecondFactor drop = HOUVAST__V1__DROP_SECOND_FACTOR__INIT;
    char code[] = "287082";
    Houvast__V1__HouseCommand house_command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    MESSAGE(wire, house_command, HOUSE_COMMAND);
    struct hv_message message;
    (void)state;
    house_command.id = binary(an_id, sizeof an_id);
    house_command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_PASSPHRASE;
    house_command.set_passphrase = &set;
    set.passphrase = words;
    set.current = code;
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_true(hv_bytes_equal(message.house_command.current, hv_bytes_from_text(code)));
    assert_int_equal(message.house_command.type, HV_HOUSE_COMMAND_SET_PASSPHRASE);
    assert_true(hv_bytes_equal(message.house_command.passphrase, hv_bytes_from_text(words)));
    assert_int_equal(message.house_command.passphrase_length, 15); /* code points, not bytes */
    set.passphrase = none;
    assert_int_equal(decode_message(&wire, &message), HV_EPROTOCOL);

    house_command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_ENTER_GROUP;
    house_command.enter_group = &enter;
    assert_int_equal(decode_message(&wire, &message), HV_EPROTOCOL);
    enter.log = binary(an_id, sizeof an_id);
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_int_equal(message.house_command.type, HV_HOUSE_COMMAND_ENTER_GROUP);
    assert_memory_equal(message.house_command.log.b, an_id, 16);

    house_command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_LOGOUT;
    house_command.logout = &logout;
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_int_equal(message.house_command.type, HV_HOUSE_COMMAND_LOGOUT);

    house_command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_SECOND_FACTOR;
    house_command.set_second_factor = &factor;
    factor.code = code;
    assert_int_equal(decode_message(&wire, &message), HV_EPROTOCOL); /* of which secret? */
    factor.secret = binary(an_id, sizeof an_id);
    factor.passphrase = words;
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_int_equal(message.house_command.type, HV_HOUSE_COMMAND_SET_SECOND_FACTOR);
    assert_memory_equal(message.house_command.secret.b, an_id, 16);
    assert_true(hv_bytes_equal(message.house_command.code, hv_bytes_from_text(code)));
    assert_true(hv_bytes_equal(message.house_command.current, hv_bytes_from_text(words)));

    house_command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_DROP_SECOND_FACTOR;
    house_command.drop_second_factor = &drop;
    drop.code = code;
    drop.passphrase = words;
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_int_equal(message.house_command.type, HV_HOUSE_COMMAND_DROP_SECOND_FACTOR);
    assert_true(hv_bytes_equal(message.house_command.code, hv_bytes_from_text(code)));
    assert_true(hv_bytes_equal(message.house_command.current, hv_bytes_from_text(words)));
}

static void who_arrives_has_a_card_or_a_code(void **state)
{
    uint8_t card[HV_TOKEN_SIZE];
    char code[] = "K7QX2MPR", none[] = "";
    Houvast__V1__Arrive arrive = HOUVAST__V1__ARRIVE__INIT;
    MESSAGE(wire, arrive, ARRIVE);
    struct hv_message message;
    const struct {
        bool card;
        char *code;
        Houvast__V1__Role role;
        enum hv_code result;
    } rows[] = {
        { true, none, HOUVAST__V1__ROLE__ROLE_TABLE, HV_OK },
        { false, code, HOUVAST__V1__ROLE__ROLE_PEN, HV_OK },
        { true, code, HOUVAST__V1__ROLE__ROLE_PEN, HV_EPROTOCOL },
        { false, none, HOUVAST__V1__ROLE__ROLE_PEN, HV_EPROTOCOL },
        { true, none, HOUVAST__V1__ROLE__ROLE_UNSPECIFIED, HV_EPROTOCOL },
        { true, none, HOUVAST__V1__ROLE__ROLE_FACILITATOR, HV_EPROTOCOL },
        { true, none, HOUVAST__V1__ROLE__ROLE_GUEST, HV_EPROTOCOL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof card; i++)
        card[i] = (uint8_t)(200 - i);
    arrive.version_from = arrive.version_to = 1;
    arrive.id = binary(an_id, sizeof an_id);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        arrive.card = binary(card, rows[i].card ? sizeof card : 0);
        arrive.code = rows[i].code;
        arrive.role = rows[i].role;
        assert_int_equal(decode_message(&wire, &message), rows[i].result);
        if (rows[i].result != HV_OK)
            continue;
        assert_int_equal(message.kind, HV_MESSAGE_ARRIVE);
        assert_int_equal(message.arrival.by_card, rows[i].card);
        assert_int_equal(message.arrival.role, rows[i].role);
        assert_int_equal(message.arrival.version_to, 1);
        assert_true(hv_bytes_equal(message.arrival.code, hv_bytes_from_text(rows[i].code)));
        if (rows[i].card) {
            assert_memory_equal(message.arrival.log.b, card, 16);
            assert_memory_equal(message.arrival.secret, card + 16, 16);
        }
    }
}

static void a_login_and_a_qr_read_are_not_empty(void **state)
{
    char words[] = "zes rode vissen", code[] = "287082", none[] = "";
    Houvast__V1__Login login = HOUVAST__V1__LOGIN__INIT;
    Houvast__V1__QrRead qr_read = HOUVAST__V1__QR_READ__INIT;
    MESSAGE(of_login, login, LOGIN);
    MESSAGE(of_qr, qr_read, QR_READ);
    struct hv_message message;
    (void)state;
    login.id = qr_read.id = binary(an_id, sizeof an_id);
    login.passphrase = qr_read.text = words;
    assert_int_equal(decode_message(&of_login, &message), HV_OK);
    assert_int_equal(message.kind, HV_MESSAGE_LOGIN);
    assert_true(hv_bytes_equal(message.login.passphrase, hv_bytes_from_text(words)));
    assert_int_equal(message.login.code.size, 0);
    login.code = code;
    assert_int_equal(decode_message(&of_login, &message), HV_OK);
    assert_true(hv_bytes_equal(message.login.code, hv_bytes_from_text(code)));
    assert_int_equal(decode_message(&of_qr, &message), HV_OK);
    assert_int_equal(message.kind, HV_MESSAGE_QR_READ);
    assert_true(hv_bytes_equal(message.qr_text, hv_bytes_from_text(words)));
    login.passphrase = qr_read.text = none;
    assert_int_equal(decode_message(&of_login, &message), HV_EPROTOCOL);
    assert_int_equal(decode_message(&of_qr, &message), HV_EPROTOCOL);
}

static void a_read_keeps_within_its_numbers(void **state)
{
    static const struct {
        Houvast__V1__ReadKind kind;
        uint32_t number, from, most;
        enum hv_code code;
    } rows[] = {
        { HOUVAST__V1__READ_KIND__READ_KIND_OWN_WORK, 65535, 7, 64, HV_OK },
        { HOUVAST__V1__READ_KIND__READ_KIND_CARDS, 0, UINT32_MAX, 1, HV_OK },
        { HOUVAST__V1__READ_KIND__READ_KIND_UNSPECIFIED, 0, 0, 1, HV_EPROTOCOL },
        { HOUVAST__V1__READ_KIND__READ_KIND_NOTES, 65536, 0, 1, HV_EPROTOCOL },
        { HOUVAST__V1__READ_KIND__READ_KIND_NOTES, 0, 0, 0, HV_EPROTOCOL },
        { HOUVAST__V1__READ_KIND__READ_KIND_NOTES, 0, 0, 65, HV_EPROTOCOL },
    };
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    MESSAGE(wire, read, READ);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hv_message message;
        read.id = binary(an_id, sizeof an_id);
        read.run = 9;
        read.kind = rows[i].kind;
        read.number = rows[i].number;
        read.from = rows[i].from;
        read.most = rows[i].most;
        assert_int_equal(decode_message(&wire, &message), rows[i].code);
        if (rows[i].code != HV_OK)
            continue;
        assert_int_equal(message.kind, HV_MESSAGE_READ);
        assert_int_equal(message.read.kind, rows[i].kind);
        assert_int_equal(message.read.run, 9);
        assert_int_equal(message.read.number, rows[i].number);
        assert_int_equal(message.read.from, rows[i].from);
        assert_int_equal(message.read.most, rows[i].most);
    }
}

static void a_catalogue_read_says_of_what(void **state)
{
    Houvast__V1__CatalogueRead catalogue_read = HOUVAST__V1__CATALOGUE_READ__INIT;
    MESSAGE(wire, catalogue_read, CATALOGUE_READ);
    struct hv_message message;
    (void)state;
    catalogue_read.id = binary(an_id, sizeof an_id);
    catalogue_read.from = 64;
    assert_int_equal(decode_message(&wire, &message), HV_EPROTOCOL);
    catalogue_read.kind = HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_GROUPS;
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_int_equal(message.kind, HV_MESSAGE_CATALOGUE_READ);
    assert_int_equal(message.catalogue_read.kind, HV_CATALOGUE_GROUPS);
    assert_int_equal(message.catalogue_read.from, 64);
}

/* Every message that has an id has to have one, and not zeros. */
static void an_id_is_there_whole(void **state)
{
    static const uint8_t zeros[16];
    const struct {
        const uint8_t *bytes;
        size_t size;
        enum hv_code code;
    } rows[] = {
        { an_id, 16, HV_OK },
        { an_id, 15, HV_EPROTOCOL },
        { an_id, 0, HV_EPROTOCOL },
        { zeros, 16, HV_EPROTOCOL },
    };
    Houvast__V1__EndMeeting end_meeting = HOUVAST__V1__END_MEETING__INIT;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    Houvast__V1__Read read = HOUVAST__V1__READ__INIT;
    Houvast__V1__CatalogueRead catalogue_read = HOUVAST__V1__CATALOGUE_READ__INIT;
    MESSAGE(of_command, command, COMMAND);
    MESSAGE(of_read, read, READ);
    MESSAGE(of_catalogue, catalogue_read, CATALOGUE_READ);
    (void)state;
    command.what_case = HOUVAST__V1__COMMAND__WHAT_END_MEETING;
    command.end_meeting = &end_meeting;
    read.kind = HOUVAST__V1__READ_KIND__READ_KIND_ROSTER;
    read.most = 1;
    catalogue_read.kind = HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_EXERCISES;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hv_message message;
        command.id = read.id = catalogue_read.id = binary(rows[i].bytes, rows[i].size);
        assert_int_equal(decode_message(&of_command, &message), rows[i].code);
        assert_int_equal(decode_message(&of_read, &message), rows[i].code);
        assert_int_equal(decode_message(&of_catalogue, &message), rows[i].code);
    }
}

/* ---- Frames that are no messages ---- */

static void a_frame_without_a_known_message_is_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
    } rows[] = {
        { "", 0 },
        { "\xa2\x06\x00", 3 },           /* a message of a later version: field 100 */
        { "\x12\x00", 2 },               /* a command that asks nothing */
        { "{\"hello\":1}", 11 },         /* text */
        { "GET / HTTP/1.1\r\n\r\n", 18 } /* text of another protocol */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hv_message message;
        assert_int_equal(decode((const uint8_t *)rows[i].bytes, rows[i].size, &message),
                         HV_EPROTOCOL);
    }
}

static size_t padded_command(uint8_t *bytes, uint8_t *padding, size_t size)
{
    char text[] = "tot zo";
    Houvast__V1__Announce announce = HOUVAST__V1__ANNOUNCE__INIT;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    MESSAGE(wire, command, COMMAND);
    announce.text = text;
    command.id = binary(an_id, sizeof an_id);
    command.padding = binary(padding, size);
    command.what_case = HOUVAST__V1__COMMAND__WHAT_ANNOUNCE;
    command.announce = &announce;
    return houvast__v1__client_message__pack(&wire, bytes);
}

static void padding_is_ignored_and_frames_have_a_largest_size(void **state)
{
    static uint8_t bytes[2 * HV_FRAME_IN_MAX], padding[HV_FRAME_IN_MAX];
    struct hv_message message;
    (void)state;
    assert_int_equal(decode(bytes, padded_command(bytes, padding, 0), &message), HV_OK);
    assert_int_equal(decode(bytes, padded_command(bytes, padding, 8192), &message), HV_OK);
    assert_int_equal(decode(bytes, padded_command(bytes, padding, 8193), &message), HV_EPROTOCOL);

    /* Filled up with a field that is not known, to the last byte. */
    for (size_t over = 0; over <= 1; over++) {
        size_t size = padded_command(bytes, padding, 0);
        const size_t rest = HV_FRAME_IN_MAX + over - size - 5;
        bytes[size++] = 0xa2;
        bytes[size++] = 0x06;
        bytes[size++] = (uint8_t)(rest | 0x80);
        bytes[size++] = (uint8_t)(rest >> 7 | 0x80);
        bytes[size++] = (uint8_t)(rest >> 14);
        size += rest;
        assert_int_equal(size, HV_FRAME_IN_MAX + over);
        assert_int_equal(decode(bytes, size, &message), over ? HV_EPROTOCOL : HV_OK);
    }
}

/* Cut off anywhere, a frame of one message is none. */
static void a_frame_cut_off_at_any_byte_is_refused(void **state)
{
    static uint8_t bytes[2048], padding[1000];
    struct hv_message message;
    (void)state;
    const size_t size = padded_command(bytes, padding, sizeof padding);
    for (size_t cut = 0; cut < size; cut++) {
        /* A copy of its own size, so that the sanitizer sees a byte read beyond it. */
        uint8_t *copy = malloc(cut + 1);
        memcpy(copy, bytes, cut);
        copy = realloc(copy, cut > 0 ? cut : 1);
        assert_int_equal(decode(copy, cut, &message), HV_EPROTOCOL);
        free(copy);
        hv_arena_reset(&arena);
    }
    assert_int_equal(decode(bytes, size, &message), HV_OK);
}

static void random_bytes_are_refused_or_understood(void **state)
{
    static uint8_t bytes[300];
    size_t understood = 0;
    (void)state;
    for (size_t round = 0; round < 200000; round++) {
        struct hv_message message;
        const size_t size = random_below(sizeof bytes);
        for (size_t i = 0; i < size; i++)
            bytes[i] = (uint8_t)random_number();
        const enum hv_code code = decode(bytes, size, &message);
        assert_true(code == HV_OK || code == HV_EPROTOCOL);
        understood += code == HV_OK;
        hv_arena_reset(&arena);
    }
    assert_true(understood < 1000);
}

/* One byte changed in a good frame: the same two outcomes, and never more memory than is promised.
 */
static void changed_frames_are_refused_or_understood(void **state)
{
    static uint8_t bytes[2048], padding[100];
    (void)state;
    for (size_t round = 0; round < 200000; round++) {
        struct hv_message message;
        const size_t size = padded_command(bytes, padding, sizeof padding);
        for (size_t changes = 1 + random_below(3); changes > 0; changes--)
            bytes[random_below(size)] = (uint8_t)random_number();
        const enum hv_code code = decode(bytes, size, &message);
        assert_true(code == HV_OK || code == HV_EPROTOCOL);
        hv_arena_reset(&arena);
    }
}

/* ---- What a frame can cost ---- */

/* The most expensive frames we know of, each filled up to the largest size. */
static void a_hostile_frame_costs_no_more_than_is_promised(void **state)
{
    static struct writer inner, frame;
    static const struct {
        const char *what;
        uint32_t member;  /* of ClientMessage */
        uint32_t command; /* of Command; 0: none */
        uint32_t field;   /* repeated until the frame is full, or its limit is reached */
        size_t size, most;
    } rows[] = {
        { "empty unknown fields", 2, 0, 1000, 0, 16 },
        { "long unknown fields", 2, 0, 1000, 1000, 15 },
        { "one unknown field", 2, 0, 1000, HV_FRAME_IN_MAX - 64, 1 },
        { "empty names", 2, 3, 1, 0, 8 },
        { "unknown fields of an empty command", 2, 9, 1000, 0, 16 },
        { "a long announcement", 2, 21, 1, 560, 1 },
        { "a long exercise", 2, 14, 1, 64, 1 },
    };
    size_t dearest = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hv_message message;
        inner.size = frame.size = 0;
        for (size_t item = 0; item < rows[i].most; item++)
            write_filled(&inner, rows[i].field, rows[i].size, 'a');
        if (rows[i].command != 0) {
            const size_t size = inner.size;
            write_tag(&frame, rows[i].command, 2);
            write_number(&frame, size);
            memcpy(frame.bytes + frame.size, inner.bytes, size);
            frame.size += size;
            inner = frame;
            frame.size = 0;
        }
        const size_t size = inner.size;
        write_tag(&frame, rows[i].member, 2);
        write_number(&frame, size);
        memcpy(frame.bytes + frame.size, inner.bytes, size);
        frame.size += size;
        assert_true(frame.size <= HV_FRAME_IN_MAX);
        const enum hv_code code = decode(frame.bytes, frame.size, &message);
        assert_true(code == HV_OK || code == HV_EPROTOCOL);
        if (hv_arena_used(&arena) > dearest)
            dearest = hv_arena_used(&arena);
        hv_arena_reset(&arena);
    }
    printf("dearest frame: %zu bytes of arena\n", dearest);
    assert_true(dearest <= HV_DECODE_ARENA_MAX / 2);
}

/* As many messages as limits let into 16 KiB: a joint field of 80 cells, each with nothing in it.
 */
static void the_largest_value_costs_no_more_than_is_promised(void **state)
{
    static char empty[] = "";
    static char *cells[80];
    static char text[8000 + 1];
    Houvast__V1__Value value = HOUVAST__V1__VALUE__INIT;
    Houvast__V1__SaveField save_field = HOUVAST__V1__SAVE_FIELD__INIT;
    Houvast__V1__Command command = HOUVAST__V1__COMMAND__INIT;
    MESSAGE(wire, command, COMMAND);
    struct hv_message message;
    static uint32_t options[64];
    static int32_t numbers[3];
    (void)state;
    for (size_t i = 0; i < 80; i++)
        cells[i] = empty;
    memset(text, 'a', sizeof text - 1);
    cells[79] = text;
    value.cells = cells;
    value.n_cells = 80;
    value.text = text;
    value.options = options;
    value.n_options = 64;
    value.numbers = numbers;
    value.n_numbers = 3;
    save_field.value = &value;
    command.id = binary(an_id, sizeof an_id);
    command.what_case = HOUVAST__V1__COMMAND__WHAT_SAVE_FIELD;
    command.save_field = &save_field;
    assert_int_equal(decode_message(&wire, &message), HV_OK);
    assert_true(hv_arena_used(&arena) <= HV_DECODE_ARENA_MAX);

    /* With a smaller arena it is short of memory, which is another thing than malformed. */
    struct hv_arena small;
    static uint8_t bytes[HV_FRAME_IN_MAX + 1024];
    const size_t size = houvast__v1__client_message__pack(&wire, bytes);
    const size_t needed = hv_arena_used(&arena);
    for (size_t limit = 0; limit < needed; limit += 97) {
        hv_arena_init(&small, limit);
        assert_int_equal(
            hv_codec_message_decode((struct hv_bytes){ bytes, size }, &small, NULL, &message),
            HV_ENOMEM);
        hv_arena_free(&small);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)
    const struct CMUnitTest tests[] = {
        TEST(a_hello_gives_versions_language_and_both_halves_of_the_token),
        TEST(a_house_command_makes_a_group),
        TEST(a_house_command_is_about_the_owner_himself),
        TEST(who_arrives_has_a_card_or_a_code),
        TEST(a_login_and_a_qr_read_are_not_empty),
        TEST(a_read_keeps_within_its_numbers),
        TEST(a_catalogue_read_says_of_what),
        TEST(an_id_is_there_whole),
        TEST(a_frame_without_a_known_message_is_refused),
        TEST(padding_is_ignored_and_frames_have_a_largest_size),
        TEST(a_frame_cut_off_at_any_byte_is_refused),
        TEST(random_bytes_are_refused_or_understood),
        TEST(changed_frames_are_refused_or_understood),
        TEST(a_hostile_frame_costs_no_more_than_is_promised),
        TEST(the_largest_value_costs_no_more_than_is_promised),
    };
    random_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
