/* SPDX-License-Identifier: EUPL-1.2 */
/* The promises of journal.h and keystore.h, asked of one driver. Gives the number of tests that
 * failed. */
#ifndef HV_TESTS_CONTRACT_SUITE_H
#define HV_TESTS_CONTRACT_SUITE_H

#include "tests/contract/store.h"

int journal_suite(const struct driver *driver);
int keystore_suite(const struct driver *driver);

/* Fixtures: `state` is a pointer to the driver before, and to a struct store after. */
int suite_setup(void **state);
int suite_teardown(void **state);

#endif
