#include "auth/token.h"
#include "services/account/account.h"
#include "services/account/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A request for a list, with the given input; both freed by request_end. */
struct fixture {
    struct arena *arena;
    struct request rq;
    json_t *input, *view;
};

static void fixture_begin(struct fixture *f, const char *path, json_t *input, json_t *view)
{
    f->arena = arena_new(0);
    f->input = input;
    f->view = view;
    f->rq = (struct request){.path = path, .input = input, .arena = f->arena};
}

static void fixture_end(struct fixture *f)
{
    json_decref(f->input);
    json_decref(f->view);
    arena_free(f->arena);
}

static const char *pager(const struct fixture *f, const char *name)
{
    return json_string_value(json_object_get(json_object_get(f->view, "pager"), name));
}

static void list_present__more_to_come__links_on_with_the_filters_escaped(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f, "/admin/users",
                  json_pack("{s:s, s:n, s:i, s:s, s:s}", "q", "Bo & Ås=?#", "role", "limit", 3,
                            "_key", "x", "cursor", "old"),
                  json_pack("{s:s}", "next", "ab-_"));
    assert_int_equal(list_present(&f.rq, f.view), OK);
    assert_string_equal(pager(&f, "more_href"),
                        "/admin/users?q=Bo%20%26%20%C3%85s%3D%3F%23&limit=3&cursor=ab-_");
    assert_string_equal(pager(&f, "first_href"),
                        "/admin/users?q=Bo%20%26%20%C3%85s%3D%3F%23&limit=3");
    assert_string_equal(json_string_value(json_object_get(f.view, "tab_code")), "users");
    assert_string_equal(json_string_value(json_object_get(f.input, "cursor")), "old");
    fixture_end(&f);
}

static void list_present__all_on_one_page__has_no_pager(void **state)
{
    struct fixture f;

    (void)state;
    fixture_begin(&f, "/admin", json_object(), json_pack("{s:n}", "next"));
    assert_int_equal(list_present(&f.rq, f.view), OK);
    assert_null(json_object_get(f.view, "pager"));
    assert_string_equal(json_string_value(json_object_get(f.view, "tab_code")), "overview");
    fixture_end(&f);
}

static void me_present__user_agents__become_words(void **state)
{
    static const struct {
        const char *client, *key, *browser, *system;
    } cases[] = {
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
         "me.client", "Edge", "Windows"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
         "like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
         "me.client", "Safari", "iPhone"},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "me.client",
         "Firefox", "Linux"},
        {"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
         "me.client", "Chrome", "Android"},
        {"curl/8.5.0", "me.client_known", NULL, NULL},
        {"", "me.client_unknown", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        json_t *session = json_pack("{s:s, s:s}", "client", cases[i].client, "network", "local");

        fixture_begin(&f, "/me", json_object(), json_pack("{s:[o]}", "sessions_list", session));
        assert_int_equal(me_present(&f.rq, f.view), OK);
        const json_t *msg = json_object_get(session, "client_msg");
        assert_string_equal(json_string_value(json_object_get(msg, "key")), cases[i].key);
        if (cases[i].browser != NULL) {
            assert_string_equal(json_string_value(json_object_get(msg, "browser")),
                                cases[i].browser);
            assert_string_equal(json_string_value(json_object_get(msg, "system")), cases[i].system);
        }
        assert_true(json_is_null(json_object_get(session, "network")));
        fixture_end(&f);
    }
}

static void secret_token__new_and_given__have_the_same_hash(void **state)
{
    char token[TOKEN_TEXT_BYTES], hash[SECRET_HASH_HEX_BYTES], again[SECRET_HASH_HEX_BYTES];

    (void)state;
    assert_int_equal(secret_token_new(token, hash), OK);
    assert_int_equal(secret_token_hash(token, again), OK);
    assert_string_equal(hash, again);
    assert_int_equal(secret_token_hash("none", again), ERR_PARSE);
}

static void secret_key_add__answers_of_the_database__are_checked(void **state)
{
    json_t *good = json_pack("{s:s, s:i, s:i}", "salt", "000102030405060708090a0b0c0d0e0f",
                             "passes", 1, "memory_kib", 8192);
    json_t *costly = json_pack("{s:s, s:i, s:i}", "salt", "000102030405060708090a0b0c0d0e0f",
                               "passes", 1, "memory_kib", 100000000);
    json_t *saltless = json_pack("{s:i, s:i}", "passes", 1, "memory_kib", 8192);
    json_t *input = json_object();

    (void)state;
    assert_true(secret_key_add(costly, "a", input, "key") < 0);
    assert_int_equal(secret_key_add(saltless, "a", input, "key"), ERR_INTERNAL);
    assert_null(json_object_get(input, "key"));
    assert_int_equal(secret_key_add(good, "a", input, "key"), OK);
    assert_int_equal(json_string_length(json_object_get(input, "key")), 64);
    json_decref(good);
    json_decref(costly);
    json_decref(saltless);
    json_decref(input);
}

static void specs__every_secret__is_kept_out_of_shown_forms(void **state)
{
    const struct input_field *const specs[] = {login_input, password_input};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(specs); i++) {
        for (const struct input_field *field = specs[i]; field->name != NULL; field++) {
            if (strstr(field->name, "password") != NULL)
                assert_int_equal(field->type, INPUT_PASSWORD);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_present__more_to_come__links_on_with_the_filters_escaped),
        cmocka_unit_test(list_present__all_on_one_page__has_no_pager),
        cmocka_unit_test(me_present__user_agents__become_words),
        cmocka_unit_test(secret_token__new_and_given__have_the_same_hash),
        cmocka_unit_test(secret_key_add__answers_of_the_database__are_checked),
        cmocka_unit_test(specs__every_secret__is_kept_out_of_shown_forms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
