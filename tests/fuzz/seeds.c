/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writes seeds as a real server would: what a few random evenings leave in the journal, and what
 * they send to a facilitator, a table and a pen. To be run again when a format has changed; what is
 * there with the same name is replaced.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec/codec.h"
#include "codec/record.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/happening.h"
#include "tests/fuzz/opening.h"
#include "tests/fuzz/unsealed.h"
#include "tests/unit/evening.h"

#define EVENINGS  6
#define COMMANDS  600 /* an evening */
#define COUPLES   2
#define ARENA_MAX ((size_t)64 * 1024 * 1024)

#define FOLD_RECORDS 30 /* an input */

static const char *folder;
static bool is_recorded[HV_EVENT_TYPE_END];

static FILE *create(const char *target, const char *name, unsigned number)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s/%s_%u", folder, target, name, number);
    file = fopen(path, "wbe");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

/* ---- Records: the first in which something happens ---- */

static void write_record(const struct hv_record *record, struct hv_arena *arena)
{
    const struct hv_seal_port seal = { unsealed, NULL };
    const struct hv_id log = { .b = { 1 } };
    struct hv_bytes body;

    for (uint32_t i = 0; i < record->event_count; i++) {
        const enum hv_event_type type = record->events[i].type;
        if (!is_recorded[type]) {
            FILE *file = create("record", "event", type);
            is_recorded[type] = true;
            assert(hv_record_body_encode(record, log, 1, &seal, arena, &body) == HV_OK);
            fwrite(body.data, 1, body.size, file);
            fclose(file);
        }
    }
}

/* ---- Records that follow each other, after the opening ---- */

static void write_size(FILE *file, size_t size)
{
    putc((int)(size >> 8 & 0xff), file);
    putc((int)(size & 0xff), file);
}

static void write_fold(unsigned number)
{
    const struct hv_seal_port seal = { unsealed, NULL };
    const struct hv_id log = { .b = { 1 } };
    FILE *file = create("fold", "evening", number);
    struct history history = opening_history();
    struct hv_decision decision;
    struct hv_arena state, turn;
    struct hv_bytes body;

    hv_arena_init(&state, ARENA_MAX);
    hv_arena_init(&turn, ARENA_MAX);
    struct hv_group *group = opening_play(&state);
    history.state = number;
    for (unsigned count = 1; count <= FOLD_RECORDS;) {
        const struct hv_command command = history_next(&history, group);

        assert(hv_group_decide(group, &command, &turn, &decision) == HV_OK);
        if (decision.outcome == HV_DECIDED) {
            assert(hv_group_evolve(group, &decision.record) == HV_OK);
            assert(hv_record_body_encode(&decision.record, log, OPENING_RECORDS + count, &seal,
                                         &turn, &body) == HV_OK);
            write_size(file, body.size);
            fwrite(body.data, 1, body.size, file);
            count++;
        }
    }
    hv_arena_free(&state);
    hv_arena_free(&turn);
    fclose(file);
}

/* ---- What a device gets ---- */

static void hear(FILE *file, struct hv_bytes message)
{
    putc(RECEIVE, file);
    write_size(file, message.size);
    fwrite(message.data, 1, message.size, file);
}

static uint32_t hear_definitions(FILE *file, const struct hv_group *group, struct hv_arena *arena)
{
    const struct hv_exercise *exercises[HV_EXERCISES_MAX];
    const uint32_t count = hv_group_definitions(group, exercises, COUNT(exercises));
    struct hv_bytes frame;

    for (uint32_t i = 0; file != NULL && i < count; i++) {
        assert(hv_codec_definition(exercises[i], arena, &frame) == HV_OK);
        hear(file, frame);
    }
    return count;
}

static void
hear_panes(FILE *file, const struct hv_group *group, uint16_t device, struct hv_arena *arena)
{
    static const bool online[64] = { false, true };
    const struct hv_presence presence = { online, COUNT(online) };
    struct hv_pane_key keys[HV_PANES_MAX];
    const uint32_t count = hv_group_panes(group, device, keys);
    struct hv_bytes body, frame;
    struct hv_pane pane;

    for (uint32_t i = 0; i < count; i++) {
        assert(hv_group_view(group, &presence, keys[i], arena, &pane) == HV_OK);
        assert(hv_codec_pane(group, &pane, arena, &body) == HV_OK);
        assert(hv_codec_pane_frame(keys[i], 1, i + 1, body, arena, &frame) == HV_OK);
        hear(file, frame);
    }
}

