/* Sign-in, sessions, own page and administration: what the route table names. Most of these routes
 * are a SQL function and a template; the handlers here are those that hold a secret or a cookie. */
#ifndef SAMPLAN_ACCOUNT_ACCOUNT_H
#define SAMPLAN_ACCOUNT_ACCOUNT_H

#include "services/http/http.h"

/* ---- Signing in ---- */

extern const struct input_field login_show_input[]; /* next */
extern const struct input_field login_input[];      /* username, password, assignment_id, next */
extern const struct input_field assignment_list_input[];   /* next */
extern const struct input_field assignment_choose_input[]; /* assignment_id, next */
extern const struct input_field language_input[];          /* language, back */

/* GET /login: {"next", "ended_at", "ended_code", "minutes_n"}. Calls login_show. */
enum err login_show(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /login: {"token" (JSON only), "expires_at", "absolute_at", "user", "choose", "must_change",
 * "location"}. The new token has nothing to do with any token that came with the request. Slow lane:
 * Argon2id, also for a name that nobody has. Calls login_begin, login_finish, each its own
 * transaction. ERR_UNAUTHENTICATED login-failed, ERR_FORBIDDEN no-role, ERR_THROTTLED, ERR_INVALID. */
enum err login(const struct request *rq, struct tx *tx, struct reply *rp);

extern const struct input_field confirm_input[]; /* code, password, passkey, next */

/* GET /me/confirm: document of step_up_show, with next. Calls step_up_show. */
enum err confirm_show(const struct request *rq, struct tx *tx, struct reply *rp);

extern const struct input_field file_input[]; /* file */

/* GET /file: says that a file is being fetched, and has the browser fetch it; document {"file": {"href","name"},
 * "back_href": the page that offers it}. ERR_NOT_FOUND for anything but a path of ours that ends as a file does. */
enum err file_show(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /me/confirm: shows again that it is she, by password, one-time or recovery code, or passkey,
 * whatever her role asks for; a new token. Document as login. Slow lane for the password; without one
 * it may run on any. Calls step_up_begin and step_up_finish. ERR_INVALID, ERR_THROTTLED. */
enum err confirm(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /logout and /me/sessions/end-all: the row's .sql ends one or all sessions; clears the cookie. */
enum err logout(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /assignments: chooses or changes unit; a new token. Document as login. Calls
 * assignment_choose. */
enum err assignment_choose(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /language: {"language", "location"}; remembered in a cookie, and for a user in the account.
 * Calls language_set. */
enum err language_set(const struct request *rq, struct tx *tx, struct reply *rp);

/* ---- Own page ---- */

extern const struct input_field second_factor_input[]; /* next */
extern const struct input_field totp_confirm_input[];  /* code, next */
extern const struct input_field passkey_begin_input[]; /* purpose */
extern const struct input_field passkey_add_input[];   /* passkey, passkey_name, next */
extern const struct input_field passkey_login_input[]; /* passkey, assignment_id, next */
extern const struct input_field passkey_path_input[];  /* passkey_id by path */

/* POST /me/second-factor/codes/begin: a new secret, to be confirmed by its first code. Calls totp_begin. */
enum err totp_begin(const struct request *rq, struct tx *tx, struct reply *rp);

/* GET /me/second-factor/codes: {"secret" (groups of four), "qr_path", "qr_size", "uri"} of what was begun, or
 * a location when nothing was. Calls totp_pending. */
enum err totp_show(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /me/second-factor/codes: the first code; one-time codes are on. {"codes_list", "continue_href"} with the
 * recovery codes, which only this answer holds; a new token. Calls totp_pending, totp_confirm. */
enum err totp_confirm(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /me/second-factor/recovery: ten new recovery codes, likewise. Calls totp_pending, recovery_make. */
enum err recovery_make(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /me/passkeys/challenge and /login/passkey/challenge: {"challenge", "rp_id", "passkeys_list", and of the
 * user "user_handle", "username", "name"}, bytes as base64url. ERR_CONFLICT no-passkeys-here. */
enum err passkey_begin(const struct request *rq, struct tx *tx, struct reply *rp);
enum err passkey_login_begin(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /me/passkeys: a new passkey; document as login, or as totp_confirm when there were no recovery
 * codes yet. A new token. Calls totp_pending, passkey_add. */
enum err passkey_add(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /login/passkey: as login. Calls passkey_find, passkey_login. */
enum err passkey_login(const struct request *rq, struct tx *tx, struct reply *rp);

/* Adds passkeys: whether browsers make them for this address. */
enum err passkey_present(const struct request *rq, json_t *view);

extern const struct input_field
    password_input[]; /* current_password, new_password, again_password */
extern const struct input_field me_input[];
extern const struct input_field session_end_input[]; /* session_id by path */

/* POST /me/password: document as login. Slow lane, TX_MULTI. Calls password_begin and
 * password_change. ERR_INVALID with errors on new_password (password-…, same), again_password
 * (mismatch), current_password (wrong). */
enum err password_change(const struct request *rq, struct tx *tx, struct reply *rp);

/* Adds to each of sessions_list client_msg, "Firefox på Windows". */
enum err me_present(const struct request *rq, json_t *view);

/* ---- Administration ---- */

extern const struct input_field organisation_list_input[]; /* q, type, cursor, limit */
extern const struct input_field organisation_input[];
extern const struct input_field unit_new_input[]; /* parent_id; organisation_id by path */
extern const struct input_field unit_input[];
extern const struct input_field user_list_input[]; /* q, role, account, cursor, limit */
extern const struct input_field user_new_input[];  /* unit_id */
extern const struct input_field user_create_input[];
extern const struct input_field user_input[];
extern const struct input_field user_leave_input[];   /* successor_id, urgent, reason */
extern const struct input_field user_reset_input[];   /* kind, reason */
extern const struct input_field user_hand_on_input[]; /* successor_id, reason */
extern const struct input_field role_new_input[];     /* user_id, unit_id */
extern const struct input_field role_input[];
extern const struct input_field role_refuse_input[]; /* reason */
extern const struct input_field
    offer_list_input[]; /* q, theme, target_group, municipality, cursor, limit */

/* POST /admin/users: adds a user and gives her a one-time password, which only this answer holds:
 * {"id", "username", "name", "one_time_password", "created"}. Sent again with the same key it adds
 * nobody, but makes a new password. Slow lane, TX_MULTI. Calls user_create and user_password_set. */
enum err user_create(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /admin/relatives/{related_id}: the account of a relative, or a link to the one she has (then without a
 * password). Document and lane as user_create. Calls relative_account_create and user_password_set. */
enum err relative_account_create(const struct request *rq, struct tx *tx, struct reply *rp);

/* POST /admin/users/{user_id}/password: the same for a user that exists. Calls user_password_set. */
enum err user_password_set(const struct request *rq, struct tx *tx, struct reply *rp);

/* Adds tab_code (overview, users, organisations, offers) and, for lists with "next", pager {"more_href",
 * "first_href"} with the filters of the request. */
enum err list_present(const struct request *rq, json_t *view);

#endif
