/* SPDX-License-Identifier: EUPL-1.2 */
#include "net/origin.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uv.h>

#define ALL_ADDRESSES "0.0.0.0"

static uint16_t port_of_scheme(const struct hv_origins *origins)
{
    return strcmp(origins->scheme, "https") == 0 ? 443 : 80;
}

/* A name longer than HV_HOST_NAME_MAX cannot be in a Host header that we accept: it is left out. */
static void add_host(struct hv_origins *origins, const char *name, uint16_t port)
{
    char text[HV_HOST_NAME_MAX + 1];
    int size = port == port_of_scheme(origins) ? snprintf(text, sizeof text, "%s", name)
                                               : snprintf(text, sizeof text, "%s:%u", name, port);
    if (size <= 0 || (size_t)size >= sizeof text || origins->count == HV_HOST_NAMES_MAX) {
        return;
    }
    for (char *c = text; *c != '\0'; c++) {
        *c = (char)tolower((unsigned char)*c);
    }
    if (!hv_origins_allow_host(origins, text)) {
        memcpy(origins->hosts[origins->count++], text, (size_t)size + 1);
    }
}

static bool valid_host(const char *host, size_t size)
{
    if (size == 0) {
        return false;
    }
    if (host[0] == '[') {
        return host[size - 1] == ']' && strspn(host + 1, "0123456789abcdefABCDEF:.") == size - 2;
    }
    for (size_t i = 0; i < size; i++) {
        if (!isalnum((unsigned char)host[i]) && host[i] != '-' && host[i] != '.') {
            return false;
        }
    }
    return host[size - 1] != '.';
}

enum hv_code
hv_origins_from_url(struct hv_origins *origins, const char *public_url, struct hv_error *error)
{
    bool tls = strncmp(public_url, "https://", 8) == 0;
    if (!tls && strncmp(public_url, "http://", 7) != 0) {
        return hv_error_set(error, HV_EINVAL,
                            "public_url must begin with http:// or https://, then the name");
    }
    const char *host = public_url + (tls ? 8 : 7);
    size_t size = strlen(host);
    if (size > 0 && host[size - 1] == '/') {
        size--;
    }
    const char *bracket = memchr(host, ']', size);
    const char *colon = bracket != NULL ? bracket + 1 : memchr(host, ':', size);
    if (colon == host + size || (bracket != NULL && *colon != ':')) {
        colon = NULL;
    }
    size_t host_size = colon != NULL ? (size_t)(colon - host) : size;
    long port = tls ? 443 : 80;
    if (colon != NULL) {
        char *end = NULL;
        port = strtol(colon + 1, &end, 10);
        if (end != host + size || !isdigit((unsigned char)colon[1]) || port < 1 || port > 65535) {
            return hv_error_set(error, HV_EINVAL,
                                "the port in public_url must be a number from 1 to 65535");
        }
    }
    char name[HV_HOST_NAME_MAX + 1];
    if (host_size >= sizeof name || !valid_host(host, host_size)) {
        return hv_error_set(error, HV_EINVAL,
                            "public_url must be scheme://name or scheme://name:port, nothing more");
    }
    memcpy(name, host, host_size);
    name[host_size] = '\0';
    *origins = (struct hv_origins){ .scheme = tls ? "https" : "http" };
    add_host(origins, name, (uint16_t)port);
    return origins->count == 1 ? HV_OK
                               : hv_error_set(error, HV_EINVAL,
                                              "public_url must not be longer than %d bytes after "
                                              "http:// or https://",
                                              HV_HOST_NAME_MAX);
}

enum hv_code hv_origins_from_machine(struct hv_origins *origins,
                                     bool tls,
                                     const char *listen,
                                     uint16_t port,
                                     struct hv_error *error)
{
    uv_interface_address_t *interfaces = NULL;
    int count = 0;
    char text[HV_HOST_NAME_MAX + 1];
    size_t size = sizeof text;

