/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Looks for a mistake: plays worlds in calm, rough and stormy weather, and pairs that differ in a
 * secret alone, until something is broken or so many steps were taken. Prints what it found, the
 * seed and the steps; exit code 1: found, 0: nothing.
 *
 *     HV_SOURCE_DIR=. hunt [steps [first seed]]
 *
 * `./dev sim --bugs` runs it on trees with a bug planted in each.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/sim/evening.h"
#include "tests/sim/library.h"

#define STEPS_USUAL 2000000

int main(int argument_count, char **arguments)
{
    uint64_t most = argument_count > 1 ? strtoull(arguments[1], NULL, 10) : STEPS_USUAL;
    uint64_t seed = argument_count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    uint64_t steps = 0;
    struct hv_library *library = library_load();
    const char *found = NULL;
    while (found == NULL && steps < most) {
        found = evening_of_seed(seed, library, &steps);
        seed++;
    }
    if (found != NULL) {
        printf("found: %s; seed %llu, %llu steps\n", found, (unsigned long long)(seed - 1),
               (unsigned long long)steps);
    } else {
        printf("nothing found in %llu steps\n", (unsigned long long)steps);
    }
    library_free(library);
    return found != NULL;
}
