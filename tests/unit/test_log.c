/* Log lines are one JSON object each, whatever goes in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/log.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

/* Writes the line into a pipe in place of standard error and reads it back as JSON. */
static json_t *written(struct log_line *line)
{
    char bytes[LOG_LINE_BYTES + 1];
    int ends[2], saved = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
    log_end(line);
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    close(ends[1]);
    ssize_t n = read(ends[0], bytes, sizeof(bytes) - 1);
    close(ends[0]);
    close(saved);
    assert_true(n > 0 && bytes[n - 1] == '\n');
    bytes[n - 1] = '\0';
    assert_null(strchr(bytes, '\n'));
    return json_loads(bytes, 0, NULL);
}

static void log_text__special_characters__escaped(void **state)
{
    struct log_line line;
    (void)state;
    log_begin(&line, LOG_INFO, "test");
    log_text(&line, "a", "x\"y\\z\n\t\x01\x7f");
    log_text(&line, "b", NULL);
    log_int(&line, "c", -5);
    json_t *object = written(&line);
    assert_non_null(object);
    assert_string_equal(json_string_value(json_object_get(object, "a")), "x\"y\\z\n\t\x01\x7f");
    assert_null(json_object_get(object, "b"));
    assert_int_equal(json_integer_value(json_object_get(object, "c")), -5);
    assert_string_equal(json_string_value(json_object_get(object, "level")), "info");
    json_decref(object);
}

static void log_text__too_much__still_json(void **state)
{
    char large[5000];
    struct log_line line;
    (void)state;
    memset(large, '"', sizeof(large));
    large[sizeof(large) - 1] = '\0';
    log_begin(&line, LOG_INFO, "test");
    for (int i = 0; i < 10; i++)
        log_text(&line, "a", large);
    for (int i = 0; i < 500; i++)
        log_int(&line, "n", i);
    json_t *object = written(&line);
    assert_non_null(object);
    json_decref(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_text__special_characters__escaped),
        cmocka_unit_test(log_text__too_much__still_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
