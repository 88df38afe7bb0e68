/* SPDX-License-Identifier: EUPL-1.2 */
/* The owner's second factor: set by its first code, asked at each login, put off by one more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/guesses.h"
#include "host/host.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "authenticator.h"
#include "host_door.h"

#define PASSPHRASE "zes rode vissen"
#define STEP_MS    30000

struct factor {
    bool refused;
    bool set;
    struct hv_id id;
    char secret[64];
};

/* ---- Asking ---- */

static struct world_reply ask(struct link *owner, struct hv_id id, W(HouseCommand) command)
{
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    command.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HOUSE_COMMAND;
    message.house_command = &command;
    link_say(owner, &message);
    world_run(owner->world);
    return link_reply(owner, id);
}

static enum hv_refusal set_passphrase(struct link *owner)
{
    W(HouseCommand) command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    W(SetPassphrase) set = HOUVAST__V1__SET_PASSPHRASE__INIT;
    char text[] = PASSPHRASE;

    set.passphrase = text;
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_PASSPHRASE;
    command.set_passphrase = &set;
    return ask(owner, world_id(owner->world), command).refusal;
}

static enum hv_refusal set_factor_with(struct link *owner,
                                       struct hv_id id,
                                       struct hv_id secret,
                                       char *code,
                                       char *passphrase)
{
    W(HouseCommand) command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    W(SetSecondFactor) set = HOUVAST__V1__SET_SECOND_FACTOR__INIT;

    set.passphrase = passphrase;
    set.secret = (ProtobufCBinaryData){ .len = sizeof secret.b, .data = secret.b };
    set.code = code;
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_SECOND_FACTOR;
    command.set_second_factor = &set;
    return ask(owner, id, command).refusal;
}

static enum hv_refusal
set_factor(struct link *owner, struct hv_id id, struct hv_id secret, char *code)
{
    char passphrase[] = PASSPHRASE;

    return set_factor_with(owner, id, secret, code, passphrase);
}

static enum hv_refusal
drop_factor_with(struct link *owner, struct hv_id id, char *code, char *passphrase)
{
    W(HouseCommand) command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    W(DropSecondFactor) drop = HOUVAST__V1__DROP_SECOND_FACTOR__INIT;

    drop.passphrase = passphrase;
    drop.code = code;
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_DROP_SECOND_FACTOR;
    command.drop_second_factor = &drop;
    return ask(owner, id, command).refusal;
}

static enum hv_refusal drop_factor(struct link *owner, struct hv_id id, char *code)
{
    char passphrase[] = PASSPHRASE;

    return drop_factor_with(owner, id, code, passphrase);
}

static struct factor read_factor(struct link *link)
{
    W(CatalogueRead) read = HOUVAST__V1__CATALOGUE_READ__INIT;
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;
    struct factor factor = { .id = world_id(link->world) };

    read.id = (ProtobufCBinaryData){ .len = sizeof factor.id.b, .data = factor.id.b };
    read.kind = HOUVAST__V1__CATALOGUE_KIND__CATALOGUE_KIND_SECOND_FACTOR;
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_CATALOGUE_READ;
    message.catalogue_read = &read;
    link_forget(link);
    link_say(link, &message);
    world_run(link->world);
    W(ServerMessage) *answer = link_message(link, 0);
    factor.refused = answer->message_case == HOUVAST__V1__SERVER_MESSAGE__MESSAGE_REPLY;
    if (!factor.refused) {
        const W(SecondFactorPage) *page = answer->second_factor_page;
        assert_int_equal(answer->message_case,
                         HOUVAST__V1__SERVER_MESSAGE__MESSAGE_SECOND_FACTOR_PAGE);
        assert_memory_equal(page->id.data, factor.id.b, sizeof factor.id.b);
        assert_int_equal(page->now, link->world->now);
        factor.set = page->set;
        snprintf(factor.secret, sizeof factor.secret, "%s", page->secret);
        assert_int_equal(strlen(page->secret), page->set ? 0 : 32);
        assert_int_equal(strstr(page->uri, factor.secret) != NULL, true);
        assert_int_equal(strncmp(page->uri, "otpauth://totp/", 15) == 0, !page->set);
    }
    houvast__v1__server_message__free_unpacked(answer, NULL);
    link_forget(link);
    return factor;
}

