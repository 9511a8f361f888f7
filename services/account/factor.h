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

/* Checks a browser's answer (input "passkey") for step_up_finish and adds it when it is good. */
NODISCARD enum err passkey_shown_add(const struct request *rq, struct tx *tx, json_t *input);

/* The answer {"id", "challenge", "count", "purpose"} of the passkey that key describes, as the database takes
 * it, when the browser's answer is good. id is the row's. NULL: it is not. */
json_t *factor_passkey_used(const struct request *rq, const json_t *found,
                            const struct passkey_answer *answer, const char *purpose);

#endif
