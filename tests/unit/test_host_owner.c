/* SPDX-License-Identifier: EUPL-1.2 */
/* How the owner comes in: the link of the first start, the passphrase, logins, and into a group. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "codec/record.h"
#include "host/guesses.h"
#include "host/host.h"
#include "host/jobs.h"
#include "houvast/v1/wire.pb-c.h"
#include "journal/memory.h"
#include "vault/vault.h"

#include "host_door.h"

#define PASSPHRASE "zes rode vissen"
#define OTHER      "elf blauwe vogels"

/* Sends and does not wait. */
static void say_house_command(struct link *link, struct hv_id id, W(HouseCommand) command)
{
    W(ClientMessage) message = HOUVAST__V1__CLIENT_MESSAGE__INIT;

    command.id = (ProtobufCBinaryData){ .len = sizeof id.b, .data = id.b };
    message.message_case = HOUVAST__V1__CLIENT_MESSAGE__MESSAGE_HOUSE_COMMAND;
    message.house_command = &command;
    link_say(link, &message);
}

static void
say_set_passphrase(struct link *link, struct hv_id id, const char *passphrase, const char *current)
{
    W(HouseCommand) command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    W(SetPassphrase) set = HOUVAST__V1__SET_PASSPHRASE__INIT;
    char text[256], before[256];

    snprintf(text, sizeof text, "%s", passphrase);
    snprintf(before, sizeof before, "%s", current);
    set.passphrase = text;
    set.current = before;
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_SET_PASSPHRASE;
    command.set_passphrase = &set;
    say_house_command(link, id, command);
}

static struct world_reply
change_passphrase(struct link *link, const char *passphrase, const char *current)
{
    struct hv_id id = world_id(link->world);

    say_set_passphrase(link, id, passphrase, current);
    world_run(link->world);
    return link_reply(link, id);
}

/* The first one. */
static struct world_reply set_passphrase(struct link *link, const char *passphrase)
{
    return change_passphrase(link, passphrase, "");
}

static struct world_reply logout(struct link *link)
{
    W(HouseCommand) command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    W(Logout) part = HOUVAST__V1__LOGOUT__INIT;
    struct hv_id id = world_id(link->world);

    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_LOGOUT;
    command.logout = &part;
    say_house_command(link, id, command);
    world_run(link->world);
    return link_reply(link, id);
}

static struct world_reply enter_group(struct link *link, struct hv_id id, struct hv_id log)
{
    W(HouseCommand) command = HOUVAST__V1__HOUSE_COMMAND__INIT;
    W(EnterGroup) part = HOUVAST__V1__ENTER_GROUP__INIT;

    part.log = (ProtobufCBinaryData){ .len = sizeof log.b, .data = log.b };
    command.what_case = HOUVAST__V1__HOUSE_COMMAND__WHAT_ENTER_GROUP;
    command.enter_group = &part;
    say_house_command(link, id, command);
    world_run(link->world);
    return link_reply(link, id);
}

static bool opens_house(struct world *world, const uint8_t token[HV_TOKEN_SIZE])
{
    struct link link;

    link_open(&link, world);
    link_hello(&link, token);
    world_run(world);
    bool in = link.closed == 0;
    assert_true(in || link.closed == HV_FAREWELL_TOKEN);
    link_drop(&link);
    return in;
}

/* Logs in from a peer; 0 and a token, or why not. */
static enum hv_farewell
log_in(struct world *world, uint8_t peer, const char *passphrase, uint8_t ret_token[HV_TOKEN_SIZE])
{
    struct link link;

    link_open_from(&link, world, peer);
    link_login(&link, world_id(world), passphrase);
    world_run(world);
    enum hv_farewell reason = link.closed;
    assert_true(link_admission(&link, ret_token) == (reason == 0));
    link_drop(&link);
    return reason;
}