/* Asks for everything; the ids are those that the engine draws. */
static void hear_answers(FILE *file,
                         const struct hv_group *group,
                         uint16_t device,
                         uint16_t number,
                         struct hv_arena *arena)
{
    struct hv_reply reply = { .number = 1 };
    struct hv_bytes frame;

    putc(COMMAND, file);
    putc(SEND, file);
    memset(reply.id.b, 1, sizeof reply.id.b);
    assert(hv_codec_reply(&reply, arena, &frame) == HV_OK);
    hear(file, frame);
    for (int kind = HV_READ_OWN_WORK; kind <= HV_READ_STATEMENT; kind++) {
        const struct hv_read_key key = { (enum hv_read_kind)kind, 1, number, 0, 64 };
        struct hv_read_page page;

        memset(reply.id.b, kind + 1, sizeof reply.id.b);
        reply.refusal = HV_REFUSAL_NONE;
        assert(hv_group_read(group, device, key, arena, &reply.refusal, &page) == HV_OK);
        if (reply.refusal != HV_REFUSAL_NONE) {
            assert(hv_codec_reply(&reply, arena, &frame) == HV_OK);
        } else {
            assert(hv_codec_read_page(group, reply.id, &page, arena, &frame) == HV_OK);
        }
        putc(READ, file);
        putc(kind, file);
        putc(SEND, file);
        hear(file, frame);
    }
}

static void write_device(const struct hv_group *group,
                         uint16_t device,
                         const char *name,
                         unsigned evening,
                         struct hv_arena *arena)
{
    FILE *file = create("client", name, evening);
    struct hv_device_facts facts;
    struct hv_bytes frame;

    assert(hv_group_device_facts(group, device, &facts));
    const struct hv_welcome welcome = { .version = HV_PROTOCOL_VERSION,
                                        .epoch = 1,
                                        .now = EVENING_START,
                                        .device = device,
                                        .role = facts.role,
                                        .unit = facts.unit,
                                        .seat = facts.seat,
                                        .definition_count = hear_definitions(NULL, group, arena) };
    putc(1, file);
    putc(OPENED, file);
    putc(SEND, file);
    assert(hv_codec_welcome(&welcome, arena, &frame) == HV_OK);
    hear(file, frame);
    (void)hear_definitions(file, group, arena);
    hear_panes(file, group, device, arena);
    hear_answers(file, group, device, facts.unlocked != 0 ? facts.unlocked : 1, arena);
    assert(hv_codec_farewell(HV_FAREWELL_STOPPING, NULL, arena, &frame) == HV_OK);
    hear(file, frame);
    putc(LOST, file);
    fclose(file);
}

/* A device of this role that is not removed; if one can, one on which somebody writes. */
static uint16_t device_of(const struct hv_group *group, enum hv_role role)
{
    struct hv_device_facts facts;
    uint16_t found = 0;

    for (uint16_t i = 1; hv_group_device_facts(group, i, &facts); i++) {
        if (facts.role == role && !facts.removed && (found == 0 || facts.unlocked != 0)) {
            found = i;
        }
    }
    return found;
}

/* ---- What the owner of the server gets: a token, groups, the library, a QR code ---- */

static const struct hv_house *house_of_one(struct hv_arena *arena)
{
    const struct hv_house_event events[] = {
        { .type = HV_HOUSE_FOUNDED, .at = 1 },
        { .type = HV_HOUSE_GROUP_MADE,
          .log = { .b = { 1 } },
          .command = { .b = { 2 } },
          .at = 2,
          .title = BYTES("Dinsdag"),
          .programme = BYTES("small") },
    };
    struct hv_house *house = hv_house_new(arena);

    for (size_t i = 0; i < COUNT(events); i++) {
        assert(hv_house_evolve(house, &events[i]) == HV_OK);
    }
    return house;
}

static struct hv_bytes owner_page(unsigned which, struct hv_id id, struct hv_arena *arena)
{
    static const struct hv_bytes addresses[] = { { (const uint8_t *)"http://10.0.0.5:8470", 20 } };
    static const uint8_t modules[56] = { 0xff, 0x81 };
    const struct hv_programme *programme = evening_programme();
    const struct hv_exercise *exercise = evening_library();
    const struct hv_qr qr = { 21, { modules, sizeof modules } };
    struct hv_bytes frame;
    enum hv_code code;