    *origins = (struct hv_origins){ .scheme = tls ? "https" : "http", .from_machine = true };
    add_host(origins, "localhost", port);
    add_host(origins, "127.0.0.1", port);
    add_host(origins, "[::1]", port);
    if (strcmp(listen, ALL_ADDRESSES) != 0) {
        add_host(origins, listen, port);
    }
    if (uv_os_gethostname(text, &size) == 0) {
        add_host(origins, text, port);
    }
    int rc = uv_interface_addresses(&interfaces, &count);
    if (rc != 0) {
        return hv_error_set(error, HV_EIO, "cannot list this machine's addresses: %s",
                            uv_strerror(rc));
    }
    for (int i = 0; i < count; i++) {
        if (interfaces[i].address.address4.sin_family == AF_INET &&
            uv_ip4_name(&interfaces[i].address.address4, text, sizeof text) == 0) {
            add_host(origins, text, port);
        }
    }
    uv_free_interface_addresses(interfaces, count);
    return HV_OK;
}

const char *hv_origins_find_host(const struct hv_origins *origins, const char *host)
{
    for (uint32_t i = 0; i < origins->count; i++) {
        if (strcasecmp(origins->hosts[i], host) == 0) {
            return origins->hosts[i];
        }
    }
    return NULL;
}

bool hv_origins_allow_host(const struct hv_origins *origins, const char *host)
{
    return hv_origins_find_host(origins, host) != NULL;
}

static bool is_loopback(const char *host)
{
    return strncmp(host, "127.", 4) == 0 || strncmp(host, "localhost", 9) == 0;
}

/* Is a server that listens on `listen` there when it is called `host`, its port included? */
static bool is_reached(const char *host, const char *listen)
{
    char name[HV_HOST_NAME_MAX + 1];
    struct sockaddr_in address;

    snprintf(name, sizeof name, "%.*s", (int)strcspn(host, ":"), host);
    bool local = strcmp(name, "localhost") == 0;
    if (!local && uv_ip4_addr(name, 0, &address) != 0) {
        return false;
    }
    return strcmp(listen, ALL_ADDRESSES) == 0 || strcmp(listen, local ? "127.0.0.1" : name) == 0;
}

static void add_address(const struct hv_origins *origins, uint32_t i, struct hv_addresses *ret)
{
    snprintf(ret->list[ret->count++], HV_ADDRESS_SIZE, "%s://%s", origins->scheme,
             origins->hosts[i]);
}

void hv_origins_addresses(const struct hv_origins *origins,
                          const char *listen,
                          struct hv_addresses *ret)
{
    ret->count = 0;
    if (!origins->from_machine) {
        add_address(origins, 0, ret);
        return;
    }
    for (int loopback = 0; loopback <= 1; loopback++) {
        for (uint32_t i = 0; i < origins->count; i++) {
            const char *host = origins->hosts[i];
            if (is_loopback(host) == (loopback == 1) && is_reached(host, listen)) {
                add_address(origins, i, ret);
            }
        }
    }
}

bool hv_addresses_equal(const struct hv_addresses *a, const struct hv_addresses *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (uint32_t i = 0; i < a->count; i++) {
        if (strcmp(a->list[i], b->list[i]) != 0) {
            return false;
        }
    }
    return true;
}

bool hv_origins_allow_origin(const struct hv_origins *origins, const char *origin)
{
    /* Browsers serialise an origin in lower case, so anything else is not one of ours. */
    size_t scheme = strlen(origins->scheme);
    if (strncmp(origin, origins->scheme, scheme) != 0 || strncmp(origin + scheme, "://", 3) != 0) {
        return false;
    }
    for (uint32_t i = 0; i < origins->count; i++) {
        if (strcmp(origins->hosts[i], origin + scheme + 3) == 0) {
            return true;
        }
    }
    return false;
}

bool hv_origins_allow_upgrade(const struct hv_origins *origins, const struct hv_upgrade *upgrade)
{
    /* libwebsockets would take any method and any version for the ones of RFC 6455 */
    if (!upgrade->is_get || upgrade->version == NULL || strcmp(upgrade->version, "13") != 0 ||
        upgrade->host == NULL || !hv_origins_allow_host(origins, upgrade->host)) {
        return false;
    }
    /* Without Origin it is no browser, and the terminal client has no cookies. Browsers bring those
     * that others set at our name, on another port or for the whole domain: they mean nothing. */
    if (!upgrade->has_origin) {
        return !upgrade->has_cookie;
    }
    return upgrade->origin != NULL && hv_origins_allow_origin(origins, upgrade->origin);
}
