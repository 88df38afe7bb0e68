/* SPDX-License-Identifier: EUPL-1.2 */
#include "host/host_state.h"

const struct hv_exercise *hv_library_exercise(const struct hv_library *library, struct hv_bytes id)
{
    for (uint32_t i = 0; i < library->exercise_count; i++) {
        if (hv_bytes_equal(library->exercises[i]->id, id)) {
            return library->exercises[i];
        }
    }
    return NULL;
}

const struct hv_programme *hv_library_programme(const struct hv_library *library,
                                                struct hv_bytes id)
{
    for (uint32_t i = 0; i < library->programme_count; i++) {
        if (hv_bytes_equal(library->programmes[i]->id, id)) {
            return library->programmes[i];
        }
    }
    return NULL;
}

const struct hv_statement *hv_library_statement(const struct hv_library *library,
                                                struct hv_bytes id)
{
    for (uint32_t i = 0; i < library->statement_count; i++) {
        if (hv_bytes_equal(library->statements[i].id, id)) {
            return &library->statements[i];
        }
    }
    return NULL;
}
