/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs a target on every file of the folder that is named, so that what a fuzzer found stays found.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/fuzz/fuzz.h"

static const char *folder;

static int is_input(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* In a block of its own size, so that AddressSanitizer sees every byte read beyond it. */
static void run(const char *name)
{
    char path[4096];
    long size;
    FILE *file;
    uint8_t *bytes;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rbe");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size = ftell(file);
    assert_true(size >= 0);
    rewind(file);
    bytes = malloc((size_t)size);
    assert_int_equal(fread(bytes, 1, (size_t)size, file), size);
    fclose(file);
    printf("%s\n", name);
    fflush(stdout);
    assert_int_equal(LLVMFuzzerTestOneInput(bytes, (size_t)size), 0);
    free(bytes);
}

static void every_input_of_the_corpus(void **state)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_input, alphasort);

    (void)state;
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        run(entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_input_of_the_corpus) };

    if (argc != 2) {
        fprintf(stderr, "usage: %s <folder>\n", argv[0]);
        return 2;
    }
    folder = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