/* A house with a passphrase; nobody is in. */
static void world_open_with_passphrase(struct world *world)
{
    struct link owner;

    world_open(world);
    link_join(&owner, world, world->owner);
    assert_int_equal(set_passphrase(&owner, PASSPHRASE).refusal, HV_REFUSAL_NONE);
    link_drop(&owner);
}

static void the_first_link_is_worth_nothing_once_a_passphrase_is_set(void **state)
{
    struct world world, again;
    struct link owner, other;

    (void)state;
    world_open(&world);
    link_join(&owner, &world, world.owner);
    link_join(&other, &world, world.owner);
    assert_int_equal(set_passphrase(&owner, "elf letters").refusal, HV_REFUSAL_INVALID);
    assert_int_equal(set_passphrase(&owner, "één twee dr").refusal, HV_REFUSAL_INVALID);
    assert_true(opens_house(&world, world.owner));
    assert_int_equal(world.owner_token_ended, 0);

    struct world_reply set = set_passphrase(&owner, PASSPHRASE);
    assert_int_equal(set.refusal, HV_REFUSAL_NONE);
    assert_true(set.has_token);
    assert_int_equal(world.owner_token_ended, 1);
    assert_int_equal(other.closed, HV_FAREWELL_TOKEN);
    assert_int_equal(owner.closed, 0); /* it goes on, now by the new login */
    assert_int_equal(world_make_group(&owner, world_id(&world), "course").refusal, HV_REFUSAL_NONE);
    assert_false(opens_house(&world, world.owner));
    assert_true(opens_house(&world, set.token));
    link_forget(&owner);
    link_forget(&other);

    world_stop(&world);
    world_start(&again, world.store, 5);
    world_run(&again);
    uint8_t none[HV_TOKEN_SIZE] = { 0 };
    assert_memory_equal(again.owner, none, HV_TOKEN_SIZE); /* on_open gives no token */
    assert_false(opens_house(&again, world.owner));
    assert_true(opens_house(&again, set.token));
    world_close(&again);
}

static void with_the_passphrase_the_owner_comes_in_also_after_a_restart(void **state)
{
    struct world world, again;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE], later[HV_TOKEN_SIZE];

    (void)state;
    world_open_with_passphrase(&world);
    assert_int_equal(log_in(&world, 1, OTHER, token), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), 0);
    assert_true(opens_house(&world, token));
    world_stop(&world);

    world_start(&again, world.store, 6);
    link_open_from(&link, &again, 1); /* before the house is open */
    struct hv_id id = world_id(&again);
    link_login(&link, id, PASSPHRASE);
    world_run(&again);
    assert_true(link_admission(&link, later));
    link_forget(&link);
    link_hello(&link, later); /* on the same connection */
    world_run(&again);
    assert_string_equal(link_heard(&link), "welcome");
    assert_true(opens_house(&again, token));

    link_open_from(&link, &again, 1); /* the answer was lost: the same login */
    link_login(&link, id, PASSPHRASE);
    world_run(&again);
    assert_true(link_admission(&link, token));
    assert_memory_equal(token, later, HV_TOKEN_SIZE);
    link_forget(&link);
    world_close(&again);
}

static void without_a_passphrase_any_is_wrong_and_takes_as_long(void **state)
{
    struct world world;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    world_open(&world);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(world.jobs_ever, 1);
    world_close(&world);
}

static void a_login_lasts_twelve_hours(void **state)
{
    struct world world;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    world_open_with_passphrase(&world);
    int64_t begin = world.now;
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), 0);
    link_join(&link, &world, token);
    world_run_until(&world, begin + HV_HOUSE_LOGIN_MS - 1);
    assert_int_equal(link.closed, 0);
    assert_true(opens_house(&world, token));
    world_run_until(&world, begin + HV_HOUSE_LOGIN_MS);
    assert_string_equal(link_heard(&link), "farewell");
    assert_int_equal(link.closed, HV_FAREWELL_TOKEN);
    assert_false(opens_house(&world, token));
    world_close(&world);
}

