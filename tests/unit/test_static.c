/* Static files: names, codings, references between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/static.h"
#include "services/http/static_css.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *lookup(void *closure, const char *path)
{
    (void)closure;
    if (strcmp(path, "/static/fonts/a.woff2") == 0)
        return "/static/fonts/a.HASH.woff2";
    return strcmp(path, "/static/css/b.svg") == 0 ? "/static/css/b.HASH.svg" : NULL;
}

static void static_css_rewrite__table__as_expected(void **state)
{
    static const struct {
        const char *before, *after;
    } cases[] = {
        {"a{b:url(../fonts/a.woff2)}", "a{b:url(/static/fonts/a.HASH.woff2)}"},
        {"url(\"../fonts/a.woff2\")", "url(\"/static/fonts/a.HASH.woff2\")"},
        {"url('../fonts/./a.woff2?#iefix') x", "url('/static/fonts/a.HASH.woff2?#iefix') x"},
        {"url(b.svg#c)", "url(/static/css/b.HASH.svg#c)"},
        {"url(./b.svg)url(b.svg)", "url(/static/css/b.HASH.svg)url(/static/css/b.HASH.svg)"},
        {"url(unknown.svg)", "url(unknown.svg)"},
        {"url(data:image/svg+xml,<a>)", "url(data:image/svg+xml,<a>)"},
        {"url(/static/css/b.svg)", "url(/static/css/b.svg)"},
        {"url(https://x/b.svg)", "url(https://x/b.svg)"},
        {"url(../../../../../b.svg)", "url(../../../../../b.svg)"},
        {"url()", "url()"},
        {"url(", "url("},
        {"url('b.svg", "url('b.svg"},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *bytes = strdup(cases[i].before);
        size_t n = strlen(cases[i].before);
        static_css_rewrite("/static/css/x.css", &bytes, &n, lookup, NULL);
        assert_int_equal(n, strlen(cases[i].after));
        assert_memory_equal(bytes, cases[i].after, n);
        free(bytes);
    }
}

static void file_write(const char *dir, const char *name, const char *content)
{
    char path[300];
    (void)snprintf(path, sizeof(path), "%s/%s", dir, name);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(content, out);
    fclose(out);
}

static void folder_make(char *dir)
{
    char path[300];
    assert_non_null(mkdtemp(dir));
    (void)snprintf(path, sizeof(path), "%s/static", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)snprintf(path, sizeof(path), "%s/static/sub", dir);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void folder_remove(const char *dir, const char *const *names)
{
    char path[300];
    for (; *names != NULL; names++) {
        (void)snprintf(path, sizeof(path), "%s/%s", dir, *names);
        (void)remove(path);
    }
    assert_int_equal(rmdir(dir), 0);
}

static void statics_load__small_tree__found_by_both_names(void **state)
{
    static const char *const names[] = {"static/sub/x.svg", "static/a.css", "static/a.js",
                                        "static/sub",       "static",       NULL};
    char dir[] = "/tmp/samplan-test-static-XXXXXX", large[2000];
    struct statics *statics = NULL;
    bool immutable;
    (void)state;
    folder_make(dir);
    memset(large, 'x', sizeof(large));
    large[sizeof(large) - 1] = '\0';
    file_write(dir, "static/a.css", "a{b:url(sub/x.svg)}");
    file_write(dir, "static/sub/x.svg", "<svg/>");
    file_write(dir, "static/a.js", large);
    assert_int_equal(statics_load(dir, stderr, &statics), OK);

    const struct static_file *js = statics_find(statics, "/static/a.js", 12, &immutable);
    assert_non_null(js);
    assert_false(immutable);
    assert_true(js->bodies[STATIC_GZIP].n_bytes < 200 && js->bodies[STATIC_BROTLI].n_bytes < 200);
    assert_ptr_equal(statics_find(statics, js->hashed, strlen(js->hashed), &immutable), js);
    assert_true(immutable);
    assert_null(statics_find(statics, "/static/a.j", 11, &immutable));
    assert_null(statics_find(statics, "/static/", 8, &immutable));

    const struct static_file *svg = statics_find(statics, "/static/sub/x.svg", 17, &immutable);
    const struct static_file *css = statics_find(statics, "/static/a.css", 13, &immutable);
    assert_non_null(svg);
    assert_non_null(strstr(css->bodies[STATIC_PLAIN].bytes, svg->hashed));

    json_t *assets = statics_assets(statics);
    assert_string_equal(json_string_value(json_object_get(assets, "a_js")), js->hashed);
    assert_string_equal(json_string_value(json_object_get(assets, "x_svg")), svg->hashed);
    assert_string_equal(json_string_value(json_object_get(assets, "sub_x_svg")), svg->hashed);
    json_decref(assets);
    statics_free(statics);
    folder_remove(dir, names);
}

static void statics_load__strange_name__refused(void **state)
{
    static const char *const names[] = {"static/a b.css", "static/sub", "static", NULL};
    char dir[] = "/tmp/samplan-test-static-XXXXXX";
    struct statics *statics = NULL;
    char *text = NULL;
    size_t n;
    FILE *complaints = open_memstream(&text, &n);
    (void)state;
    assert_non_null(complaints);
    folder_make(dir);
    file_write(dir, "static/a b.css", "");
    assert_int_equal(statics_load(dir, complaints, &statics), ERR_INVALID);
    assert_int_equal(statics_load("/nonexistent", complaints, &statics), ERR_IO);
    fclose(complaints);
    assert_non_null(strstr(text, "/static/a b.css"));
    free(text);
    folder_remove(dir, names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(static_css_rewrite__table__as_expected),
        cmocka_unit_test(statics_load__small_tree__found_by_both_names),
        cmocka_unit_test(statics_load__strange_name__refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
