/* SPDX-License-Identifier: EUPL-1.2 */
#include <jansson.h>

#include "catalogue/catalogue.h"
#include "catalogue/config.h"
#include "catalogue/schema.h"
#include "catalogue/shapes.h"

#define MEMORY_MAX (512u * 1024u * 1024u)

static bool print(const struct hv_problems *problems,
                  const struct hv_catalogue *catalogue,
                  const char *folder,
                  bool json,
                  FILE *out)
{
    if (json) {
        return hv_problems_print_json(problems, out);
    }
    hv_problems_print(problems, out);
    if (problems->total == 0) {
        fprintf(out, "%s: no problems; programmes: %zu, exercises: %zu\n", folder,
                catalogue->programme_count, catalogue->exercise_count);
    }
    return fflush(out) == 0;
}

int hv_catalogue_check(const char *folder, struct hv_identify identify, bool json, FILE *out)
{
    struct hv_arena arena;
    struct hv_problems problems;
    struct hv_error error = { .code = HV_OK };
    struct hv_catalogue catalogue = { .programme_count = 0 };
    enum hv_code code;
    int status = HV_EXIT_IO;

    hv_arena_init(&arena, MEMORY_MAX);
    hv_problems_init(&problems, &arena);
    code = hv_catalogue_load(folder, identify, &arena, &problems, &error, &catalogue);
    if (code != HV_OK && code != HV_EINVAL) {
        fprintf(stderr, "houvastd: %s\n", code == error.code ? error.text : hv_code_text(code));
    } else if (print(&problems, &catalogue, folder, json, out)) {
        status = problems.total > 0 ? HV_EXIT_CONFIG : HV_EXIT_OK;
    }
    hv_arena_free(&arena);
    return status;
}

bool hv_catalogue_schema_print(FILE *out)
{
    const struct hv_schema_map *const files[] = {
        &hv_shape_exercise, &hv_shape_programme, &hv_shape_flows,
        &hv_shape_decks,    &hv_shape_consents,  &hv_shape_config,
    };
    json_t *definitions = json_object();
    json_t *any = json_array();
    json_t *schema = NULL;
    bool done = definitions != NULL && any != NULL;

    for (size_t i = 0; done && i < sizeof files / sizeof files[0]; i++) {
        json_t *one = json_pack("{s:o}", "$ref", json_sprintf("#/$defs/%s", files[i]->name));

        done = hv_schema_describe(files[i], definitions) && json_array_append_new(any, one) == 0;
    }
    schema =
        json_pack("{s:s, s:s, s:o, s:o}", "$schema", "https://json-schema.org/draft/2020-12/schema",
                  "title", "houvast", "anyOf", any, "$defs", definitions);
    done = done && schema != NULL && json_dumpf(schema, out, JSON_INDENT(2)) == 0 &&
           fputc('\n', out) != EOF && fflush(out) == 0;
    json_decref(schema);
    return done;
}