static void logging_out_ends_one_login(void **state)
{
    struct world world;
    struct link link, same, other;
    uint8_t token[HV_TOKEN_SIZE], other_token[HV_TOKEN_SIZE];

    (void)state;
    world_open(&world);
    link_join(&link, &world, world.owner);
    assert_int_equal(logout(&link).refusal, HV_REFUSAL_NOT_ALLOWED); /* how to come in again? */
    assert_int_equal(set_passphrase(&link, PASSPHRASE).refusal, HV_REFUSAL_NONE);
    link_drop(&link);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), 0);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, other_token), 0);
    link_join(&link, &world, token);
    link_join(&same, &world, token);
    link_join(&other, &world, other_token);
    assert_int_equal(logout(&link).refusal, HV_REFUSAL_NONE);
    assert_string_equal(link_heard(&link), "done farewell");
    assert_int_equal(link.closed, HV_FAREWELL_TOKEN);
    assert_int_equal(same.closed, HV_FAREWELL_TOKEN);
    assert_int_equal(other.closed, 0);
    assert_false(opens_house(&world, token));
    assert_true(opens_house(&world, other_token));
    link_forget(&same);
    world_close(&world);
}

static void passphrases_that_are_guessed_rest_but_not_for_who_was_right(void **state)
{
    struct world world;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE], unused[HV_TOKEN_SIZE];

    (void)state;
    world_open_with_passphrase(&world);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), 0);
    for (int i = 0; i < HV_PASSPHRASE_GUESSES; i++) {
        uint8_t peer = (uint8_t)(10 + i / HV_PASSPHRASE_GUESSES_PEER);
        assert_int_equal(log_in(&world, peer, OTHER, unused), HV_FAREWELL_NOT_ADMITTED);
        if (i % HV_PASSPHRASE_GUESSES_PEER == HV_PASSPHRASE_GUESSES_PEER - 1) {
            assert_int_equal(log_in(&world, peer, PASSPHRASE, unused), HV_FAREWELL_RESTING);
        }
    }
    uint32_t jobs = world.jobs_ever;
    assert_int_equal(log_in(&world, 99, PASSPHRASE, unused), HV_FAREWELL_RESTING);
    assert_int_equal(world.jobs_ever, jobs); /* at once, without work */

    /* Who was right before goes on, within a limit of his own. */
    for (int i = 0; i < HV_PASSPHRASE_GUESSES_PEER - 1; i++) {
        assert_int_equal(log_in(&world, 1, OTHER, unused), HV_FAREWELL_NOT_ADMITTED);
    }
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), 0);
    link_join(&link, &world, token);
    for (int i = 0; i < HV_PASSPHRASE_GUESSES_PEER; i++) {
        assert_int_equal(log_in(&world, 1, OTHER, unused), HV_FAREWELL_NOT_ADMITTED);
    }
    assert_int_equal(log_in(&world, 1, PASSPHRASE, unused), HV_FAREWELL_RESTING);

    world_run_until(&world, world.now + HV_PASSPHRASE_GUESSES_MS);
    assert_int_equal(log_in(&world, 99, PASSPHRASE, unused), 0);
    link_forget(&link);
    world_close(&world);
}

/* Who guesses at many doors at once is counted before the first answer. */
static void guesses_at_the_same_time_count(void **state)
{
    struct world world;
    struct link links[HV_PASSPHRASE_GUESSES_PEER + 2];
    uint32_t resting = 0;

    (void)state;
    world_open_with_passphrase(&world);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        link_open_from(&links[i], &world, 3);
        link_login(&links[i], world_id(&world), OTHER);
        resting += links[i].closed == HV_FAREWELL_RESTING;
    }
    assert_int_equal(resting, 2);
    world_run(&world);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        link_drop(&links[i]);
    }
    world_close(&world);
}

