/* What the account routes take. */
#include "services/account/account.h"

#define USERNAME_MAX 64
#define PASSWORD_MAX 256

static const char *const LANGUAGES[] = {"da", "en", NULL};
static const char *const TYPES[] = {"region",           "municipality", "gp-practice",
                                    "private-provider", "voluntary",    NULL};
static const char *const ROLES[] = {"caseworker", "manager", "auditor", "administrator", NULL};
static const char *const KINDS[] = {"staff", "volunteer", "relative", NULL};
static const char *const ACCOUNTS[] = {"active", "disabled", NULL};

const struct input_field login_show_input[] = {
    {.name = "next", .type = INPUT_TEXT, .max = 1024},
    {0},
};

const struct input_field login_input[] = {
    {.name = "username", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = USERNAME_MAX},
    {.name = "password", .type = INPUT_PASSWORD, .flags = INPUT_REQUIRED, .max = PASSWORD_MAX},
    {.name = "assignment_id", .type = INPUT_UUID},
    {.name = "next", .type = INPUT_TEXT, .max = 1024},
    {0},
};

const struct input_field confirm_input[] = {
    {.name = "password", .type = INPUT_PASSWORD, .max = PASSWORD_MAX},
    {.name = "code", .type = INPUT_TEXT, .flags = INPUT_SECRET, .max = 40},
    {.name = "passkey", .type = INPUT_LONGTEXT, .flags = INPUT_SECRET, .max = 8000},
    {.name = "next", .type = INPUT_TEXT, .max = 1024},
    {0},
};

const struct input_field second_factor_input[] = {
    {.name = "next", .type = INPUT_TEXT, .max = 1024},
    {0},
};

const struct input_field file_input[] = {
    {.name = "file", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 1024},
    {0},
};

const struct input_field totp_confirm_input[] = {
    {.name = "code", .type = INPUT_TEXT, .flags = INPUT_REQUIRED | INPUT_SECRET, .max = 40},
    {.name = "next", .type = INPUT_TEXT, .max = 1024},
    {0},
};

static const char *const PURPOSES[] = {"register", "confirm", NULL};

const struct input_field passkey_begin_input[] = {
    {.name = "purpose", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = PURPOSES},
    {0},
};

const struct input_field passkey_add_input[] = {
    {.name = "passkey",
     .type = INPUT_LONGTEXT,
     .flags = INPUT_REQUIRED | INPUT_SECRET,
     .max = 8000},
    {.name = "passkey_name", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 100},
    {.name = "next", .type = INPUT_TEXT, .max = 1024},
    {0},
};

const struct input_field passkey_login_input[] = {
    {.name = "passkey",
     .type = INPUT_LONGTEXT,
     .flags = INPUT_REQUIRED | INPUT_SECRET,
     .max = 8000},
    {.name = "assignment_id", .type = INPUT_UUID},
    {.name = "next", .type = INPUT_TEXT, .max = 1024},
    {0},
};

