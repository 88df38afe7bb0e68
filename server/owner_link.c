/* SPDX-License-Identifier: EUPL-1.2 */
#include "owner_link.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "options.h"
#include "vault/vault.h"

void hv_owner_link_write(const struct hv_config *config,
                         uint16_t port,
                         const uint8_t token[HV_TOKEN_SIZE])
{
    char text[HV_TOKEN_TEXT_SIZE];
    char path[PATH_MAX];
    char temporary[PATH_MAX];

    hv_vault_token_text(token, text);
    snprintf(path, sizeof path, "%s/owner.link", config->data);
    snprintf(temporary, sizeof temporary, "%s/owner.link.new", config->data);
    (void)unlink(temporary);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (file == NULL) {
        fprintf(stderr, "houvastd: cannot write %s: %s\n", temporary, strerror(errno));
        exit(HV_EXIT_CREATE);
    }
    if (config->public_url != NULL) {
        fprintf(file, "%s/#%s\n", config->public_url, text);
    } else {
        bool any = strcmp(config->address, "0.0.0.0") == 0;
        fprintf(file, "%s://%s:%u/#%s\n", config->certificate != NULL ? "wss" : "ws",
                any ? "127.0.0.1" : config->address, port, text);
    }
    if (fclose(file) != 0 || rename(temporary, path) != 0) {
        fprintf(stderr, "houvastd: cannot write %s: %s\n", path, strerror(errno));
        exit(HV_EXIT_CREATE);
    }
}

void hv_owner_link_remove(const struct hv_config *config)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/owner.link", config->data);
    if (unlink(path) != 0 && errno != ENOENT) {
        fprintf(stderr, "houvastd: cannot remove %s: %s\n", path, strerror(errno));
    }
}
