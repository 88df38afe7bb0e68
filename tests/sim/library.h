/* SPDX-License-Identifier: EUPL-1.2 */
/* The programmes of this tree, as the server has them. */
#ifndef TESTS_SIM_LIBRARY_H
#define TESTS_SIM_LIBRARY_H

#include "host/host.h"

/* From $HV_SOURCE_DIR/programmes; ends the program when they do not load. */
struct hv_library *library_load(void);

/* The same library after somebody changed the text of every statement. */
const struct hv_library *library_with_new_texts(const struct hv_library *library);
void library_free(struct hv_library *library);

#endif
