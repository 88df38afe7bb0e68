/* SPDX-License-Identifier: EUPL-1.2 */
#include "greeting.h"

#include <stdio.h>
#include <string.h>

#include "vault/vault.h"

void hv_greeting_print(const struct hv_config *config,
                       uint16_t port,
                       const char *address,
                       const uint8_t *owner_token)
{
    bool dutch = config->language == HV_CONFIG_NL;
    char text[HV_TOKEN_TEXT_SIZE];

    printf(dutch ? "houvast luistert op %s:%u.\n" : "houvast listens on %s:%u.\n", config->address,
           port);
    if (owner_token == NULL) {
        printf(dutch ? "Log in op %s/console\n" : "Log in at %s/console\n", address);
    } else {
        hv_vault_token_text(owner_token, text);
        printf(dutch ? "Open deze link en kies een wachtzin; daarna werkt hij niet meer:\n"
                       "  %s/console#%s\n"
                       "Voor de terminal staat je link in %s/owner.link\n"
                     : "Open this link and choose a passphrase; after that it works no more:\n"
                       "  %s/console#%s\n"
                       "For the terminal your link lies in %s/owner.link\n",
               address, text, config->data);
        explicit_bzero(text, sizeof text);
    }
    fflush(stdout);
}

void hv_greeting_print_second_factor_off(const struct hv_config *config)
{
    puts(config->language == HV_CONFIG_NL
             ? "De extra code bij het inloggen is uit. De wachtzin is weer genoeg."
             : "The second factor is off. The passphrase is enough again.");
    fflush(stdout);
}

void hv_greeting_print_passphrase_off(const struct hv_config *config)
{
    puts(config->language == HV_CONFIG_NL
             ? "De wachtzin is weg, en wie ingelogd was is het niet meer.\n"
               "Start de server: hij toont een link waarmee je een nieuwe wachtzin kiest."
             : "The passphrase is gone, and whoever was logged in is so no more.\n"
               "Start the server: it shows a link with which you choose a new passphrase.");
    fflush(stdout);
}

void hv_greeting_print_backup(const struct hv_config *config, const char *folder)
{
    printf(
        config->language == HV_CONFIG_NL
            ? "De kopie staat in %s.\n"
              "Zonder houvast.key kan niemand haar lezen, en die zit er niet in: bewaar hem "
              "apart.\n"
              "Bewaar de kopie hoogstens 30 dagen. Wat mensen daarna wissen, staat er nog in.\n"
            : "The backup lies in %s.\n"
              "Nobody can read it without houvast.key, which is not in it: keep that apart.\n"
              "Keep the backup for 30 days at most. What people wipe from now on is still in it.\n",
        folder);
    fflush(stdout);
}
