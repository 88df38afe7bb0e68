/* SPDX-License-Identifier: EUPL-1.2 */
#include "tests/contract/suite.h"

int main(void)
{
    return journal_suite(&memory_driver) + keystore_suite(&memory_driver);
}
