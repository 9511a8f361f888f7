/* New passwords from a prompt, a file or standard input, never from the command line. */
#ifndef SAMPLAN_CTL_SECRET_H
#define SAMPLAN_CTL_SECRET_H

#include "auth/password.h"
#include "services/ctl/ctl.h"

#define SECRET_BYTES (PASSWORD_MAX_BYTES + 1)

/* Where a password comes from. */
enum secret_source { SECRET_PROMPT, SECRET_STDIN, SECRET_FILE, SECRET_ONCE };

/* Gets a new password of at least PASSWORD_MIN_CHARACTERS that is not easily guessed; words are the
 * user's own (name, username), NULL-ended, which it must not consist of. SECRET_ONCE makes one, to be
 * shown by the caller. The caller wipes ret. CTL_USAGE when there is no terminal to ask on, CTL_FAILED
 * for a weak password, CTL_CONFIG for an unreadable file. */
NODISCARD enum ctl_exit secret_get(enum secret_source source, const char *path,
                                   const char *const *words, char ret[SECRET_BYTES]);

/* Salt and verifier of a password as hexadecimal text. */
NODISCARD enum ctl_exit secret_seal(const char *password,
                                    char ret_salt_hex[2 * PASSWORD_SALT_BYTES + 1],
                                    char ret_verifier_hex[65]);

#endif
