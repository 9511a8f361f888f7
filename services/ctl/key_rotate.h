/* Moves all CPR numbers and the secrets of one-time codes to the newest keys, a batch a transaction. */
#ifndef SAMPLAN_CTL_KEY_ROTATE_H
#define SAMPLAN_CTL_KEY_ROTATE_H

#include "auth/cipher.h"
#include "services/ctl/ctl.h"

/* Whether the database holds numbers that an older generation has sealed. */
NODISCARD enum ctl_exit key_rotation_unfinished(struct ctl *ctl, const struct keyring *keys,
                                                bool *ret_unfinished);

/* Seals and indexes again every number that the newest generation has not sealed. Each batch commits
 * by itself, so a run that is killed loses nothing and the next one goes on. */
NODISCARD enum ctl_exit key_rotation_run(struct ctl *ctl, const struct keyring *keys);

#endif
