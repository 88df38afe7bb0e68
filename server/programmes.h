/* SPDX-License-Identifier: EUPL-1.2 */
/* From a folder of YAML to the library that a host serves: catalogue, codec and vault together. */
#ifndef HV_PROGRAMMES_H
#define HV_PROGRAMMES_H

#include "catalogue/catalogue.h"
#include "host/host.h"

#define HV_PROGRAMMES_ARENA_MAX ((size_t)64 * 1024 * 1024)

/* Exercises are known by the hash of their encoding; encodings must fit what a journal takes. */
extern const struct hv_identify hv_identify_by_codec;

/* The codes of hv_catalogue_load; HV_EINVAL: see `problems`, otherwise `error` says what. What
 * `ret` points to lives in `arena`. */
enum hv_code hv_programmes_load(const char *folder,
                                struct hv_arena *arena,
                                struct hv_problems *problems,
                                struct hv_error *error,
                                struct hv_library *ret);

#endif