    switch (which) {
    case HV_CATALOGUE_EXERCISES:
        code = hv_codec_exercises_page(id, &exercise, 1, 0, arena, &frame);
        break;
    case HV_CATALOGUE_PROGRAMMES:
        code = hv_codec_programmes_page(id, &programme, 1, arena, &frame);
        break;
    case HV_CATALOGUE_GROUPS:
        code = hv_codec_groups_page(id, house_of_one(arena), 0, arena, &frame);
        break;
    case HV_CATALOGUE_ADDRESSES:
        code = hv_codec_addresses_page(id, addresses, COUNT(addresses), arena, &frame);
        break;
    case HV_CATALOGUE_SECOND_FACTOR:
        code = hv_codec_second_factor_page(
            &(struct hv_second_factor_page){ .id = id,
                                             .secret = hv_bytes_from_text("GEZDGNBVGY3TQOJQ"),
                                             .uri = hv_bytes_from_text("otpauth://totp/H"),
                                             .now = 1 },
            arena, &frame);
        break;
    default:
        code = hv_codec_qr_page(id, &qr, arena, &frame);
        break;
    }
    assert(code == HV_OK);
    return frame;
}

static void write_owner(struct hv_arena *arena)
{
    static const uint8_t token[HV_TOKEN_SIZE] = { 1 };
    const struct hv_welcome welcome = { .version = HV_PROTOCOL_VERSION, .epoch = 1, .now = 1 };
    FILE *file = create("client", "owner", 1);
    struct hv_bytes frame;

    putc(0, file);
    putc(LOGIN, file); /* draws an id too: 1 */
    putc(OPENED, file);
    putc(SEND, file);
    assert(hv_codec_admission(token, arena, &frame) == HV_OK);
    hear(file, frame);
    putc(SEND, file);
    assert(hv_codec_welcome(&welcome, arena, &frame) == HV_OK);
    hear(file, frame);
    for (unsigned which = 1; which <= HV_CATALOGUE_SECOND_FACTOR + 1; which++) {
        struct hv_id id;

        memset(id.b, (int)which + 1, sizeof id.b);
        putc(which <= HV_CATALOGUE_SECOND_FACTOR ? CATALOGUE : QR, file);
        if (which <= HV_CATALOGUE_SECOND_FACTOR) {
            putc((int)which, file);
        }
        putc(SEND, file);
        hear(file, owner_page(which, id, arena));
    }
    fclose(file);
}

/* ---- The evenings ---- */

/* Whether couples go by themselves: most is on the screens then. */
static bool is_in_block(const struct hv_group *group, struct hv_arena *arena)
{
    struct hv_pane pane;

    return hv_group_view(group, NULL, (struct hv_pane_key){ .kind = HV_PANE_STAGE }, arena,
                         &pane) == HV_OK &&
           pane.stage.block && pane.stage.run != 0;
}

static void play(unsigned number, struct evening *evening)
{
    struct history history;

    history_begin(&history, number, EVENING_START, evening_library(), COUPLES);
    for (unsigned i = 0; i < COMMANDS || !is_in_block(evening->group, &evening->turn); i++) {
        const struct hv_command command = history_next(&history, evening->group);

        assert(hv_group_decide(evening->group, &command, &evening->turn, &evening->last) == HV_OK);
        if (evening->last.outcome == HV_DECIDED) {
            evening_take(evening, &evening->last.record);
            write_record(&evening->last.record, &evening->turn);
        }
    }
}

int main(int argc, char **argv)
{
    static const struct {
        enum hv_role role;
        const char *name;
    } who[] = { { HV_ROLE_FACILITATOR, "facilitator" },
                { HV_ROLE_TABLE, "table" },
                { HV_ROLE_PEN, "pen" } };

    if (argc != 2) {
        fprintf(stderr, "usage: %s <folder of the corpora>\n", argv[0]);
        return 2;
    }
    folder = argv[1];
    for (unsigned i = 1; i <= EVENINGS; i++) {
        struct evening evening;

        write_fold(i);
        evening_found(&evening);
        play(i, &evening);
        for (size_t j = 0; j < COUNT(who); j++) {
            const uint16_t device = device_of(evening.group, who[j].role);
            if (device != 0) {
                write_device(evening.group, device, who[j].name, i, &evening.turn);
            }
        }
        if (i == 1) {
            write_owner(&evening.turn);
        }
        evening_end(&evening);
    }
    return 0;
}
