/* SPDX-License-Identifier: EUPL-1.2 */
/* The lists of words hold to their rules, words are drawn evenly and read with indulgence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "host/words.h"

enum {
    NL,
    EN
};

struct list {
    const char *name;
    char words[HV_WORDS_LISTED][HV_WORD_MAX + 1];
};

static struct list lists[] = { [NL] = { .name = "nl" }, [EN] = { .name = "en" } };

static FILE *open_in_tree(const char *path)
{
    char name[4096];
    FILE *file;

    assert_non_null(getenv("HV_SOURCE_DIR"));
    (void)snprintf(name, sizeof name, "%s/%s", getenv("HV_SOURCE_DIR"), path);
    file = fopen(name, "r");
    assert_non_null(file);
    return file;
}

static int read_lists(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char path[64], line[64];
        FILE *file;
        size_t count = 0;

        (void)snprintf(path, sizeof path, "server/host/words/%s.txt", lists[i].name);
        file = open_in_tree(path);
        for (; fgets(line, sizeof line, file) != NULL; count++) {
            size_t size = strcspn(line, "\n");

            assert_in_range(size, HV_WORD_MIN, HV_WORD_MAX);
            assert_in_range(count, 0, HV_WORDS_LISTED - 1);
            memcpy(lists[i].words[count], line, size);
        }
        (void)fclose(file);
        assert_int_equal(count, HV_WORDS_LISTED);
    }
    return 0;
}

static void words_are_small_letters_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < HV_WORDS_LISTED; j++) {
            const char *word = lists[i].words[j];

            assert_int_equal(strspn(word, "abcdefghijklmnopqrstuvwxyz"), strlen(word));
            assert_true(j == 0 || strcmp(lists[i].words[j - 1], word) < 0);
        }
    }
}

/* Whether one letter more, fewer or other makes b of a. */
static bool one_mistake_apart(const char *a, const char *b)
{
    size_t long_a = strlen(a), long_b = strlen(b), same = 0;

    while (a[same] != '\0' && a[same] == b[same]) {
        same++;
    }
    if (long_a == long_b) {
        return strcmp(a + same + 1, b + same + 1) == 0;
    }
    if (long_a > long_b) {
        return long_a == long_b + 1 && strcmp(a + same + 1, b + same) == 0;
    }
    return long_b == long_a + 1 && strcmp(a + same, b + same + 1) == 0;
}

/* What is written in more than one way is written in one. */
static const struct sound {
    const char *written;
    const char *as;
} sounds[2][24] = {
    [NL] = {
        { "ij", "ei" }, { "ou", "au" }, { "sch", "sg" }, { "ch", "g" }, { "ph", "f" },
        { "th", "t" }, { "qu", "kw" }, { "x", "ks" }, { "ce", "se" }, { "ci", "si" },
        { "c", "k" }, { "y", "i" }, { "z", "s" }, { "v", "f" }, { "d$", "t" }, { "b$", "p" },
        { "dt$", "t" },
    },
    [EN] = {
        { "^kn", "n" }, { "^wr", "r" }, { "^wh", "w" }, { "ph", "f" }, { "qu", "kw" },
        { "x", "ks" }, { "ce", "se" }, { "ci", "si" }, { "c", "k" }, { "gh", "" }, { "ie", "e" },
        { "ei", "e" }, { "ea", "e" }, { "ee", "e" }, { "ai", "a" }, { "ay", "a" }, { "oa", "o" },
        { "y", "i" }, { "z", "s" }, { "mb$", "m" },
    },
};

/* `ret` is at least three times as long as a word. */
static void spell_as_heard(const char *word, const struct sound *sound, char ret[32])
{
    (void)snprintf(ret, 32, "^%s$", word);
    for (; sound->written != NULL; sound++) {
        size_t written = strlen(sound->written), as = strlen(sound->as);
        /* the mark of the beginning or the end stays */
        size_t before = sound->written[0] == '^', after = sound->written[written - 1] == '$';

        for (char *at = strstr(ret, sound->written); at != NULL;
             at = strstr(at + as, sound->written)) {
            at += before;
            memmove(at + as, at + written - before - after,
                    strlen(at + written - before - after) + 1);
            memcpy(at, sound->as, as);
        }
    }
    for (char *at = ret; *at != '\0';) { /* a letter twice is that letter */
        if (at[0] == at[1]) {
            memmove(at, at + 1, strlen(at + 1) + 1);
        } else {
            at++;
        }
    }
}

