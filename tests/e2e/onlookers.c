/* SPDX-License-Identifier: EUPL-1.2 */
#include "onlookers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PULSE_MS 5

struct scene scene;

static const char exercise[] =
    "id: exits\ntitle:\n  nl: Uitgangen\n  en: Exits\nflow: reveal\nview: form\nminutes: 20\n"
    "stage_minutes:\n  brief: 2\n  solo: 5\n  reveal: 2\n  talk: 5\n  joint: 4\n  share: 2\n"
    "fields:\n";
static const char *const visibilities[] = { "self",  "facilitator", "partner",
                                            "joint", "group",       "group_named" };
static const char *const keeps[] = {
    "meeting", "course", "course", "course", "meeting", "meeting"
};
static const char *const of_card[] = { "say",  "purpose", "watch", "if_stuck",
                                       "room", "stop_if", "after" };

#define FIELDS (sizeof visibilities / sizeof visibilities[0])

/* ---- The server and its exercise ---- */

void scene_draw_canary(enum story_class item)
{
    for (size_t i = 0; i < CANARY_SIZE - 1; i++) {
        scene.canaries[item][i] = "abcdefghijklmnopqrstuvwxyz234567"[dice_below(&scene.dice, 32)];
    }
    scene.canaries[item][CANARY_SIZE - 1] = '\0';
}

static void write_exercise(const char *folder)
{
    char path[PROGRAM_PATH];
    char text[4096];
    int size = snprintf(text, sizeof text, "%s", exercise);

    for (size_t i = 0; i < FIELDS; i++) {
        size += snprintf(
            text + size, sizeof text - (size_t)size,
            "  - id: f%zu\n    type: text\n    visibility: %s\n    keep: %s\n    core: true\n"
            "    characters: 200\n    prompt:\n      nl: Vraag %zu\n"
            "      en: Question %zu\n",
            i, visibilities[i], keeps[i], i, i);
    }
    size += snprintf(text + size, sizeof text - (size_t)size, "card:\n");
    for (size_t i = 0; i < sizeof of_card / sizeof of_card[0]; i++) {
        size += snprintf(text + size, sizeof text - (size_t)size,
                         "  %s:\n    nl: Zo.\n    en: So.\n", of_card[i]);
    }
    path_join(path, folder, "exits.yaml");
    file_write(path, text, (size_t)size, 0600);
}

/* A folder with the files of another one, and none of its folders. */
static void borrow(const char *from, const char *to)
{
    char path[PROGRAM_PATH], link[PROGRAM_PATH];
    DIR *directory = opendir(from);

    assert_non_null(directory);
    assert_return_code(mkdir(to, 0700), errno);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        path_join(path, from, entry->d_name);
        path_join(link, to, entry->d_name);
        if (entry->d_type == DT_REG) {
            assert_return_code(symlink(path, link), errno);
        }
    }
    closedir(directory);
}

static void configure(char ret_flag[2 * PROGRAM_PATH])
{
    char path[PROGRAM_PATH], text[128];
    int size = snprintf(text, sizeof text, "public_url: http://127.0.0.1:%u\nlog_level: debug\n",
                        scene.tap.port);

    path_join(path, scene.server.folder, "houvast.yaml");
    file_write(path, text, (size_t)size, 0600);
    snprintf(ret_flag, 2 * PROGRAM_PATH, "--config=%s", path);
}

static void start_server(void)
{
    static char flag[2 * PROGRAM_PATH], programmes[PROGRAM_PATH];
    char from[PROGRAM_PATH], below[PROGRAM_PATH], inside[PROGRAM_PATH];

    server_make(&scene.server);
    path_join(from, getenv("HV_SOURCE_DIR"), "programmes");
    path_join(below, from, "exercises");
    path_join(programmes, scene.server.folder, "programmes");
    path_join(inside, programmes, "exercises");
    borrow(from, programmes);
    borrow(below, inside);
    write_exercise(inside);
    tap_make(&scene.tap);
    configure(flag);
    scene.server.flag = flag;
    scene.server.programmes = programmes;
    server_start(&scene.server);
}

/* ---- Onlookers ---- */

static struct onlooker *add_onlooker(enum story_observer as, struct guest *guest)
{
    struct onlooker *onlooker = &scene.onlookers[scene.onlooker_count++];

    assert_true(scene.onlooker_count <= sizeof scene.onlookers / sizeof scene.onlookers[0]);
    *onlooker = (struct onlooker){ .as = as, .guest = guest, .input = -1 };
    return onlooker;
}

/* Whoever came last. */
static void add_newcomer(enum story_observer as, struct guest *guest)
{
    add_onlooker(as, guest)->line = &scene.tap.lines[scene.tap.count - 1];
}

static void add_device(enum story_observer as, Houvast__V1__Role role, uint32_t unit, uint32_t seat)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    party_invite(&scene.party, role, unit, seat, token);
    add_newcomer(as, crowd_join(&scene.crowd, token));
}

/* `houvast <verb> --json`, into a file; its input stays open. */
static void
add_terminal(enum story_observer as, const char *verb, Houvast__V1__Role role, uint32_t unit)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    char link[PROGRAM_PATH], pipe[PROGRAM_PATH], text[512], line[3 * PROGRAM_PATH];
    struct onlooker *onlooker = add_onlooker(as, NULL);

    party_invite(&scene.party, role, unit, 0, token);
    snprintf(text, sizeof text, "%s/%s.link", scene.server.folder, verb);
    snprintf(link, sizeof link, "%.*s", PROGRAM_PATH - 1, text);
    snprintf(text, sizeof text, "http://127.0.0.1:%u/#t.%s\n", scene.tap.port, token);
    file_write(link, text, strlen(text), 0600);
    snprintf(pipe, sizeof pipe, "%.*s.in", PROGRAM_PATH - 8, link);
    snprintf(onlooker->output, sizeof onlooker->output, "%.*s.out", PROGRAM_PATH - 8, link);
    assert_return_code(mkfifo(pipe, 0600), errno);
    onlooker->input = open(pipe, O_RDWR | O_CLOEXEC);
    assert_return_code(onlooker->input, errno);
    snprintf(line, sizeof line, "exec \"$0\" %s --json \"%s\" > \"%s\"", verb, link,
             onlooker->output);
    const char *arguments[] = { "-c", line, program_client(), NULL };
    program_start(
        &(struct program_order){ .path = "/bin/sh", .arguments = arguments, .input_file = pipe },
        &onlooker->program);
}