/* Logs in; 0 and a token, or why not. `ret_frame`, if there is one, gets the answer as it came. */
struct answer {
    size_t size;
    uint8_t bytes[256];
};

static enum hv_farewell log_in_as(struct world *world,
                                  struct hv_id id,
                                  uint8_t peer,
                                  const char *passphrase,
                                  const char *code,
                                  uint8_t ret_token[HV_TOKEN_SIZE],
                                  struct answer *ret_answer)
{
    struct link link;

    link_open_from(&link, world, peer);
    link_login_by_code(&link, id, passphrase, code);
    world_run(world);
    enum hv_farewell reason = link.closed;
    assert_true(link_admission(&link, ret_token) == (reason == 0));
    assert_true(link.count == 1 && link.frames[0]->size <= sizeof ret_answer->bytes);
    ret_answer->size = link.frames[0]->size;
    memcpy(ret_answer->bytes, hv_frame_payload(link.frames[0]), ret_answer->size);
    link_drop(&link);
    return reason;
}

static enum hv_farewell
log_in(struct world *world, uint8_t peer, const char *passphrase, const char *code)
{
    uint8_t token[HV_TOKEN_SIZE];
    struct answer answer;

    return log_in_as(world, world_id(world), peer, passphrase, code, token, &answer);
}

static const char *code_now(const struct world *world, const struct factor *factor)
{
    static char code[7];

    authenticator_code(factor->secret, world->now, code);
    return code;
}

/* One that is not right now, nor a step before or after. */
static const char *wrong_code(const struct world *world, const struct factor *factor)
{
    static char wrong[7];
    char right[3][7];

    for (int i = 0; i < 3; i++) {
        authenticator_code(factor->secret, world->now + (i - 1) * STEP_MS, right[i]);
    }
    for (unsigned number = 0;; number++) {
        snprintf(wrong, sizeof wrong, "%06u", number % 1000000);
        if (strcmp(wrong, right[0]) != 0 && strcmp(wrong, right[1]) != 0 &&
            strcmp(wrong, right[2]) != 0) {
            return wrong;
        }
    }
}

/* A house with passphrase and second factor, whose first code was of the step now. */
static struct factor prepare(struct world *world, struct link *owner)
{
    char code[7];

    world_open(world);
    link_join(owner, world, world->owner);
    assert_int_equal(set_passphrase(owner), HV_REFUSAL_NONE);
    struct factor factor = read_factor(owner);
    authenticator_code(factor.secret, world->now, code);
    assert_int_equal(set_factor(owner, world_id(world), factor.id, code), HV_REFUSAL_NONE);
    link_forget(owner);
    return factor;
}

/* ---- Setting ---- */

static void it_is_set_by_its_first_right_code(void **state)
{
    struct world world;
    struct link owner;
    char code[7], none[] = "";

    (void)state;
    world_open(&world);
    link_join(&owner, &world, world.owner);
    assert_true(read_factor(&owner).refused); /* without a passphrase there is no login */
    assert_int_equal(set_factor(&owner, world_id(&world), world_id(&world), none),
                     HV_REFUSAL_NOT_ALLOWED);
    assert_int_equal(set_passphrase(&owner), HV_REFUSAL_NONE);

    struct factor factor = read_factor(&owner), other = read_factor(&owner);
    assert_false(factor.set);
    assert_string_not_equal(factor.secret, other.secret); /* each read brings another */
    authenticator_code(other.secret, world.now, code);
    assert_int_equal(set_factor(&owner, world_id(&world), factor.id, code),
                     HV_REFUSAL_NOT_ACCEPTED);
    assert_int_equal(set_factor(&owner, world_id(&world), factor.id, none),
                     HV_REFUSAL_NOT_ACCEPTED);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, ""), 0); /* nothing is set yet */

    struct hv_id id = world_id(&world);
    authenticator_code(factor.secret, world.now, code);
    assert_int_equal(set_factor(&owner, id, factor.id, code), HV_REFUSAL_NONE);
    uint64_t records = world_counts(&world).records;
    assert_int_equal(set_factor(&owner, id, factor.id, code), HV_REFUSAL_NONE); /* once more */
    assert_int_equal(world_counts(&world).records, records);
    assert_int_equal(owner.closed, 0); /* who was in stays */

    assert_true(read_factor(&owner).set); /* and the secret is not told again */
    authenticator_code(other.secret, world.now, code);
    assert_int_equal(set_factor(&owner, world_id(&world), other.id, code), HV_REFUSAL_NOT_ALLOWED);
    link_forget(&owner);
    world_close(&world);
}

