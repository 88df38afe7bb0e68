/* SPDX-License-Identifier: EUPL-1.2 */
/* How much a sealed text is lengthened, so that its size says little: see the table in vault.h. */
#ifndef HV_VAULT_PADDING_H
#define HV_VAULT_PADDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The padded size of `size` bytes: always at least one more. */
size_t hv_padding_size(size_t size);

/* Pads the first `size` bytes of `text`, which has room for hv_padding_size(size). */
void hv_padding_add(uint8_t *text, size_t size);

/* The size before padding. False, with `ret_size` untouched: these bytes were not padded so. */
bool hv_padding_remove(const uint8_t *text, size_t padded, size_t *ret_size);

#endif
