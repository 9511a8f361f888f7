/* Problem documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/macros.h"
#include "services/http/problem.h"

#include <string.h>

#define ID "11111111-1111-4111-8111-111111111111"

static struct i18n *i18n;

static int texts_load(void **state)
{
    struct problems problems = {0};
    (void)state;
    json_t *all = json_loads("{\"da\":{\"error\":{"
                             "\"conflict\":{\"title\":\"Konflikt\",\"detail\":\"Generelt\"},"
                             "\"task-not-open\":{\"title\":\"Lukket\",\"detail\":\"Opgaven\"}},"
                             "\"field_error\":{\"required\":\"Udfyld\",\"invalid\":\"Forkert\"}}}",
                             0, NULL);
    return i18n_load_take(all, &problems, &i18n) == OK ? 0 : -1;
}

static int texts_free(void **state)
{
    (void)state;
    i18n_free(i18n);
    return 0;
}

static const char *text(const json_t *document, const char *name)
{
    return json_string_value(json_object_get(document, name));
}

static void problem_document__own_code__own_texts(void **state)
{
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    struct problem problem = {.err = ERR_CONFLICT,
                              .code = "task-not-open",
                              .request_id = ID,
                              .instance = "/tasks/1",
                              .i18n = i18n,
                              .language = "da"};
    (void)state;
    json_t *document = problem_document(&problem, arena);
    assert_string_equal(text(document, "title"), "Lukket");
    assert_string_equal(text(document, "code"), "task-not-open");
    assert_string_equal(text(document, "instance"), "/tasks/1");
    assert_int_equal(json_integer_value(json_object_get(document, "status")), 409);
    json_decref(document);
    problem.code = "something-new";
    document = problem_document(&problem, arena);
    assert_string_equal(text(document, "title"), "Konflikt");
    assert_string_equal(text(document, "detail"), "Generelt");
    assert_string_equal(text(document, "code"), "something-new");
    json_decref(document);
}

static void problem_document__errors_and_extra__in_it_but_not_over_it(void **state)
{
    CLEANUP(arena_freep) struct arena *arena = arena_new(0);
    json_t *errors = json_pack("[{s:s, s:s}]", "field", "a", "code", "required");
    json_t *extra = json_pack("{s:i, s:i}", "status", 1, "retry_after_s", 5);
    const struct problem problem = {.err = ERR_INVALID,
                                    .request_id = ID,
                                    .errors = errors,
                                    .extra = extra,
                                    .i18n = i18n,
                                    .language = "da"};
    (void)state;
    json_t *document = problem_document(&problem, arena);
    const json_t *error = json_array_get(json_object_get(document, "errors"), 0);
    assert_string_equal(text(error, "message"), "Udfyld");
    assert_null(json_object_get(json_array_get(errors, 0), "message"));
    assert_int_equal(json_integer_value(json_object_get(document, "status")), 422);
    assert_int_equal(json_integer_value(json_object_get(document, "retry_after_s")), 5);
    assert_string_equal(text(document, "title"), "Some fields are wrong");
    json_decref(document);
    json_decref(errors);
    json_decref(extra);
}

static void problem_write__every_error__json_and_page_that_fit(void **state)
{
    static const enum err errors[] = {ERR_BAD_REQUEST, ERR_MISDIRECTED, ERR_NOT_IMPLEMENTED,
                                      ERR_OVERLOADED,  ERR_INTERNAL,    ERR_HEADERS_TOO_LARGE};
    char buf[1024];
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(errors); i++) {
        size_t n = problem_write(errors[i], ID, buf, sizeof(buf));
        json_t *document = json_loadb(buf, n, JSON_REJECT_DUPLICATES, NULL);
        assert_string_equal(text(document, "request_id"), ID);
        json_decref(document);
        n = problem_page_write(errors[i], ID, buf, sizeof(buf));
        assert_true(n < sizeof(buf) - 1);
        assert_memory_equal(buf + n - 8, "</html>\n", 8);
    }
    assert_int_equal(problem_write(ERR_BAD_REQUEST, ID, buf, 10), 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problem_document__own_code__own_texts),
        cmocka_unit_test(problem_document__errors_and_extra__in_it_but_not_over_it),
        cmocka_unit_test(problem_write__every_error__json_and_page_that_fit),
    };
    return cmocka_run_group_tests(tests, texts_load, texts_free);
}
