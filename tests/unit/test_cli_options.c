/* SPDX-License-Identifier: EUPL-1.2 */
/* The command line, the links that never stand on it, and the file of an owner's groups. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "client/cli/link_file.h"
#include "client/cli/names.h"
#include "client/cli/options.h"
#include "client/cli/owner_file.h"

#define TOKEN "kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3kA3k"

struct line {
    const char *words[6];
    const char *environment;
    enum hv_word problem; /* HV_WORD_COUNT: none */
    const char *nearest;
};

static bool
read_words(const struct line *line, struct hv_options *ret, struct hv_options_problem *ret_problem)
{
    char *words[6];
    int count = 0;

    for (; count < 6 && line->words[count] != NULL; count++) {
        words[count] = (char *)(uintptr_t)line->words[count];
    }
    return hv_options_read(count, words, line->environment, ret, ret_problem);
}

static void test_wrong_lines(void **state)
{
    static const struct line lines[] = {
        { .words = { NULL }, .problem = HV_WORD_OPTION_NO_VERB },
        { .words = { "jion" }, .problem = HV_WORD_OPTION_VERB, .nearest = "join" },
        { .words = { "dance" }, .problem = HV_WORD_OPTION_VERB },
        { .words = { "join", "--langauge", "en" },
          .problem = HV_WORD_OPTION_UNKNOWN,
          .nearest = "--language" },
        { .words = { "join", "--language", "fr" }, .problem = HV_WORD_OPTION_LANGUAGE },
        { .words = { "join", "--language" }, .problem = HV_WORD_OPTION_VALUE },
        { .words = { "join", "--plain=yes" }, .problem = HV_WORD_OPTION_NO_VALUE },
        { .words = { "join", "--fast" }, .problem = HV_WORD_OPTION_REHEARSE_ONLY },
        { .words = { "rehearse", "a", "--couples", "17" }, .problem = HV_WORD_OPTION_COUPLES },
        { .words = { "rehearse", "a", "--couples", "0" }, .problem = HV_WORD_OPTION_COUPLES },
        { .words = { "rehearse", "a", "--couples", "-1" }, .problem = HV_WORD_OPTION_COUPLES },
        { .words = { "rehearse", "a", "--couples", "4x" }, .problem = HV_WORD_OPTION_COUPLES },
        { .words = { "rehearse", "a", "--pace", "0" }, .problem = HV_WORD_OPTION_PACE },
        { .words = { "rehearse", "a", "--seed", "" }, .problem = HV_WORD_OPTION_SEED },
        { .words = { "rehearse", "a", "--seed", "99999999999999999999" },
          .problem = HV_WORD_OPTION_SEED },
        { .words = { "join", "a", "b" }, .problem = HV_WORD_OPTION_TOO_MANY },
        { .words = { "join", "ws://hall:1/#" TOKEN }, .problem = HV_WORD_OPTION_SECRET },
        { .words = { "join", "http://hall:1/#w.BCDFGH" }, .problem = HV_WORD_OPTION_SECRET },
        { .words = { "join", "hall:1", "BCDF2345" }, .problem = HV_WORD_OPTION_CODE },
        { .words = { "join", "a.link", "hall:1" }, .problem = HV_WORD_OPTION_TOO_MANY },
        { .words = { "project", "http://hall:1" }, .problem = HV_WORD_OPTION_ADDRESS },
        { .words = { "rehearse", "hall:1" }, .problem = HV_WORD_OPTION_ADDRESS },
        { .words = { "join", "--visitor" }, .problem = HV_WORD_OPTION_REHEARSE_ONLY },
        { .words = { "rehearse", "a", "--visitor", "--couples", "16" },
          .problem = HV_WORD_OPTION_VISITOR },
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct hv_options_problem problem;
        struct hv_options options;

        assert_false(read_words(&lines[i], &options, &problem));
        assert_int_equal(problem.word, lines[i].problem);
        if (lines[i].nearest == NULL) {
            assert_null(problem.nearest);
        } else {
            assert_string_equal(problem.nearest, lines[i].nearest);
        }
    }
}

