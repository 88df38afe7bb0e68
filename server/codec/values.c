/* SPDX-License-Identifier: EUPL-1.2 */
#include "codec/values.h"

const struct hv_field *hv_codec_field(const struct hv_exercise *exercise, uint32_t field)
{
    return exercise != NULL && field < exercise->field_count ? &exercise->fields[field] : NULL;
}

static enum hv_code
encode_numbers(struct hv_mapper *mapper, const struct hv_value *value, Houvast__V1__Value *message)
{
    int32_t *numbers = hv_arena_array(mapper->arena, value->number_count, sizeof *numbers);
    uint32_t *options = hv_arena_array(mapper->arena, value->option_count, sizeof *options);
    if (numbers == NULL || options == NULL)
        return HV_ENOMEM;
    for (uint32_t i = 0; i < value->number_count; i++)
        numbers[i] = value->numbers[i];
    for (uint32_t i = 0; i < value->option_count; i++)
        options[i] = value->options[i];
    message->numbers = numbers;
    message->n_numbers = value->number_count;
    message->options = options;
    message->n_options = value->option_count;
    return HV_OK;
}

static enum hv_code
encode_texts(struct hv_mapper *mapper, const struct hv_value *value, Houvast__V1__Value *message)
{
    static char empty[] = "";
    char **cells = hv_arena_array(mapper->arena, value->cell_count, sizeof *cells);
    if (cells == NULL)
        return HV_ENOMEM;
    enum hv_code code = hv_mapping_text(mapper, value->text, &message->text);
    for (uint32_t i = 0; code == HV_OK && i < value->cell_count; i++) {
        cells[i] = empty;
        code = hv_mapping_text(mapper, value->cells[i], &cells[i]);
    }
    message->cells = cells;
    message->n_cells = value->cell_count;
    return code;
}

enum hv_code hv_codec_value_encode(struct hv_mapper *mapper,
                                   const struct hv_field *field,
                                   struct hv_bytes packed,
                                   Houvast__V1__Value **ret)
{
    struct hv_value value;
    if (packed.size == 0) {
        *ret = NULL;
        return HV_OK;
    }
    if (field == NULL)
        return HV_ECORRUPT;
    enum hv_code code = hv_value_unpack(field, packed, mapper->arena, &value);
    if (code != HV_OK)
        return code;
    Houvast__V1__Value *message = hv_arena_alloc(mapper->arena, sizeof *message);
    if (message == NULL)
        return HV_ENOMEM;
    houvast__v1__value__init(message);
    code = encode_numbers(mapper, &value, message);
    if (code == HV_OK)
        code = encode_texts(mapper, &value, message);
    if (code == HV_OK)
        *ret = message;
    return code;
}

static enum hv_code
decode_numbers(struct hv_mapper *mapper, const Houvast__V1__Value *message, struct hv_value *value)
{
    int8_t *numbers = hv_arena_array(mapper->arena, message->n_numbers, sizeof *numbers);
    uint8_t *options = hv_arena_array(mapper->arena, message->n_options, sizeof *options);
    if (numbers == NULL || options == NULL)
        return HV_ENOMEM;
    for (size_t i = 0; i < message->n_numbers; i++) {
        if (message->numbers[i] < INT8_MIN || message->numbers[i] > INT8_MAX)
            return HV_EINVAL;
        numbers[i] = (int8_t)message->numbers[i];
    }
    for (size_t i = 0; i < message->n_options; i++) {
        if (message->options[i] > UINT8_MAX)
            return HV_EINVAL;
        options[i] = (uint8_t)message->options[i];
    }
    value->numbers = numbers;
    value->number_count = (uint32_t)message->n_numbers;
    value->options = options;
    value->option_count = (uint32_t)message->n_options;
    return HV_OK;
}

static enum hv_code
decode_texts(struct hv_mapper *mapper, const Houvast__V1__Value *message, struct hv_value *value)
{
    struct hv_bytes *cells = hv_arena_array(mapper->arena, message->n_cells, sizeof *cells);
    if (cells == NULL)
        return HV_ENOMEM;
    for (size_t i = 0; i < message->n_cells; i++)
        cells[i] = hv_bytes_from_text(message->cells[i]);
    value->text = hv_bytes_from_text(message->text);
    value->cells = cells;
    value->cell_count = (uint32_t)message->n_cells;
    return HV_OK;
}

enum hv_code hv_codec_value_decode(struct hv_mapper *mapper,
                                   const struct hv_field *field,
                                   const Houvast__V1__Value *message,
                                   struct hv_bytes *ret)
{
    struct hv_value value = { .numbers = NULL };
    enum hv_code code = HV_OK;
    if (message != NULL) {
        code = decode_numbers(mapper, message, &value);
        if (code == HV_OK)
            code = decode_texts(mapper, message, &value);
    }
    if (code != HV_OK)
        return code;
    if (!hv_field_accepts(field, &value))
        return HV_EINVAL;
    return hv_value_pack(field, &value, mapper->arena, ret);
}