const struct input_field passkey_path_input[] = {
    {.name = "passkey_id", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {0},
};

const struct input_field assignment_list_input[] = {
    {.name = "next", .type = INPUT_TEXT, .max = 1024},
    {0},
};

const struct input_field assignment_choose_input[] = {
    {.name = "assignment_id", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {.name = "next", .type = INPUT_TEXT, .max = 1024},
    {0},
};

const struct input_field language_input[] = {
    {.name = "language", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = LANGUAGES},
    {.name = "back", .type = INPUT_TEXT, .max = 1024},
    {0},
};

const struct input_field password_input[] = {
    {.name = "current_password",
     .type = INPUT_PASSWORD,
     .flags = INPUT_REQUIRED,
     .max = PASSWORD_MAX},
    {.name = "new_password", .type = INPUT_PASSWORD, .flags = INPUT_REQUIRED, .max = PASSWORD_MAX},
    {.name = "again_password", .type = INPUT_PASSWORD, .max = PASSWORD_MAX},
    {0},
};

const struct input_field me_input[] = {
    {.name = "phone", .type = INPUT_PHONE},
    {.name = "phone_hours", .type = INPUT_TEXT, .max = 100},
    {.name = "email", .type = INPUT_TEXT, .max = 254},
    {.name = "shortcuts", .type = INPUT_BOOL},
    {0},
};

const struct input_field session_end_input[] = {
    {.name = "session_id", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {0},
};

const struct input_field organisation_list_input[] = {
    {.name = "q", .type = INPUT_TEXT, .max = 100},
    {.name = "type", .type = INPUT_CODE, .codes = TYPES},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = "limit", .type = INPUT_INT, .min = 1, .max = 200},
    {0},
};

const struct input_field organisation_input[] = {
    {.name = "type", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = TYPES},
    {.name = "name", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 200},
    {.name = "sor_id", .type = INPUT_TEXT, .max = 18},
    {.name = "cvr_number", .type = INPUT_TEXT, .max = 8},
    {.name = "municipality", .type = INPUT_CODE},
    {.name = "region", .type = INPUT_TEXT, .max = 20},
    {.name = "provider_number", .type = INPUT_TEXT, .max = 6},
    {.name = "phone", .type = INPUT_PHONE},
    {.name = "start_day", .type = INPUT_DAY},
    {.name = "end_day", .type = INPUT_DAY},
    {.name = "replaced_by_id", .type = INPUT_UUID},
    {.name = "show_staff_names", .type = INPUT_BOOL},
    {0},
};

const struct input_field unit_new_input[] = {
    {.name = "parent_id", .type = INPUT_UUID},
    {0},
};

const struct input_field unit_input[] = {
    {.name = "name", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 200},
    {.name = "sector", .type = INPUT_CODE, .flags = INPUT_REQUIRED},
    {.name = "parent_id", .type = INPUT_UUID},
    {.name = "sor_id", .type = INPUT_TEXT, .max = 18},
    {.name = "phone", .type = INPUT_PHONE},
    {.name = "phone_hours", .type = INPUT_TEXT, .max = 100},
    {.name = "start_day", .type = INPUT_DAY},
    {.name = "end_day", .type = INPUT_DAY},
    {.name = "reason", .type = INPUT_TEXT, .max = 500},
    {.name = "close_anyway", .type = INPUT_BOOL},
    {0},
};

const struct input_field user_list_input[] = {
    {.name = "q", .type = INPUT_TEXT, .max = 100},
    {.name = "kind", .type = INPUT_CODE, .codes = KINDS},
    {.name = "role", .type = INPUT_CODE, .codes = ROLES},
    {.name = "account", .type = INPUT_CODE, .codes = ACCOUNTS},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = "limit", .type = INPUT_INT, .min = 1, .max = 200},
    {0},
};

const struct input_field user_new_input[] = {
    {.name = "unit_id", .type = INPUT_UUID},
    {0},
};

const struct input_field user_create_input[] = {
    {.name = "username", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = USERNAME_MAX},
    {.name = "name", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 200},
    {.name = "profession", .type = INPUT_TEXT, .max = 100},
    {.name = "phone", .type = INPUT_PHONE},
    {.name = "phone_hours", .type = INPUT_TEXT, .max = 100},
    {.name = "email", .type = INPUT_TEXT, .max = 254},
    {.name = "unit_id", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {.name = "role", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = ROLES},
    {.name = "title", .type = INPUT_TEXT, .max = 100},
    {.name = "start_day", .type = INPUT_DAY},
    {.name = "end_day", .type = INPUT_DAY},
    {0},
};

const struct input_field user_input[] = {
    {.name = "name", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 200},
    {.name = "profession", .type = INPUT_TEXT, .max = 100},
    {.name = "phone", .type = INPUT_PHONE},
    {.name = "phone_hours", .type = INPUT_TEXT, .max = 100},
    {.name = "email", .type = INPUT_TEXT, .max = 254},
    {0},
};

const struct input_field user_leave_input[] = {
    {.name = "successor_id", .type = INPUT_UUID},
    {.name = "urgent", .type = INPUT_BOOL},
    {.name = "reason", .type = INPUT_TEXT, .max = 500},
    {0},
};

static const char *const RESETS[] = {"password", "second-factor", NULL};

const struct input_field user_reset_input[] = {
    {.name = "kind", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = RESETS},
    {.name = "reason", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 500},
    {0},
};

const struct input_field user_hand_on_input[] = {
    {.name = "successor_id", .type = INPUT_UUID},
    {.name = "reason", .type = INPUT_TEXT, .max = 500},
    {0},
};

const struct input_field role_new_input[] = {
    {.name = "user_id", .type = INPUT_UUID},
    {.name = "unit_id", .type = INPUT_UUID},
    {0},
};

const struct input_field role_input[] = {
    {.name = "username", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = USERNAME_MAX},
    {.name = "unit_id", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {.name = "role", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = ROLES},
    {.name = "title", .type = INPUT_TEXT, .max = 100},
    {.name = "start_day", .type = INPUT_DAY},
    {.name = "end_day", .type = INPUT_DAY},
    {.name = "reason", .type = INPUT_TEXT, .max = 500},
    {0},
};

const struct input_field role_refuse_input[] = {
    {.name = "reason", .type = INPUT_TEXT, .max = 500},
    {0},
};

const struct input_field offer_list_input[] = {
    {.name = "q", .type = INPUT_TEXT, .max = 100},
    {.name = "theme", .type = INPUT_TEXT, .max = 100},
    {.name = "target_group", .type = INPUT_TEXT, .max = 200},
    {.name = "municipality", .type = INPUT_CODE},
    {.name = "cursor", .type = INPUT_CURSOR, .max = 1024},
    {.name = "limit", .type = INPUT_INT, .min = 1, .max = 200},
    {0},
};