/* Else whoever finds a console open locks the owner out. */
static void setting_takes_the_passphrase_too(void **state)
{
    struct world world;
    struct link owner;
    char code[7], none[] = "", other[] = "elf blauwe vogels", right[] = PASSPHRASE;

    (void)state;
    world_open(&world);
    link_join(&owner, &world, world.owner);
    assert_int_equal(set_passphrase(&owner), HV_REFUSAL_NONE);
    struct factor factor = read_factor(&owner);
    authenticator_code(factor.secret, world.now, code);
    for (int i = 0; i < HV_PASSPHRASE_GUESSES_PEER; i++) {
        uint32_t jobs = world.jobs_ever;
        assert_int_equal(
            set_factor_with(&owner, world_id(&world), factor.id, code, i % 2 == 0 ? none : other),
            HV_REFUSAL_NOT_ACCEPTED);
        assert_int_equal(world.jobs_ever, jobs + 1);
    }
    assert_int_equal(set_factor_with(&owner, world_id(&world), factor.id, code, right),
                     HV_REFUSAL_BUSY);
    assert_int_equal(log_in(&world, 5, PASSPHRASE, ""), 0); /* from elsewhere: nothing was set */
    link_forget(&owner);
    world_close(&world);
}

static void dropping_takes_the_passphrase_too(void **state)
{
    struct world world;
    struct link owner;
    struct factor factor = prepare(&world, &owner);
    char code[7], none[] = "", other[] = "elf blauwe vogels";

    (void)state;
    world_run_until(&world, world.now + STEP_MS);
    snprintf(code, sizeof code, "%s", code_now(&world, &factor));
    assert_int_equal(drop_factor_with(&owner, world_id(&world), code, none),
                     HV_REFUSAL_NOT_ACCEPTED);
    assert_int_equal(drop_factor_with(&owner, world_id(&world), code, other),
                     HV_REFUSAL_NOT_ACCEPTED);
    assert_true(read_factor(&owner).set);
    assert_int_equal(drop_factor(&owner, world_id(&world), code), HV_REFUSAL_NONE);
    link_forget(&owner);
    world_close(&world);
}

static void it_is_the_owners_alone(void **state)
{
    struct hall hall;

    (void)state;
    hall_prepare(&hall);
    hall_join(&hall);
    struct link *others[] = { &hall.facilitator, &hall.projector, &hall.table, &hall.pens[0] };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_true(read_factor(others[i]).refused);
    }
    hall_end(&hall);
}

/* ---- Logging in ---- */

