/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * limits_to_c <descriptor set> <source> <header>: writes the limits that the .proto files declare
 * as a C table, one entry a message and, in it, one a field in the order of protobuf-c's
 * descriptor. Runs during the build; houvast/v1/wire_check.h says what the table means.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "google/protobuf/descriptor.pb-c.h"
#include "houvast/v1/limits.pb-c.h"

#define PACKAGE      "houvast.v1"
#define LIMIT_OPTION 50602

static _Noreturn void fail(const char *what, const char *name)
{
    fprintf(stderr, "limits_to_c: %s: %s\n", name, what);
    exit(1);
}

static uint8_t *read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        fail("cannot be read", path);
    long size = ftell(file);
    uint8_t *bytes = size > 0 ? malloc((size_t)size) : NULL;
    rewind(file);
    if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size)
        fail("cannot be read", path);
    fclose(file);
    *ret_size = (size_t)size;
    return bytes;
}

/* "MoveStage" becomes "move_stage", as protobuf-c does it. */
static void print_snake(FILE *out, const char *name)
{
    for (size_t i = 0; name[i] != '\0'; i++) {
        if (i > 0 && isupper((unsigned char)name[i]) && !isupper((unsigned char)name[i - 1]))
            fputc('_', out);
        fputc(tolower((unsigned char)name[i]), out);
    }
}

/* The limit among the options of a field; what is not declared is 0. protobuf-c keeps an extension
 * with its length before it. */
static Houvast__V1__Limit limit_of(const Google__Protobuf__FieldDescriptorProto *field)
{
    Houvast__V1__Limit limit = HOUVAST__V1__LIMIT__INIT;
    if (field->options == NULL)
        return limit;
    const ProtobufCMessage *options = &field->options->base;
    for (unsigned i = 0; i < options->n_unknown_fields; i++) {
        const ProtobufCMessageUnknownField *option = &options->unknown_fields[i];
        if (option->tag != LIMIT_OPTION)
            continue;
        size_t skip = 1;
        while (skip < option->len && option->data[skip - 1] >= 0x80)
            skip++;
        Houvast__V1__Limit *read =
            houvast__v1__limit__unpack(NULL, option->len - skip, option->data + skip);
        if (read == NULL)
            fail("its limit cannot be read", field->name);
        if (read->max_bytes != 0)
            limit.max_bytes = read->max_bytes;
        if (read->max_items != 0)
            limit.max_items = read->max_items;
        if (read->min_bytes != 0)
            limit.min_bytes = read->min_bytes;
        houvast__v1__limit__free_unpacked(read, NULL);
    }
    return limit;
}

static int by_number(const void *a, const void *b)
{
    const Google__Protobuf__FieldDescriptorProto *const *left = a;
    const Google__Protobuf__FieldDescriptorProto *const *right = b;
    return ((*left)->number > (*right)->number) - ((*left)->number < (*right)->number);
}

static void write_message(FILE *out, const Google__Protobuf__DescriptorProto *message)
{
    if (message->n_nested_type != 0)
        fail("has a message inside; write it beside instead", message->name);
    if (message->n_field > 1)
        qsort(message->field, message->n_field, sizeof message->field[0], by_number);

    fputs("static const struct hv_proto_field fields_of_", out);
    print_snake(out, message->name);
    fputs("[] = {\n", out);
    for (size_t i = 0; i < message->n_field; i++) {
        const Google__Protobuf__FieldDescriptorProto *field = message->field[i];
        const Houvast__V1__Limit limit = limit_of(field);
        fprintf(out, "    { %uu, %uu, %uu, ", limit.min_bytes, limit.max_bytes, limit.max_items);
        if (field->type == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__TYPE__TYPE_MESSAGE) {
            if (strncmp(field->type_name, "." PACKAGE ".", strlen(PACKAGE) + 2) != 0)
                fail("is of another package", field->name);
            fputs("&hv_proto_", out);
            print_snake(out, field->type_name + strlen(PACKAGE) + 2);
        } else {
            fputs("NULL", out);
        }
        fprintf(out, " }, /* %s */\n", field->name);
    }
    fputs(message->n_field == 0 ? "    { 0, 0, 0, NULL }\n};\n" : "};\n", out);

    fputs("const struct hv_proto_message hv_proto_", out);
    print_snake(out, message->name);
    fputs(" = {\n    &houvast__v1__", out);
    print_snake(out, message->name);
    fputs("__descriptor, fields_of_", out);
    print_snake(out, message->name);
    fputs("\n};\n\n", out);
}

static void write_head(FILE *out, const char *guard)
{
    fputs("/* Made by limits_to_c from the .proto files. */\n", out);
    if (guard != NULL)
        fprintf(out, "#ifndef %s\n#define %s\n\n", guard, guard);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        fail("usage: limits_to_c <descriptor set> <source> <header>", "arguments");
    size_t size;
    uint8_t *bytes = read_file(argv[1], &size);
    Google__Protobuf__FileDescriptorSet *set =
        google__protobuf__file_descriptor_set__unpack(NULL, size, bytes);
    free(bytes);
    FILE *source = fopen(argv[2], "w");
    FILE *header = fopen(argv[3], "w");
    if (set == NULL || source == NULL || header == NULL)
        fail("cannot be read or written", argv[1]);

    write_head(header, "HOUVAST_V1_WIRE_LIMITS_H");
    fputs("#include \"houvast/v1/wire_check.h\"\n\n", header);
    write_head(source, NULL);
    fputs("#include \"houvast/v1/wire_limits.h\"\n\n", source);
    for (size_t i = 0; i < set->n_file; i++) {
        if (strcmp(set->file[i]->package, PACKAGE) != 0)
            fail("is of another package", set->file[i]->name);
        const char *slash = strrchr(set->file[i]->name, '/');
        const char *base = slash != NULL ? slash + 1 : set->file[i]->name;
        fprintf(source, "#include \"houvast/v1/%.*s.pb-c.h\"\n", (int)strcspn(base, "."), base);
        for (size_t j = 0; j < set->file[i]->n_message_type; j++) {
            fputs("extern const struct hv_proto_message hv_proto_", header);
            print_snake(header, set->file[i]->message_type[j]->name);
            fputs(";\n", header);
        }
    }
    fputc('\n', source);
    for (size_t i = 0; i < set->n_file; i++)
        for (size_t j = 0; j < set->file[i]->n_message_type; j++)
            write_message(source, set->file[i]->message_type[j]);

    fputs("const struct hv_proto_message *const hv_proto_messages[] = {\n", source);
    for (size_t i = 0; i < set->n_file; i++) {
        for (size_t j = 0; j < set->file[i]->n_message_type; j++) {
            fputs("    &hv_proto_", source);
            print_snake(source, set->file[i]->message_type[j]->name);
            fputs(",\n", source);
        }
    }
    fputs("    NULL,\n};\n", source);
    fputs("\n/* Every message, then NULL. */\nextern const struct hv_proto_message *const "
          "hv_proto_messages[];\n\n#endif\n",
          header);

    google__protobuf__file_descriptor_set__free_unpacked(set, NULL);
    if (fclose(source) != 0 || fclose(header) != 0)
        fail("cannot be written", argv[2]);
    return 0;
}
