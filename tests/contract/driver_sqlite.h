/* SPDX-License-Identifier: EUPL-1.2 */
/* What the tests of sqlite.h alone need of its driver. */
#ifndef HV_TESTS_CONTRACT_DRIVER_SQLITE_H
#define HV_TESTS_CONTRACT_DRIVER_SQLITE_H

#include "tests/contract/folder.h"
#include "tests/contract/store.h"

#include "journal/sqlite.h"

/* Opens what lies in `folder`, which stays the caller's; `vfs` may be NULL. */
enum hv_code
sqlite_open(struct store *store, const char *folder, const char *vfs, struct hv_error *error);
enum hv_code sqlite_open_way(struct store *store,
                             const char *folder,
                             const struct hv_sqlite_way *way,
                             struct hv_error *error);

/* Closes it and its loop; the folder stays. */
void sqlite_close(struct store *store);

struct hv_sqlite_store *sqlite_of(struct store *store);
const char *sqlite_folder(struct store *store);
uv_loop_t *sqlite_loop(struct store *store);

#endif