/* The test of the lists below is worth what this one is. */
static void what_sounds_alike_is_told(void **state)
{
    static const struct {
        const char *a, *b;
        size_t list;
        bool alike;
    } pairs[] = {
        { "wijde", "weide", NL, true }, { "kouse", "kause", NL, true },
        { "hond", "hont", NL, true },   { "vier", "fier", NL, true },
        { "zee", "see", NL, true },     { "licht", "ligt", NL, true },
        { "cel", "kel", NL, false },    { "molen", "malen", NL, false },
        { "knight", "nit", EN, true },  { "receive", "recieve", EN, true },
        { "cake", "kake", EN, true },   { "sail", "sal", EN, true },
        { "tide", "tied", EN, false },  { "candle", "cradle", EN, false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char a[32], b[32];

        spell_as_heard(pairs[i].a, sounds[pairs[i].list], a);
        spell_as_heard(pairs[i].b, sounds[pairs[i].list], b);
        assert_int_equal(strcmp(a, b) == 0, pairs[i].alike);
    }
    assert_true(one_mistake_apart("molen", "malen"));
    assert_true(one_mistake_apart("molen", "molens"));
    assert_true(one_mistake_apart("bel", "el"));
    assert_false(one_mistake_apart("molen", "maken"));
    assert_false(one_mistake_apart("molen", "olent"));
}

static void no_two_words_of_a_list_are_taken_for_each_other(void **state)
{
    static char heard[HV_WORDS_LISTED][32];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < HV_WORDS_LISTED; j++) {
            spell_as_heard(lists[i].words[j], sounds[i], heard[j]);
        }
        for (size_t j = 0; j < HV_WORDS_LISTED; j++) {
            for (size_t k = 0; k < j; k++) {
                const char *a = lists[i].words[j], *b = lists[i].words[k];

                if (strncmp(a, b, 4) == 0 || one_mistake_apart(a, b) ||
                    strcmp(heard[j], heard[k]) == 0) {
                    fail_msg("%s: '%s' and '%s'", lists[i].name, a, b);
                }
            }
        }
    }
}