static void two_jobs_run_at_a_time_and_only_so_many_wait(void **state)
{
    struct world world;
    struct link links[HV_JOBS_RUNNING_MAX + HV_JOBS_WAITING_MAX + 1];
    size_t count = sizeof links / sizeof links[0];
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    world_open_with_passphrase(&world);
    world.holds_jobs = true;
    for (size_t i = 0; i < count; i++) {
        link_open_from(&links[i], &world, (uint8_t)i);
        link_login(&links[i], world_id(&world), PASSPHRASE);
        world_run(&world);
    }
    assert_int_equal(links[count - 1].closed, HV_FAREWELL_RESTING);
    link_drop(&links[count - 1]);
    link_drop(&links[3]); /* before its turn has come */
    world.holds_jobs = false;
    world_run(&world);
    assert_int_equal(world.jobs_at_once, HV_JOBS_RUNNING_MAX);
    for (size_t i = 0; i < count - 1; i++) {
        if (i != 3) {
            assert_true(link_admission(&links[i], token));
            link_drop(&links[i]);
        }
    }
    world_close(&world);
}

static void closing_waits_for_a_job_that_runs(void **state)
{
    struct world world;
    struct link links[4];

    (void)state;
    world_open_with_passphrase(&world);
    world.holds_jobs = true;
    for (size_t i = 0; i < 4; i++) {
        link_open_from(&links[i], &world, (uint8_t)i);
        link_login(&links[i], world_id(&world), PASSPHRASE);
    }
    world_run(&world);
    assert_int_equal(world.job_count, HV_JOBS_RUNNING_MAX);
    hv_host_close(world.host, world_on_closed, &world);
    hv_memory_store_run(world.store);
    assert_false(world.closed);
    assert_true(world_work(&world));
    assert_false(world.closed);
    assert_true(world_work(&world));
    assert_true(world.closed);
    assert_int_equal(world.job_count, 0); /* those that waited are not begun any more */
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(link_heard(&links[i]), "farewell");
        assert_int_equal(links[i].closed, HV_FAREWELL_STOPPING);
    }
    world_close(&world);
}

/* As if the power had failed: nobody works at the job any more. */
static void a_host_is_freed_with_a_job_under_way(void **state)
{
    struct world world;
    struct link link;

    (void)state;
    world_open_with_passphrase(&world);
    world.holds_jobs = true;
    link_open_from(&link, &world, 1);
    link_login(&link, world_id(&world), PASSPHRASE);
    world_run(&world);
    assert_int_equal(world.job_count, 1);
    hv_memory_store_crash(world.store, (struct hv_choice){ .choose = NULL });
    hv_host_free(world.host);
    hv_vault_free(world.vault);
    hv_memory_store_free(world.store);
    link_forget(&link);
}

static void world_restart(struct world *world, struct world *before, uint64_t seed)
{
    world_stop(before);
    world_start(world, before->store, seed);
    world_run(world);
    assert_true(world->opened);
}