static bool is_turned_away(void *data)
{
    const struct guest *guest = data;
    return guest->farewell != HV_CLIENT_FAREWELL_NONE;
}

static void add_stranger(void)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];

    memcpy(token, scene.party.partners[0].pen->token, sizeof token);
    token[30] = token[30] == 'a' ? 'b' : 'a';
    struct guest *guest = crowd_approach(&scene.crowd, token);
    crowd_wait(&scene.crowd, is_turned_away, guest, "a stranger was turned away");
    add_newcomer(STORY_OBSERVER_stranger, guest);
}

/* The author's first pen, and another one instead. */
static void replace_pen(void)
{
    char token[HV_CLIENT_TOKEN_TEXT_SIZE + 1];
    struct partner *author = &scene.party.partners[ONLOOKERS_AUTHOR - 1];
    struct guest *old = author->pen;

    party_invite(&scene.party, HOUVAST__V1__ROLE__ROLE_PEN, 0, author->seat, token);
    crowd_wait(&scene.crowd, is_turned_away, old, "a pen was removed");
    author->pen = crowd_join(&scene.crowd, token);
    add_newcomer(STORY_OBSERVER_author, author->pen);
}

static void gather(void)
{
    static const enum story_observer pens[ONLOOKERS_SEATS] = {
        STORY_OBSERVER_removed, STORY_OBSERVER_partner, STORY_OBSERVER_other, STORY_OBSERVER_other
    };
    struct party *party = &scene.party;
    const uint32_t before = scene.tap.count;

    party_make(party, &scene.crowd, scene.canaries[STORY_CLASS_alias], 2);
    add_onlooker(STORY_OBSERVER_facilitator, party->leader)->line = &scene.tap.lines[before + 1];
    for (uint32_t i = 0; i < ONLOOKERS_SEATS; i++) {
        add_onlooker(pens[i], party->partners[i].pen)->line = &scene.tap.lines[before + 2 + i];
    }
    assert_int_equal(scene.tap.count, before + 2 + ONLOOKERS_SEATS);
    add_device(STORY_OBSERVER_table, HOUVAST__V1__ROLE__ROLE_TABLE, 1, 0);
    add_device(STORY_OBSERVER_other_table, HOUVAST__V1__ROLE__ROLE_TABLE, 2, 0);
    add_device(STORY_OBSERVER_co_facilitator, HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR, 0, 0);
    add_device(STORY_OBSERVER_projector, HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0, 0);
    add_device(STORY_OBSERVER_observer, HOUVAST__V1__ROLE__ROLE_OBSERVER, 0, 0);
    replace_pen();
    add_stranger();
    party_make(&scene.elsewhere, &scene.crowd, "Elders", 1);
    add_onlooker(STORY_OBSERVER_other_trainer, scene.elsewhere.leader)->line =
        &scene.tap.lines[scene.tap.count - 3];
    add_terminal(STORY_OBSERVER_table, "join", HOUVAST__V1__ROLE__ROLE_TABLE, 1);
    add_terminal(STORY_OBSERVER_co_facilitator, "facilitate",
                 HOUVAST__V1__ROLE__ROLE_CO_FACILITATOR, 0);
    add_terminal(STORY_OBSERVER_projector, "project", HOUVAST__V1__ROLE__ROLE_PROJECTOR, 0);
}

/* ---- The evening ---- */

static void on_pulse(uv_timer_t *timer)
{
    (void)timer;
}

void scene_begin(void)
{
    dice_init(&scene.dice, "canaries");
    scene_draw_canary(STORY_CLASS_alias);
    start_server();
    crowd_open(&scene.crowd, scene.server.owner);
    scene.crowd.address.port = scene.tap.port;
    tap_open(&scene.tap, &scene.crowd.loop, scene.server.port);
    uv_timer_init(&scene.crowd.loop, &scene.pulse);
    uv_timer_start(&scene.pulse, on_pulse, PULSE_MS, PULSE_MS);
    gather();
    snprintf(scene.canaries[STORY_CLASS_alias] + CANARY_SIZE - 1, 3,
             " 0"); /* party.h: the first name of the title */
    scene.planted[STORY_CLASS_alias] = true;
    party_begin(&scene.party);
}

void scene_end(void)
{
    for (uint32_t i = 0; i < scene.onlooker_count; i++) {
        struct onlooker *onlooker = &scene.onlookers[i];
        if (onlooker->guest == NULL) {
            program_signal(&onlooker->program, SIGTERM);
            (void)program_wait(&onlooker->program, PROGRAM_WAIT_MS);
            close(onlooker->input);
        }
    }
    for (uint32_t i = 0; i < scene.crowd.count; i++) {
        guest_leave(&scene.crowd.guests[i]);
    }
    tap_close(&scene.tap);
    uv_close((uv_handle_t *)&scene.pulse, NULL);
    crowd_close(&scene.crowd);
    tap_free(&scene.tap);
    server_stop(&scene.server);
    server_remove(&scene.server);
}
