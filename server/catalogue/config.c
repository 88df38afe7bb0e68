/* SPDX-License-Identifier: EUPL-1.2 */
#include "catalogue/config.h"

#include <arpa/inet.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct hv_schema_word languages[] = {
    { "nl", HV_CONFIG_NL },
    { "en", HV_CONFIG_EN },
};
static const struct hv_schema_words language_words = { languages, COUNT(languages) };

static const struct hv_schema_word levels[] = {
    { "error", HV_LOG_LEVEL_ERROR },   { "warning", HV_LOG_LEVEL_WARNING },
    { "notice", HV_LOG_LEVEL_NOTICE }, { "info", HV_LOG_LEVEL_INFO },
    { "debug", HV_LOG_LEVEL_DEBUG },
};
static const struct hv_schema_words level_words = { levels, COUNT(levels) };

#define LINE                                                  \
    {                                                         \
        .type = HV_SCHEMA_LINE, .minimum = 1, .maximum = 1000 \
    }

static const struct hv_schema_key tls_keys[] = {
    { "certificate", "the file of the certificate chain, PEM", .required = HV_CASES_ALL,
      .value = LINE },
    { "key", "the file of its private key, PEM", .required = HV_CASES_ALL, .value = LINE },
};

static const struct hv_schema_map tls_shape = {
    .name = "tls",
    .help = "The certificate of this server.",
    .keys = tls_keys,
    .key_count = COUNT(tls_keys),
};

static const struct hv_schema_key config_keys[] = {
    { "listen", "address and port, as 127.0.0.1:8470", .value = LINE },
    { "public_url", "what people type: scheme, host and port", .value = LINE },
    { "data", "the folder of the journal and the vault", .value = LINE },
    { "programmes", "the folder of programmes and exercises", .value = LINE },
    { "pages", "the folder of the pages for browsers", .value = LINE },
    { "admin", "the file of the admin socket", .value = LINE },
    { "language", "the language of the server's own texts",
      .value = { .type = HV_SCHEMA_ENUM, .words = &language_words } },
    { "log_level", "the least weight of a line that is logged",
      .value = { .type = HV_SCHEMA_ENUM, .words = &level_words } },
    { "tls", "the certificate of this server",
      .value = { .type = HV_SCHEMA_MAP, .map = &tls_shape } },
};

const struct hv_schema_map hv_shape_config = {
    .name = "houvast",
    .help = "The file houvast.yaml.",
    .keys = config_keys,
    .key_count = COUNT(config_keys),
};

void hv_config_default(struct hv_config *ret)
{
    *ret = (struct hv_config){ .address = "127.0.0.1",
                               .port = 8470,
                               .data = "/var/lib/houvast",
                               .programmes = "/usr/share/houvast/programmes",
                               .language = HV_CONFIG_NL,
                               .log_level = HV_LOG_LEVEL_INFO };
}

/* ---- Values that no table can check ---- */

static bool read_port(struct hv_bytes text, uint16_t *ret)
{
    uint32_t port = 0;

    if (text.size == 0 || text.size > 5) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
        port = port * 10 + (uint32_t)(text.data[i] - '0');
    }
    if (port > UINT16_MAX) {
        return false;
    }
    *ret = (uint16_t)port;
    return true;
}

static const char *copy(struct hv_arena *arena, struct hv_bytes text)
{
    char *string = hv_arena_alloc(arena, text.size + 1);

    if (string != NULL && text.size > 0) {
        memcpy(string, text.data, text.size);
    }
    return string;
}

bool hv_config_listen(struct hv_bytes text,
                      struct hv_arena *arena,
                      const char **ret_address,
                      uint16_t *ret_port)
{
    struct hv_bytes address = text;
    struct hv_bytes port = { .data = text.data, .size = 0 };
    unsigned char binary[sizeof(struct in6_addr)];
    const char *string;
    bool brackets;
    uint16_t number = 0;

    while (address.size > 0 && address.data[address.size - 1] != ':') {
        address.size--;
    }
    port.data = text.data + address.size;
    port.size = text.size - address.size;
    if (address.size < 2 || !read_port(port, &number)) {
        return false;
    }
    address.size--;
    brackets = address.data[0] == '[' && address.data[address.size - 1] == ']';
    if (brackets && address.size > 2) {
        address.data++;
        address.size -= 2;
    }
    string = copy(arena, address);
    if (string == NULL || inet_pton(brackets ? AF_INET6 : AF_INET, string, binary) != 1) {
        return false;
    }
    *ret_address = string;
    *ret_port = number;
    return true;
}