static void the_operator_takes_a_forgotten_passphrase_away(void **state)
{
    struct world first, opened, after, last;
    struct link owner;
    uint8_t founding[HV_TOKEN_SIZE], login[HV_TOKEN_SIZE], token[HV_TOKEN_SIZE];

    (void)state;
    world_open_with_passphrase(&first);
    memcpy(founding, first.owner, sizeof founding);
    assert_int_equal(log_in(&first, 1, PASSPHRASE, login), 0);

    world_drops = HV_HOUSE_PASSPHRASE_GONE;
    world_stop(&first);
    world_start(&opened, first.store, 6);
    hv_memory_store_knobs(opened.store)->appends_full = 1; /* it cannot be stored */
    world_run(&opened);
    assert_true(opened.opened);
    assert_int_not_equal(opened.open_code, HV_OK);
    world_restart(&after, &opened, 7);
    assert_int_equal(after.open_code, HV_OK);
    world_restart(&opened, &after, 8); /* there is none any more */
    world_drops = 0;
    assert_true(opened.owner_comes_by_token);
    assert_memory_equal(opened.owner, after.owner, HV_TOKEN_SIZE);

    world_restart(&last, &opened, 9);
    assert_memory_equal(last.owner, after.owner, HV_TOKEN_SIZE);
    assert_memory_not_equal(last.owner, founding, HV_TOKEN_SIZE);
    assert_false(opens_house(&last, founding));
    assert_false(opens_house(&last, login));
    assert_int_equal(log_in(&last, 1, PASSPHRASE, token), HV_FAREWELL_NOT_ADMITTED);
    link_join(&owner, &last, last.owner);
    assert_int_equal(set_passphrase(&owner, OTHER).refusal, HV_REFUSAL_NONE);
    link_drop(&owner);
    assert_false(opens_house(&last, last.owner));
    assert_int_equal(log_in(&last, 1, PASSPHRASE, token), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(log_in(&last, 1, OTHER, token), 0);
    world_close(&last);
}

static void a_passphrase_set_meanwhile_counts(void **state)
{
    struct world world;
    struct link first, second, late;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    world_open_with_passphrase(&world);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), 0);
    link_join(&first, &world, token);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), 0);
    link_join(&second, &world, token);

    /* Both set one; the first ends the login of the second, and what the third types is old. */
    world.holds_jobs = true;
    struct hv_id id = world_id(&world);
    say_set_passphrase(&first, id, OTHER, PASSPHRASE);
    say_set_passphrase(&second, world_id(&world), "drie gele katten", PASSPHRASE);
    world_run(&world);
    assert_true(world_work(&world) && world_work(&world)); /* both know the one until now */
    link_open_from(&late, &world, 2);
    link_login(&late, world_id(&world), PASSPHRASE);
    world_run(&world);
    world.holds_jobs = false;
    world_run(&world);
    assert_int_equal(link_reply(&first, id).refusal, HV_REFUSAL_NONE);
    assert_int_equal(first.closed, 0);
    assert_int_equal(second.closed, HV_FAREWELL_TOKEN);
    assert_int_equal(late.closed, HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(log_in(&world, 1, OTHER, token), 0);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), HV_FAREWELL_NOT_ADMITTED);
    link_forget(&first);
    link_forget(&second);
    link_forget(&late);
    world_close(&world);
}

/* Who sits down at a console that was left open. */
static void a_new_passphrase_asks_the_one_until_now(void **state)
{
    struct world world;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    world_open_with_passphrase(&world);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), 0);
    link_join(&link, &world, token);
    assert_int_equal(change_passphrase(&link, OTHER, "").refusal, HV_REFUSAL_NOT_ACCEPTED);
    assert_int_equal(change_passphrase(&link, OTHER, OTHER).refusal, HV_REFUSAL_NOT_ACCEPTED);
    assert_int_equal(link.closed, 0);
    struct world_reply changed = change_passphrase(&link, OTHER, PASSPHRASE);
    assert_int_equal(changed.refusal, HV_REFUSAL_NONE);
    assert_true(changed.has_token);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), HV_FAREWELL_NOT_ADMITTED);
    assert_int_equal(log_in(&world, 1, OTHER, token), 0);
    link_drop(&link);
    world_close(&world);
}

static void guesses_of_the_one_until_now_are_counted(void **state)
{
    struct world world;
    struct link link;
    uint8_t token[HV_TOKEN_SIZE];

    (void)state;
    world_open_with_passphrase(&world);
    assert_int_equal(log_in(&world, 1, PASSPHRASE, token), 0);
    link_join(&link, &world, token);
    enum hv_refusal refusal = HV_REFUSAL_NOT_ACCEPTED;
    for (unsigned tries = 0; refusal == HV_REFUSAL_NOT_ACCEPTED; tries++) {
        assert_true(tries <= HV_PASSPHRASE_GUESSES_PEER);
        refusal = change_passphrase(&link, OTHER, "geen van beide").refusal;
    }
    assert_int_equal(refusal, HV_REFUSAL_BUSY);
    assert_int_equal(change_passphrase(&link, OTHER, PASSPHRASE).refusal, HV_REFUSAL_BUSY);
    world.now += HV_PASSPHRASE_GUESSES_MS + 1;
    assert_int_equal(change_passphrase(&link, OTHER, PASSPHRASE).refusal, HV_REFUSAL_NONE);
    link_drop(&link);
    world_close(&world);
}

