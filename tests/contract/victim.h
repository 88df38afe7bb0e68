/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A process that loads a SQLite store and tells what it was promised, until it is killed or its
 * disk goes; and what must hold of the folder that it leaves.
 */
#ifndef HV_TESTS_CONTRACT_VICTIM_H
#define HV_TESTS_CONTRACT_VICTIM_H

#include <sys/types.h>

#include "tests/contract/driver_sqlite.h"
#include "tests/contract/ledger.h"

/* Starts this program anew as `victim <folder> <first> <seed>`; the promises are numbered from
 * `first`. What it tells comes out of the pipe. */
pid_t victim_start(const char *folder, uint32_t first, uint64_t victim_seed, int *ret_pipe);

/* The program's own main calls it then, with what stands behind the word `victim`. Returns only
 * when something went wrong. */
int victim_run(char **arguments);

/* One more promise, asked or kept, into the ledger; false: it tells nothing more. */
bool victim_tells(int from, struct ledger *ledger);

/* Opens what lies in `folder`, or fails. */
void open_well(struct store *store, const char *folder);

/* SQLite finds the file sound. */
void assert_integrity(const char *folder, const char *name);

/* Every promise was kept (ledger_check), and both files are sound. */
void check_folder(const struct ledger *ledger, const char *folder);

#endif
