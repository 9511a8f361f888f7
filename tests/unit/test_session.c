/* Who knocks, and from where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "auth/csrf.h"
#include "services/http/session.h"

#include <string.h>

#define TOKEN "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE"
#define OTHER "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI"

static char host[] = "samplan.example";
static struct config config = {.secure = true, .hosts = {host, NULL}};
static struct server server = {.config = &config,
                               .session_cookie = "__Host-samplan",
                               .form_cookie = "__Host-samplan-form",
                               .flash_cookie = "__Host-samplan-flash",
                               .language_cookie = "__Host-samplan-language"};

static struct exchange exchange(enum edge_name name, const char *value)
{
    struct exchange ex = {.server = &server};
    ex.edge.value[name] = value;
    return ex;
}

static void session_read__cookie_and_bearer__bearer_wins(void **state)
{
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    struct exchange ex = exchange(EDGE_COOKIE, "a=b; __Host-samplan=" TOKEN);
    struct visitor visitor;
    (void)state;
    assert_int_equal(session_read(&ex, arena, &visitor), OK);
    assert_string_equal(visitor.token, TOKEN);
    assert_true(visitor.by_cookie);
    assert_int_equal(visitor.token_bytes[31], 1);
    ex.edge.value[EDGE_AUTHORIZATION] = "bearer " OTHER;
    assert_int_equal(session_read(&ex, arena, &visitor), OK);
    assert_string_equal(visitor.token, OTHER);
    assert_false(visitor.by_cookie);
    ex.edge.value[EDGE_AUTHORIZATION] = "Basic abc";
    assert_int_equal(session_read(&ex, arena, &visitor), ERR_UNAUTHENTICATED);
    ex.edge.value[EDGE_AUTHORIZATION] = "Bearer " TOKEN "x";
    assert_int_equal(session_read(&ex, arena, &visitor), ERR_UNAUTHENTICATED);
}

static void session_read__bad_cookies__count_as_none(void **state)
{
    static const char *const cookies[] = {"__Host-samplan=short",
                                          "__Host-samplan=" TOKEN "; __Host-samplan=" OTHER,
                                          "samplan=" TOKEN, "__Host-samplan-flash=Not<ok>"};
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    struct visitor visitor;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cookies); i++) {
        struct exchange ex = exchange(EDGE_COOKIE, cookies[i]);
        assert_int_equal(session_read(&ex, arena, &visitor), OK);
        assert_null(visitor.token);
        assert_null(visitor.flash);
    }
}

static void session_read__forwarded_for__only_the_network_of_the_last(void **state)
{
    static const struct {
        const char *header, *expected;
    } cases[] = {
        {"10.1.2.3", "10.1.2.0/24"},
        {"6.6.6.6, 10.1.2.3", "10.1.2.0/24"},
        {"2001:db8:1:2::3", "2001:db8:1::/48"},
        {"nonsense", "local"},
        {"10.1.2.3,", "local"},
        {NULL, "local"},
    };
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    struct visitor visitor;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct exchange ex = exchange(EDGE_FORWARDED_FOR, cases[i].header);
        assert_int_equal(session_read(&ex, arena, &visitor), OK);
        assert_string_equal(visitor.network, cases[i].expected);
    }
}

static void session_origin_check__table__as_expected(void **state)
{
    static const struct {
        const char *site, *origin;
        enum err expected;
    } cases[] = {
        {NULL, NULL, OK},
        {"same-origin", "https://samplan.example", OK},
        {"same-origin", NULL, OK},
        {"none", NULL, OK},
        {"same-site", NULL, ERR_CSRF},
        {"cross-site", NULL, ERR_CSRF},
        {"", NULL, ERR_CSRF},
        {NULL, "https://SAMPLAN.example", OK},
        {NULL, "http://samplan.example", ERR_CSRF},
        {NULL, "https://samplan.example.evil", ERR_CSRF},
        {NULL, "https://evil/?https://samplan.example", ERR_CSRF},
        {NULL, "null", ERR_CSRF},
        {"same-origin", "https://evil", ERR_CSRF},
    };
    const struct visitor browser = {0}, program = {.bearer = true};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct exchange ex = exchange(EDGE_SEC_FETCH_SITE, cases[i].site);
        ex.edge.value[EDGE_ORIGIN] = cases[i].origin;
        assert_int_equal(session_origin_check(&ex, &browser), cases[i].expected);
        assert_int_equal(session_origin_check(&ex, &program), OK);
    }
}

static void session_token_check__kinds_of_visitors__each_its_own_proof(void **state)
{
    const struct visitor in = {.token = TOKEN, .by_cookie = true, .form_cookie = OTHER};
    const struct visitor out = {.form_cookie = OTHER}, fresh = {0}, program = {.bearer = true};
    char good[CSRF_TEXT_BYTES], foreign[CSRF_TEXT_BYTES], open[CSRF_TEXT_BYTES];
    (void)state;
    csrf_make(TOKEN, good);
    csrf_make(OTHER, foreign);
    csrf_make_signed_out(OTHER, open);
    assert_int_equal(session_token_check(&in, good, false, false), OK);
    assert_int_equal(session_token_check(&in, good, true, false), OK);
    assert_int_equal(session_token_check(&in, foreign, false, false), ERR_CSRF);
    assert_int_equal(session_token_check(&in, NULL, true, false), ERR_CSRF);
    assert_int_equal(session_token_check(&in, open, false, false), ERR_CSRF);
    assert_int_equal(session_token_check(&in, open, false, true), OK);
    assert_int_equal(session_token_check(&in, NULL, true, true), ERR_CSRF);
    assert_int_equal(session_token_check(&out, open, false, true), OK);
    assert_int_equal(session_token_check(&out, good, false, true), ERR_CSRF);
    assert_int_equal(session_token_check(&fresh, open, false, true), ERR_CSRF);
    assert_int_equal(session_token_check(&fresh, NULL, true, true), OK);
    assert_int_equal(session_token_check(&program, NULL, false, false), OK);
}

static void session_cookie_text__kinds__attributes(void **state)
{
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    (void)state;
    assert_string_equal(session_cookie_text(&server, arena, "n", "v", 0),
                        "n=v; Path=/; HttpOnly; SameSite=Lax; Secure");
    assert_string_equal(session_cookie_text(&server, arena, "n", "v", 60),
                        "n=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
    assert_string_equal(session_cookie_text(&server, arena, "n", NULL, 0),
                        "n=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(session_read__cookie_and_bearer__bearer_wins),
        cmocka_unit_test(session_read__bad_cookies__count_as_none),
        cmocka_unit_test(session_read__forwarded_for__only_the_network_of_the_last),
        cmocka_unit_test(session_origin_check__table__as_expected),
        cmocka_unit_test(session_token_check__kinds_of_visitors__each_its_own_proof),
        cmocka_unit_test(session_cookie_text__kinds__attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
