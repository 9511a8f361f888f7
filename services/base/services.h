/* The program's own long-lived objects, which handlers find in request.services. Read-only after
 * start, for every thread; forward declarations only, so that every floor may read it. */
#ifndef SAMPLAN_BASE_SERVICES_H
#define SAMPLAN_BASE_SERVICES_H

struct config;
struct json_t;
struct keyring;

struct services {
    const struct config *config;
    const struct keyring *keys;   /* auth/cipher.h: CPR numbers, sealing and blind index */
    const struct json_t *sharing; /* web/sharing.mjs: who may see what, in words, by language */
};

#endif