/* ---- Into a group ---- */

static void the_owner_enters_a_group_once_by_one_command(void **state)
{
    struct hall hall;
    struct link facilitator;
    struct hv_id log, unknown = { .b = { 9 } };

    (void)state;
    hall_prepare(&hall);
    memcpy(log.b, hall.facilitator_token, sizeof log.b);
    struct hv_id id = world_id(&hall.world);
    struct world_reply entered = enter_group(&hall.owner, id, log);
    assert_int_equal(entered.refusal, HV_REFUSAL_NONE);
    assert_true(entered.has_token);
    uint64_t records = world_counts(&hall.world).records;
    struct world_reply again = enter_group(&hall.owner, id, log);
    assert_memory_equal(again.token, entered.token, HV_TOKEN_SIZE);
    assert_int_equal(world_counts(&hall.world).records, records);

    link_open(&facilitator, &hall.world);
    link_hello(&facilitator, entered.token);
    world_run(&hall.world);
    assert_int_equal(link_role(&facilitator), HOUVAST__V1__ROLE__ROLE_FACILITATOR);
    link_forget(&facilitator);
    world_open_meeting(&facilitator);
    link_forget(&facilitator);

    assert_int_equal(enter_group(&hall.owner, world_id(&hall.world), unknown).refusal,
                     HV_REFUSAL_NOT_FOUND);
    hall_end(&hall);
}

static void a_group_that_sleeps_is_opened_for_the_owner(void **state)
{
    struct hall hall;
    struct world again;
    struct link owner;
    struct hv_id log;

    (void)state;
    hall_prepare(&hall);
    memcpy(log.b, hall.facilitator_token, sizeof log.b);
    hall_forget(&hall);
    world_stop(&hall.world);
    world_start(&again, hall.world.store, 8);
    world_run(&again);
    assert_int_equal(world_counts(&again).groups_open, 0);
    link_join(&owner, &again, again.owner);
    struct world_reply entered = enter_group(&owner, world_id(&again), log);
    assert_true(entered.has_token);
    link_forget(&owner);

    hv_memory_store_knobs(again.store)->appends_full = 1;
    assert_int_equal(enter_group(&owner, world_id(&again), log).refusal, HV_REFUSAL_READ_ONLY);
    entered = enter_group(&owner, world_id(&again), log);
    assert_true(entered.has_token);
    link_forget(&owner);
    world_close(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_link_is_worth_nothing_once_a_passphrase_is_set),
        cmocka_unit_test(with_the_passphrase_the_owner_comes_in_also_after_a_restart),
        cmocka_unit_test(without_a_passphrase_any_is_wrong_and_takes_as_long),
        cmocka_unit_test(a_login_lasts_twelve_hours),
        cmocka_unit_test(logging_out_ends_one_login),
        cmocka_unit_test(passphrases_that_are_guessed_rest_but_not_for_who_was_right),
        cmocka_unit_test(guesses_at_the_same_time_count),
        cmocka_unit_test(two_jobs_run_at_a_time_and_only_so_many_wait),
        cmocka_unit_test(closing_waits_for_a_job_that_runs),
        cmocka_unit_test(a_host_is_freed_with_a_job_under_way),
        cmocka_unit_test(a_passphrase_set_meanwhile_counts),
        cmocka_unit_test(the_operator_takes_a_forgotten_passphrase_away),
        cmocka_unit_test(a_new_passphrase_asks_the_one_until_now),
        cmocka_unit_test(guesses_of_the_one_until_now_are_counted),
        cmocka_unit_test(the_owner_enters_a_group_once_by_one_command),
        cmocka_unit_test(a_group_that_sleeps_is_opened_for_the_owner),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