static void a_login_takes_both(void **state)
{
    struct world world;
    struct link owner;
    struct factor factor = prepare(&world, &owner);

    (void)state;
    /* The code that set it has served. */
    assert_int_equal(log_in(&world, 1, PASSPHRASE, code_now(&world, &factor)),
                     HV_FAREWELL_NOT_ADMITTED);
    world_run_until(&world, world.now + STEP_MS);
    assert_int_equal(log_in(&world, 2, PASSPHRASE, ""), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(log_in(&world, 2, PASSPHRASE, wrong_code(&world, &factor)),
                     HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(log_in(&world, 3, "elf blauwe vogels", code_now(&world, &factor)),
                     HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(log_in(&world, 3, PASSPHRASE, code_now(&world, &factor)), 0);
    assert_int_equal(log_in(&world, 3, PASSPHRASE, code_now(&world, &factor)),
                     HV_FAREWELL_NOT_ADMITTED);
    world_run_until(&world, world.now + STEP_MS);
    assert_int_equal(log_in(&world, 3, PASSPHRASE, code_now(&world, &factor)), 0);
    link_forget(&owner);
    world_close(&world);
}

/* Whichever is wrong: the same bytes, after the same work. */
static void what_was_wrong_is_not_said(void **state)
{
    struct world world;
    struct link owner;
    struct factor factor = prepare(&world, &owner);
    uint8_t token[HV_TOKEN_SIZE];
    struct answer first = { .size = 0 }, answer;

    (void)state;
    world_run_until(&world, world.now + STEP_MS);
    const char *right = code_now(&world, &factor), *wrong = wrong_code(&world, &factor);
    const char *const tries[][2] = {
        { "elf blauwe vogels", "" }, { "elf blauwe vogels", right }, { "elf blauwe vogels", wrong },
        { PASSPHRASE, "" },          { PASSPHRASE, wrong },          { PASSPHRASE, "12" },
    };
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        uint32_t jobs = world.jobs_ever;
        assert_int_equal(log_in_as(&world, world_id(&world), (uint8_t)(20 + i), tries[i][0],
                                   tries[i][1], token, i == 0 ? &first : &answer),
                         HV_FAREWELL_NOT_ADMITTED);
        assert_int_equal(world.jobs_ever, jobs + 1);
        if (i > 0) {
            assert_int_equal(answer.size, first.size);
            assert_memory_equal(answer.bytes, first.bytes, first.size);
        }
    }
    link_forget(&owner);
    world_close(&world);
}

static void a_login_whose_answer_was_lost_is_the_same_once_more(void **state)
{
    struct world world;
    struct link owner;
    struct factor factor = prepare(&world, &owner);
    uint8_t token[HV_TOKEN_SIZE], again[HV_TOKEN_SIZE];
    struct answer answer;

    (void)state;
    world_run_until(&world, world.now + STEP_MS);
    struct hv_id id = world_id(&world);
    const char *code = code_now(&world, &factor);
    assert_int_equal(log_in_as(&world, id, 1, PASSPHRASE, code, token, &answer), 0);
    uint64_t records = world_counts(&world).records;
    assert_int_equal(log_in_as(&world, id, 1, PASSPHRASE, code, again, &answer), 0);
    assert_memory_equal(token, again, HV_TOKEN_SIZE);
    assert_int_equal(world_counts(&world).records, records);
    assert_int_equal(log_in_as(&world, id, 1, PASSPHRASE, "", again, &answer),
                     HV_FAREWELL_NOT_ADMITTED);
    link_forget(&owner);
    world_close(&world);
}

/* Two who come at once with one code: one of them is too late. */
static void one_code_brings_in_one(void **state)
{
    struct world world;
    struct link owner, links[2];
    struct factor factor = prepare(&world, &owner);
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    world_run_until(&world, world.now + STEP_MS);
    for (size_t i = 0; i < 2; i++) {
        link_open_from(&links[i], &world, (uint8_t)(1 + i));
        link_login_by_code(&links[i], world_id(&world), PASSPHRASE, code_now(&world, &factor));
    }
    world_run(&world);
    assert_int_equal(link_admission(&links[0], token) + link_admission(&links[1], token), 1);
    link_drop(&links[0]);
    link_drop(&links[1]);
    link_forget(&owner);
    world_close(&world);
}

static void codes_that_are_guessed_rest(void **state)
{
    struct world world;
    struct link owner;
    struct factor factor = prepare(&world, &owner);

    (void)state;
    world_run_until(&world, world.now + STEP_MS);
    for (int i = 0; i < HV_PASSPHRASE_GUESSES_PEER; i++) {
        assert_int_equal(log_in(&world, 9, PASSPHRASE, wrong_code(&world, &factor)),
                         HV_FAREWELL_NOT_ADMITTED);
    }
    assert_int_equal(log_in(&world, 9, PASSPHRASE, code_now(&world, &factor)), HV_FAREWELL_RESTING);
    assert_int_equal(log_in(&world, 8, PASSPHRASE, code_now(&world, &factor)), 0);
    link_forget(&owner);
    world_close(&world);
}

/* ---- Dropping ---- */

static void it_is_dropped_by_one_more_code(void **state)
{
    struct world world;
    struct link owner;
    struct factor factor = prepare(&world, &owner);
    char code[7];

    (void)state;
    snprintf(code, sizeof code, "%s", code_now(&world, &factor)); /* that one has served */
    assert_int_equal(drop_factor(&owner, world_id(&world), code), HV_REFUSAL_NOT_ACCEPTED);
    world_run_until(&world, world.now + STEP_MS);
    snprintf(code, sizeof code, "%s", code_now(&world, &factor));
    struct hv_id id = world_id(&world);
    assert_int_equal(drop_factor(&owner, id, code), HV_REFUSAL_NONE);
    assert_int_equal(drop_factor(&owner, id, code), HV_REFUSAL_NONE); /* the answer was lost */
    assert_int_equal(log_in(&world, 1, PASSPHRASE, ""), 0);

    struct factor next = read_factor(&owner);
    assert_false(next.set);
    authenticator_code(next.secret, world.now, code);
    assert_int_equal(set_factor(&owner, world_id(&world), next.id, code), HV_REFUSAL_NONE);
    world_run_until(&world, world.now + STEP_MS);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, code_now(&world, &factor)),
                     HV_FAREWELL_NOT_ADMITTED); /* the old secret */
    assert_int_equal(log_in(&world, 1, PASSPHRASE, code_now(&world, &next)), 0);
    link_forget(&owner);
    world_close(&world);
}

