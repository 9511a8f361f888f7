/* Between the handlers of second factors: recovery codes, and the keys and the site of the program. */
#ifndef SAMPLAN_ACCOUNT_FACTOR_H
#define SAMPLAN_ACCOUNT_FACTOR_H

#include "auth/cipher.h"
#include "auth/passkey.h"
#include "services/http/http.h"

#include <jansson.h>

/* The key ring of the program. */
const struct keyring *factor_keys(const struct request *rq);

/* Whom passkeys are made for. False: nobody, as our host is an address. */
bool factor_site(const struct request *rq, struct passkey_site *ret);

/* Makes ten recovery codes: adds their hashes for user (uuid text) to input as recovery_hashes and gives
 * the codes as *ret_list, [{"code"}], owned by the caller. */
NODISCARD enum err factor_recovery_add(const struct request *rq, const char *user, json_t *input,
                                       json_t **ret_list);

/* Checks a browser's answer to a registration (input "passkey") and adds what the database keeps of it,
 * with the name (input "passkey_name"). ERR_INVALID with its field error. */
NODISCARD enum err passkey_answer_add(const struct request *rq, struct reply *rp, json_t *input);

/* Checks a browser's answer (input "passkey") for step_up_finish, which gives the session the token of
 * token_hash (hexadecimal), and adds it with its proof when it is good. */
NODISCARD enum err passkey_shown_add(const struct request *rq, struct tx *tx,
                                     const char *token_hash, json_t *input);

#endif