static void test_right_lines(void **state)
{
    struct hv_options_problem problem;
    struct hv_options options;

    (void)state;
    assert_true(read_words(&(struct line){ .words = { "join" } }, &options, &problem));
    assert_int_equal(options.verb, HV_VERB_JOIN);
    assert_int_equal(options.language, HV_CLIENT_NL);
    assert_null(options.file);

    assert_true(read_words(&(struct line){ .words = { "join" }, .environment = "en_GB.UTF-8" },
                           &options, &problem));
    assert_int_equal(options.language, HV_CLIENT_EN);
    assert_true(read_words(
        &(struct line){ .words = { "join", "--language=nl" }, .environment = "en_GB.UTF-8" },
        &options, &problem));
    assert_int_equal(options.language, HV_CLIENT_NL);
    assert_true(
        read_words(&(struct line){ .words = { "join" }, .environment = "C" }, &options, &problem));
    assert_int_equal(options.language, HV_CLIENT_NL);

    assert_true(read_words(&(struct line){ .words = { "rehearse", "owner.link", "--fast",
                                                      "--seed=7", "--couples", "3" } },
                           &options, &problem));
    assert_int_equal(options.verb, HV_VERB_REHEARSE);
    assert_string_equal(options.file, "owner.link");
    assert_true(options.fast && options.seeded);
    assert_int_equal(options.seed, 7);
    assert_int_equal(options.couples, 3);

    assert_true(read_words(&(struct line){ .words = { "facilitate", "http://hall:8080" } },
                           &options, &problem));
    assert_string_equal(options.address, "http://hall:8080");
    assert_null(options.file);
    assert_true(
        read_words(&(struct line){ .words = { "join", "./hall:8080" } }, &options, &problem));
    assert_string_equal(options.file, "./hall:8080");
    assert_null(options.address);

    assert_true(read_words(&(struct line){ .words = { "--help" } }, &options, &problem) &&
                options.help);
    assert_true(read_words(&(struct line){ .words = { "-h" } }, &options, &problem) &&
                options.help);
    assert_true(read_words(&(struct line){ .words = { "--version" } }, &options, &problem) &&
                options.version);
}

/* ---- Links ---- */

static void test_pasted_links(void **state)
{
    static const char *const wrong[] = { "",
                                         "   ",
                                         "hallo",
                                         TOKEN,
                                         "c." TOKEN,
                                         "ws://hall:1/#kort",
                                         "ws://hall:1/#x." TOKEN,
                                         "ws://hall:1/#c.kort",
                                         "ws://hall:1/#w.",
                                         "ws://hall:1/#w.AEIOUU",
                                         "ws://hall:1/#" TOKEN " en nog iets" };
    static const struct {
        const char *text;
        enum hv_link_kind kind;
        const char *secret;
    } right[] = {
        { "  ws://hall:8080/#" TOKEN " \r\n", HV_LINK_TOKEN, "" },
        { "http://hall:8080/console#t." TOKEN, HV_LINK_TOKEN, "" },
        { "http://hall:8080/#c." TOKEN, HV_LINK_CARD, TOKEN },
        { "http://hall:8080/#w.bcd-fgh", HV_LINK_CODE, "bcd-fgh" },
        { "http://hall:8080/", HV_LINK_PLACE, "" },
        { "hall:8080", HV_LINK_PLACE, "" },
    };
    struct hv_link link;

    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        assert_true(hv_link_read(right[i].text, &link));
        assert_int_equal(link.kind, right[i].kind);
        assert_string_equal(link.address.host, "hall");
        assert_int_equal(link.address.port, 8080);
        assert_string_equal(link.address.token, right[i].kind == HV_LINK_TOKEN ? TOKEN : "");
        assert_string_equal(link.secret, right[i].secret);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(hv_link_read(wrong[i], &link));
    }
}