static void who_took_over_a_login_does_not_get_to_guess(void **state)
{
    struct world world;
    struct link owner;
    struct factor factor = prepare(&world, &owner);
    char code[7];

    (void)state;
    world_run_until(&world, world.now + STEP_MS);
    snprintf(code, sizeof code, "%s", wrong_code(&world, &factor));
    for (int i = 0; i < HV_PASSPHRASE_GUESSES_PEER; i++) {
        assert_int_equal(drop_factor(&owner, world_id(&world), code), HV_REFUSAL_NOT_ACCEPTED);
    }
    snprintf(code, sizeof code, "%s", code_now(&world, &factor));
    assert_int_equal(drop_factor(&owner, world_id(&world), code), HV_REFUSAL_BUSY);
    link_forget(&owner);
    world_close(&world);
}

static void the_operator_opens_the_house_without_it(void **state)
{
    struct world world, kept, opened, after;
    struct link owner;
    struct factor factor = prepare(&world, &owner);

    (void)state;
    link_forget(&owner);
    world_stop(&world);
    world_start(&kept, world.store, 5);
    world_run(&kept);
    kept.now += STEP_MS;
    assert_int_equal(log_in(&kept, 1, PASSPHRASE, ""), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(log_in(&kept, 1, PASSPHRASE, code_now(&kept, &factor)), 0);
    world_stop(&kept);

    world_drops = HV_HOUSE_SECOND_FACTOR_GONE;
    world_start(&opened, world.store, 6);
    hv_memory_store_knobs(opened.store)->appends_full = 1; /* it cannot be stored */
    world_run(&opened);
    assert_true(opened.opened);
    assert_int_not_equal(opened.open_code, HV_OK);
    world_stop(&opened);
    world_start(&opened, world.store, 7);
    world_run(&opened);
    world_drops = 0;
    assert_int_equal(opened.open_code, HV_OK);
    world_stop(&opened);

    world_start(&after, world.store, 8);
    world_run(&after);
    assert_int_equal(log_in(&after, 1, PASSPHRASE, ""), 0);
    world_close(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_set_by_its_first_right_code),
        cmocka_unit_test(setting_takes_the_passphrase_too),
        cmocka_unit_test(dropping_takes_the_passphrase_too),
        cmocka_unit_test(it_is_the_owners_alone),
        cmocka_unit_test(a_login_takes_both),
        cmocka_unit_test(what_was_wrong_is_not_said),
        cmocka_unit_test(a_login_whose_answer_was_lost_is_the_same_once_more),
        cmocka_unit_test(one_code_brings_in_one),
        cmocka_unit_test(codes_that_are_guessed_rest),
        cmocka_unit_test(it_is_dropped_by_one_more_code),
        cmocka_unit_test(who_took_over_a_login_does_not_get_to_guess),
        cmocka_unit_test(the_operator_opens_the_house_without_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