/* `http` or `https`, host, perhaps a port, and nothing behind it: pages are asked for from the
 * root. */
static bool is_public_url(const char *url)
{
    size_t scheme = strncmp(url, "https://", 8) == 0 ? 8 : strncmp(url, "http://", 7) == 0 ? 7 : 0;
    const char *host = url + scheme;

    return scheme > 0 && host[0] != '\0' && strcspn(host, "/?#@ ") == strlen(host);
}

static void report(struct hv_problems *problems,
                   const struct hv_node *node,
                   const char *name,
                   const char *allowed)
{
    hv_problem_add(problems, node->path, node->line, node->column, "`%s` is `%.*s`; allowed: %s.",
                   name, node->text.size > 60 ? 60 : (int)node->text.size,
                   (const char *)node->text.data, allowed);
}

static enum hv_code
read_string(const struct hv_node *map, const char *key, struct hv_arena *arena, const char **ret)
{
    const struct hv_node *node = hv_node_get(map, key);
    const char *string;

    if (node == NULL) {
        return HV_OK;
    }
    string = copy(arena, node->text);
    if (string == NULL) {
        return HV_ENOMEM;
    }
    *ret = string;
    return HV_OK;
}

static enum hv_code
read_strings(const struct hv_node *root, struct hv_arena *arena, struct hv_config *config)
{
    const struct hv_node *tls = hv_node_get(root, "tls");
    const struct {
        const struct hv_node *map;
        const char *key;
        const char **string;
    } rows[] = {
        { root, "public_url", &config->public_url },
        { root, "data", &config->data },
        { root, "programmes", &config->programmes },
        { root, "pages", &config->pages },
        { root, "admin", &config->admin },
        { tls, "certificate", &config->certificate },
        { tls, "key", &config->key },
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        enum hv_code code = read_string(rows[i].map, rows[i].key, arena, rows[i].string);

        if (code != HV_OK) {
            return code;
        }
    }
    return HV_OK;
}

enum hv_code hv_config_read(const struct hv_source *source,
                            struct hv_arena *arena,
                            struct hv_problems *problems,
                            struct hv_config *ret)
{
    const struct hv_node *root = NULL;
    const struct hv_node *listen;
    struct hv_config config;
    enum hv_code code = hv_document_read(source, arena, problems, &root);

    hv_config_default(&config);
    if (code != HV_OK) {
        return code;
    }
    if (!hv_schema_check(root, &hv_shape_config, problems)) {
        hv_problems_sort(problems);
        return HV_EINVAL;
    }
    code = read_strings(root, arena, &config);
    if (code != HV_OK) {
        return code;
    }
    config.language = (enum hv_config_language)hv_read_word(root, "language", &language_words,
                                                            (int)config.language);
    config.log_level =
        (enum hv_log_level)hv_read_word(root, "log_level", &level_words, (int)config.log_level);
    listen = hv_node_get(root, "listen");
    if (listen != NULL && !hv_config_listen(listen->text, arena, &config.address, &config.port)) {
        report(problems, listen, "listen", "address:port, as 127.0.0.1:8470 or [::1]:8470");
        code = HV_EINVAL;
    }
    if (config.public_url != NULL && !is_public_url(config.public_url)) {
        report(problems, hv_node_get(root, "public_url"), "public_url",
               "https://host or http://host:port, with nothing behind it");
        code = HV_EINVAL;
    }
    if (code == HV_OK) {
        *ret = config;
    }
    return code;
}

enum hv_code hv_config_load(const char *path,
                            struct hv_arena *arena,
                            struct hv_problems *problems,
                            struct hv_error *error,
                            struct hv_config *ret)
{
    struct hv_source source = { .path = path };
    enum hv_code code = hv_file_read(path, HV_DOCUMENT_BYTES_MAX * 4, arena, error, &source.text);

    return code == HV_OK ? hv_config_read(&source, arena, problems, ret) : code;
}