/* What is written is read again, and says to a browser which page it is. */
static void test_links_to_pass_on(void **state)
{
    uint8_t token[HV_CLIENT_TOKEN_SIZE] = { 1, 2, 3 };
    struct hv_link link;
    char text[HV_LINK_TEXT_MAX];

    (void)state;
    assert_true(hv_link_read("https://zaal.example/", &link));
    hv_link_write(&link.address, "projector", token, text);
    assert_memory_equal(text, "https://zaal.example/projector#t.AQID", 37);
    assert_true(hv_link_read(text, &link));
    assert_int_equal(link.kind, HV_LINK_TOKEN);
    assert_true(link.address.tls);
    assert_int_equal(strlen(link.address.token), HV_CLIENT_TOKEN_TEXT_SIZE);
    hv_link_write_place(&link.address, text);
    assert_string_equal(text, "https://zaal.example");
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void test_link_files(void **state)
{
    const char *folder = *state;
    char path[512];
    struct hv_link link;
    enum hv_word problem;
    int reason;

    snprintf(path, sizeof path, "%s/a.link", folder);
    assert_false(hv_link_file_read(path, &link, &problem, &reason));
    assert_int_equal(problem, HV_WORD_LINK_FILE_MISSING);
    assert_int_not_equal(reason, 0);

    write_text(path, "\n  \nhttps://houvast.example/#" TOKEN "\n");
    assert_true(hv_link_file_read(path, &link, &problem, &reason));
    assert_true(link.address.tls);
    assert_int_equal(link.address.port, 443);

    write_text(path, "geen link\n");
    assert_false(hv_link_file_read(path, &link, &problem, &reason));
    assert_int_equal(problem, HV_WORD_LINK_FILE_NONE);
    assert_int_equal(reason, 0);
}

/* ---- An owner's groups ---- */

static void test_owner_file(void **state)
{
    const char *folder = *state;
    char link[512];
    struct hv_owner_file *file = calloc(1, sizeof *file);
    struct hv_owner_group group = { .command = { 1, 2, 3 },
                                    .programme = "hold_me_tight",
                                    .title = "Maandag, met koffie" };
    uint8_t log[16] = { 9, 8, 7 };
    struct stat about;

    snprintf(link, sizeof link, "%s/owner.link", folder);
    assert_non_null(file);
    assert_true(hv_owner_file_read(link, file));
    assert_int_equal(file->count, 0);

    assert_true(hv_owner_file_put(file, &group));
    assert_int_equal(stat(file->path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_null(hv_owner_file_find(file, log));
    assert_null(hv_owner_file_find(file, group.log));

    memcpy(group.log, log, sizeof log);
    assert_true(hv_owner_file_put(file, &group));
    assert_int_equal(file->count, 1);

    assert_true(hv_owner_file_read(link, file));
    assert_int_equal(file->count, 1);
    assert_non_null(hv_owner_file_find(file, log));
    assert_string_equal(hv_owner_file_find(file, log)->title, "Maandag, met koffie");
    assert_memory_equal(hv_owner_file_find(file, log)->command, group.command, 16);

    write_text(file->path, "dit is iets anders\n");
    assert_false(hv_owner_file_read(link, file));
    free(file);
}

/* ---- Couples ---- */

static void test_names(void **state)
{
    static const struct {
        const char *typed;
        enum hv_word problem;
        const char *names[2];
    } rows[] = {
        { "Noor, Sam", HV_WORD_COUNT, { "Noor", "Sam" } },
        { "  Anne Marie ,Bo  ", HV_WORD_COUNT, { "Anne Marie", "Bo" } },
        { "Noor Sam", HV_WORD_COUPLE_HOW, { NULL } },
        { "Noor,", HV_WORD_COUPLE_HOW, { NULL } },
        { ", Sam", HV_WORD_COUPLE_HOW, { NULL } },
        { "Noor, Sam, Kim", HV_WORD_COUPLE_HOW, { NULL } },
        { "Noor, Sam,", HV_WORD_COUPLE_HOW, { NULL } },
        { "Noor, een naam van meer dan veertig tekens achter elkaar",
          HV_WORD_COUPLE_HOW,
          { NULL } },
        { "Noor, noor", HV_WORD_COUPLE_SAME, { NULL } },
    };
    char names[2][HV_NAME_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(hv_names_read(rows[i].typed, names), rows[i].problem);
        if (rows[i].problem == HV_WORD_COUNT) {
            assert_string_equal(names[0], rows[i].names[0]);
            assert_string_equal(names[1], rows[i].names[1]);
        }
    }
}

static int make_folder(void **state)
{
    static char folder[] = "/tmp/houvast-test-XXXXXX";

    *state = mkdtemp(folder);
    return *state == NULL ? -1 : 0;
}

static int remove_folder(void **state)
{
    static const char *const names[] = { "a.link", "owner.groups" };
    char path[512];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", (const char *)*state, names[i]);
        unlink(path);
    }
    return rmdir(*state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong_lines),  cmocka_unit_test(test_right_lines),
        cmocka_unit_test(test_pasted_links), cmocka_unit_test(test_links_to_pass_on),
        cmocka_unit_test(test_link_files),   cmocka_unit_test(test_owner_file),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
