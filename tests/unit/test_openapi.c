/* The description made from the route table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/openapi.h"

#include <stdlib.h>
#include <string.h>

static const char *const priorities[] = {"low", "high", NULL};
static const struct input_field INPUT[] = {
    {.name = "title", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 100},
    {.name = "priority", .type = INPUT_CODE, .codes = priorities},
    {.name = "due_day", .type = INPUT_DAY},
    {.name = "plan_ids", .type = INPUT_UUIDS},
    {0},
};
static const struct route ROWS[] = {
    {.method = HTTP_GET, .path = "/tasks", .access = ACCESS_STAFF, .sql = "x", .input = INPUT},
    {.method = HTTP_POST,
     .path = "/tasks/{task_id}",
     .access = ACCESS_CASEWORKER,
     .sql = "x",
     .tx = TX_WRITE,
     .body = BODY_FORM,
     .input = INPUT,
     .versioned = true,
     .template = "task",
     .summary = "Change a task"},
    {.method = HTTP_GET,
     .path = "/a.csv",
     .access = ACCESS_ANYONE,
     .sql = "x",
     .produces = "text/csv"},
};
static const struct route_table TABLE = {ROWS, ARRAY_LEN(ROWS)};

static json_t *built(void)
{
    static char origin[] = "http://127.0.0.1:8080", dir[] = "/nonexistent";
    const struct config config = {.public_origin = origin, .static_dir = dir};
    char *text = NULL;
    assert_int_equal(openapi_build(&TABLE, &config, stderr, &text), OK);
    json_t *document = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    free(text);
    assert_non_null(document);
    return document;
}

/* The value at a path of keys, the last one NULL. */
static const json_t *at(const json_t *value, ...)
{
    va_list keys;
    va_start(keys, value);
    for (const char *key; (key = va_arg(keys, const char *)) != NULL;) {
        value = json_is_array(value) ? json_array_get(value, (size_t)atoi(key))
                                     : json_object_get(value, key);
    }
    va_end(keys);
    return value;
}

static void openapi_build__operations__parameters_and_bodies(void **state)
{
    json_t *document = built();
    const json_t *get = at(document, "paths", "/tasks", "get", NULL);
    const json_t *post = at(document, "paths", "/tasks/{task_id}", "post", NULL);
    (void)state;
    assert_string_equal(json_string_value(at(document, "openapi", NULL)), "3.1.0");
    assert_string_equal(json_string_value(at(get, "operationId", NULL)), "get_tasks");
    assert_int_equal(json_array_size(at(get, "parameters", NULL)), 4);
    assert_string_equal(json_string_value(at(get, "parameters", "0", "in", NULL)), "query");
    assert_string_equal(json_string_value(at(post, "parameters", "0", "name", NULL)), "task_id");
    assert_string_equal(json_string_value(at(post, "parameters", "0", "in", NULL)), "path");
    const json_t *schema = at(post, "requestBody", "content", "application/json", "schema", NULL);
    assert_string_equal(json_string_value(at(schema, "required", "0", NULL)), "title");
    assert_int_equal(json_integer_value(at(schema, "properties", "title", "maxLength", NULL)), 100);
    assert_string_equal(json_string_value(at(schema, "properties", "due_day", "type", "1", NULL)),
                        "null");
    assert_true(json_is_null(at(schema, "properties", "priority", "enum", "2", NULL)));
    assert_non_null(
        at(document, "paths", "/a.csv", "get", "responses", "200", "content", "text/csv", NULL));
    assert_non_null(at(document, "components", "schemas", "Problem", NULL));
    assert_non_null(at(document, "paths", "/events", "get", NULL));
    json_decref(document);
}

static void openapi_build__unknown_schema__named(void **state)
{
    static char origin[] = "http://127.0.0.1:8080", dir[] = "/nonexistent";
    const struct config config = {.public_origin = origin, .static_dir = dir};
    const struct route row = {.method = HTTP_GET, .path = "/x", .access = 1, .reply_schema = "Y"};
    const struct route_table table = {&row, 1};
    char *text = NULL, *said = NULL;
    size_t n;
    FILE *complaints = open_memstream(&said, &n);
    (void)state;
    assert_non_null(complaints);
    assert_int_equal(openapi_build(&table, &config, complaints, &text), ERR_INVALID);
    fclose(complaints);
    assert_non_null(strstr(said, "no schema Y"));
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(openapi_build__operations__parameters_and_bodies),
        cmocka_unit_test(openapi_build__unknown_schema__named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
