/* Moves the secrets of one-time codes to the newest key; the smaller half of key_rotate.h. */
#ifndef SAMPLAN_CTL_KEY_ROTATE_TOTP_H
#define SAMPLAN_CTL_KEY_ROTATE_TOTP_H

#include "auth/cipher.h"
#include "services/ctl/pg.h"

#include <stdbool.h>
#include <stdint.h>

/* How many secrets an older generation has sealed. False: the message is on stderr. */
NODISCARD bool totp_rotation_left(struct pg *pg, const struct keyring *keys, uint64_t *ret_n);

/* Seals them again, 500 a transaction; adds to both counts. False: the message is on stderr. */
NODISCARD bool totp_rotation_run(struct pg *pg, const struct keyring *keys, uint64_t *n_moved,
                                 uint64_t *n_broken);

#endif