static bool is_listed(const struct list *list, const char *word)
{
    for (size_t i = 0; i < HV_WORDS_LISTED; i++) {
        if (strcmp(list->words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* What somebody wrote on a card of an exercise is no word to hand out on a slip. */
static void no_word_stands_on_a_card_of_the_exercises(void **state)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    FILE *file = open_in_tree("programmes/decks.yaml");
    char line[512];
    size_t seen = 0;

    (void)state;
    while (fgets(line, sizeof line, file) != NULL) {
        char *at = strstr(line, " nl: ");

        while (at != NULL && *(at += strcspn(at, letters)) != '\0') {
            size_t size = strspn(at, letters);
            char word[sizeof line];

            (void)snprintf(word, sizeof word, "%.*s", (int)size, at);
            if (is_listed(&lists[NL], word) || is_listed(&lists[EN], word)) {
                fail_msg("'%s' stands on a card", word);
            }
            at += size;
            seen++;
        }
    }
    (void)fclose(file);
    assert_in_range(seen, 300, 10000);
}

/* Parts of words that nobody should have to say aloud; none of ours is there by chance. */
static void no_word_hurts(void **state)
{
    static const char *const parts[2][40] = {
        [NL] = { "dood",   "moord",  "^ziek",   "pijn",  "bloed",  "kanker", "^lijk",  "^haat",
                 "straf",  "wapen",  "^mes$",   "zwak",  "^dom$",  "lelijk", "seks",   "^bed$",
                 "naakt",  "borst$", "kont",    "^lul",  "slet$",  "^god",   "kerk",   "duivel",
                 "bijbel", "wijn$",  "dranken", "^huil", "schuld", "oorlog", "^slaan", "verlaat" },
        [EN] = { "dead",   "^kill", "death",  "^sick$", "pain$", "blood",  "^hate",   "^gun$",
                 "weapon", "knife", "weak$",  "dumb",   "ugly",  "^sex$",  "naked",   "breast",
                 "butt$",  "^god",  "church", "devil",  "bible", "^wine$", "booze",   "guilt",
                 "^war$",  "hurt",  "^cry",   "slut",   "^rape", "^fat$",  "divorce", "cheat" },
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < HV_WORDS_LISTED; j++) {
            char word[16];

            (void)snprintf(word, sizeof word, "^%s$", lists[i].words[j]);
            for (const char *const *part = parts[i]; *part != NULL; part++) {
                if (strstr(word, *part) != NULL) {
                    fail_msg("%s: '%s' holds '%s'", lists[i].name, lists[i].words[j], *part);
                }
            }
        }
    }
}

/* The 2^16 values that decide a word come by once each: every word comes equally often. */
static void every_word_is_drawn_as_often_as_another(void **state)
{
    (void)state;
    for (uint8_t language = 0; language < 2; language++) {
        for (size_t place = 0; place < 2; place++) {
            static unsigned drawn[HV_WORDS_LISTED];

            memset(drawn, 0, sizeof drawn);
            for (uint32_t value = 0; value < 65536; value++) {
                uint8_t random[8] = { 0 };
                char words[HV_WORDS_TEXT_MAX + 1];
                char *second;
                const char *word;

                random[4 * place] = (uint8_t)value;
                random[4 * place + 1] = (uint8_t)(value >> 8);
                hv_words_draw(random, language, words);
                second = strchr(words, ' ');
                assert_non_null(second);
                *second++ = '\0';
                word = place == 0 ? words : second;
                assert_string_equal(word, lists[language].words[value % HV_WORDS_LISTED]);
                assert_string_equal(place == 0 ? second : words, lists[language].words[0]);
                drawn[value % HV_WORDS_LISTED]++;
            }
            for (size_t i = 0; i < HV_WORDS_LISTED; i++) {
                assert_int_equal(drawn[i], 65536 / HV_WORDS_LISTED);
            }
        }
    }
}

static void what_a_person_types_is_read_with_indulgence(void **state)
{
    static const struct {
        const char *typed;
        const char *read; /* NULL: it cannot be two words */
    } cases[] = {
        { "molen paraplu", "molen paraplu" },
        { "  Molen   PARAPLU \n", "molen paraplu" },
        { "molen-paraplu", "molen paraplu" },
        { "molen, paraplu.", "molen paraplu" },
        { "molen\tparaplu", "molen paraplu" },
        { "aap bel", "aap bel" },
        { "", NULL },
        { " ", NULL },
        { "molen", NULL },
        { "molenparaplu", NULL },
        { "molen paraplu wagen", NULL },
        { "mo paraplu", NULL },
        { "molen paraplus", NULL }, /* eight letters */
        { "molen paraplu1", NULL },
        { "m\xc3\xb6len paraplu", NULL },
        { "molen [araplu", NULL },
        { "molen @araplu", NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char read[HV_WORDS_TEXT_MAX + 1] = "untouched";
        bool is = hv_words_read(hv_bytes_from_text(cases[i].typed), read);

        assert_int_equal(is, cases[i].read != NULL);
        assert_string_equal(read, is ? cases[i].read : "untouched");
    }
}

static void what_is_drawn_reads_as_itself(void **state)
{
    (void)state;
    for (uint8_t language = 0; language < 2; language++) {
        for (size_t i = 0; i < HV_WORDS_LISTED; i++) {
            uint8_t random[8] = { (uint8_t)i, (uint8_t)(i >> 8), 0, 0, 7, (uint8_t)(i >> 3) };
            char drawn[HV_WORDS_TEXT_MAX + 1], read[HV_WORDS_TEXT_MAX + 1];

            hv_words_draw(random, language, drawn);
            assert_true(hv_words_read(hv_bytes_from_text(drawn), read));
            assert_string_equal(read, drawn);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_small_letters_in_order),
        cmocka_unit_test(what_sounds_alike_is_told),
        cmocka_unit_test(no_two_words_of_a_list_are_taken_for_each_other),
        cmocka_unit_test(no_word_stands_on_a_card_of_the_exercises),
        cmocka_unit_test(no_word_hurts),
        cmocka_unit_test(every_word_is_drawn_as_often_as_another),
        cmocka_unit_test(what_a_person_types_is_read_with_indulgence),
        cmocka_unit_test(what_is_drawn_reads_as_itself),
    };

    return cmocka_run_group_tests(tests, read_lists, NULL);
}
