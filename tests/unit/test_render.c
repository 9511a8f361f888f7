/* Pages from template directories: loading, problems, assets, languages, the lint, and the shipped
 * templates. With arguments it is a tool for authors of templates:
 *   test_render --check WEB_DIR                    tell all problems of a web directory
 *   test_render WEB_DIR TEMPLATE VIEW.json [LANG]  print a page (strict) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/http/render.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOW 1776340800 /* 2026-04-16T12:00:00Z, a Thursday */

/* A web directory of our own, removed at the end of a test. */
struct web {
    char dir[64];
    char paths[16][160];
    size_t n;
};

static void web_file(struct web *web, const char *name, const char *text)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", web->dir, name);
    strcpy(web->paths[web->n++], path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void web_new(struct web *web)
{
    char path[160];
    memset(web, 0, sizeof *web);
    strcpy(web->dir, "/tmp/samplan-render-XXXXXX");
    assert_non_null(mkdtemp(web->dir));
    snprintf(path, sizeof path, "%s/templates", web->dir);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/i18n", web->dir);
    mkdir(path, 0700);
    web_file(
        web, "i18n/da.json",
        "{\"a\":{\"hello\":\"Hej & velkommen\"},\"codes\":{\"status\":{\"active\":\"Aktiv\"}}}");
    web_file(web, "i18n/en.json",
             "{\"a\":{\"hello\":\"Hello\"},\"codes\":{\"status\":{\"active\":\"Active\"}}}");
}

static void web_remove(struct web *web)
{
    char path[160];
    for (size_t i = 0; i < web->n; i++)
        unlink(web->paths[i]);
    snprintf(path, sizeof path, "%s/templates", web->dir);
    rmdir(path);
    snprintf(path, sizeof path, "%s/i18n", web->dir);
    rmdir(path);
    rmdir(web->dir);
}

/* Opens and returns what was complained of (malloc'ed). */
static char *open_problems(const struct web *web, bool strict, enum err expected)
{
    char *text = NULL;
    size_t n = 0;
    struct render *render = NULL;
    FILE *out = open_memstream(&text, &n);
    assert_int_equal(render_open_to(web->dir, strict, out, &render), expected);
    fclose(out);
    render_close(render);
    return text;
}

static void expect_page(const struct render *render, const char *template, const char *language,
                        const char *view_text, const char *expected)
{
    struct arena *arena = arena_new(0);
    json_t *view = json_loads(view_text, 0, NULL);
    char *html = NULL;
    size_t n = 0;
    assert_non_null(view);
    assert_int_equal(render_page_at(render, template, language, view, NOW, arena, &html, &n), OK);
    assert_string_equal(html, expected);
    assert_int_equal(n, strlen(expected));
    json_decref(view);
    arena_free(arena);
}

static void render_page__languages_assets_and_derived_names__are_filled_in(void **state)
{
    (void)state;
    struct web web;
    struct render *render = NULL;
    web_new(&web);
    web_file(&web, "templates/page.html",
             "<p lang=\"{{lang}}\">{{t.a.hello}} {{>_chip}}</p>"
             "<img src=\"{{asset.logo_svg}}\" alt=\"\">{{#t.a.hello}}!{{/t.a.hello}}");
    web_file(&web, "templates/_chip.html",
             "{{status_code_text}}{{#status_is.active}}*{{/status_is.active}}");
    assert_int_equal(render_open(web.dir, true, &render), OK);
    assert_int_equal(render_set_assets(render, json_pack("{s:s}", "logo_svg", "/static/l.svg")),
                     OK);
    expect_page(render, "page", "da", "{\"status_code\":\"active\"}",
                "<p lang=\"da\">Hej &amp; velkommen Aktiv*</p>"
                "<img src=\"/static/l.svg\" alt=\"\">!");
    expect_page(render, "page", "en", "{\"status_code\":\"active\",\"lang\":\"xx\"}",
                "<p lang=\"xx\">Hello Active*</p><img src=\"/static/l.svg\" alt=\"\">!");
    expect_page(render, "page", "unknown", "{\"status_code\":null}",
                "<p lang=\"da\">Hej &amp; velkommen </p><img src=\"/static/l.svg\" alt=\"\">!");
    assert_true(render_has(render, "page"));
    assert_false(render_has(render, "pages"));
    render_close(render);
    web_remove(&web);
}

static void render_page__lists_and_first_last__know_their_place(void **state)
{
    (void)state;
    struct web web;
    struct render *render = NULL;
    web_new(&web);
    web_file(
        &web, "templates/page.html",
        "{{#a_list}}{{#first}}[{{/first}}{{x}}{{^last}}, {{/last}}{{#last}}]{{/last}}{{/a_list}}"
        "{{#a_list_some}} {{a_list_n}}{{/a_list_some}}{{^a_list_some}}none{{/a_list_some}}"
        "{{#role_codes_list}}<{{value}}:{{text}}>{{/role_codes_list}}");
    assert_int_equal(render_open(web.dir, false, &render), ERR_INVALID);
    unlink(web.paths[--web.n]);
    web_file(
        &web, "templates/page.html",
        "{{#a_list}}{{#first}}[{{/first}}{{x}}{{^last}}, {{/last}}{{#last}}]{{/last}}{{/a_list}}"
        "{{#a_list_some}} {{a_list_n}}{{/a_list_some}}{{^a_list_some}}none{{/a_list_some}}"
        "{{#status_codes_list}}({{value}}:{{text}}){{/status_codes_list}}");
    assert_int_equal(render_open(web.dir, true, &render), OK);
    expect_page(
        render, "page", "da",
        "{\"a_list\":[{\"x\":1},{\"x\":2},{\"x\":3}],\"status_codes\":[\"active\",\"odd\"]}",
        "[1, 2, 3] 3(active:Aktiv)(odd:odd)");
    expect_page(render, "page", "da", "{\"a_list\":[],\"status_codes\":null}", "none");
    render_close(render);
    web_remove(&web);
}

static void render_page__strict_and_untranslated_code__is_an_error(void **state)
{
    (void)state;
    struct web web;
    struct render *render = NULL;
    struct arena *arena = arena_new(0);
    json_t *view = json_pack("{s:s}", "status_code", "odd");
    char *html;
    size_t n;
    web_new(&web);
    web_file(&web, "templates/page.html", "{{status_code_text}}");
    assert_int_equal(render_open(web.dir, true, &render), OK);
    assert_int_equal(render_page(render, "page", "da", view, arena, &html, &n), ERR_INTERNAL);
    assert_int_equal(render_page(render, "nothing", "da", view, arena, &html, &n), ERR_NOT_FOUND);
    render_close(render);
    assert_int_equal(render_open(web.dir, false, &render), OK);
    expect_page(render, "page", "da", "{\"status_code\":\"odd\"}", "odd");
    render_close(render);
    json_decref(view);
    arena_free(arena);
    web_remove(&web);
}

#define THREADS 4

/* Renders the same page again and again; NULL when all were the same. */
static void *render_many(void *render)
{
    static const char view_text[] = "{\"status_codes\":[\"active\"],\"x_day\":\"2026-04-16\"}";
    struct arena *arena = arena_new(0);
    json_t *view = json_loads(view_text, 0, NULL);
    void *wrong = NULL;
    for (int i = 0; i < 300; i++) {
        char *html = NULL;
        size_t n;
        arena_reset(arena);
        if (render_page_at(render, "page", "da", view, NOW, arena, &html, &n) < 0 ||
            strcmp(html, "Hej &amp; velkommen Aktiv 16. april") != 0)
            wrong = render;
    }
    json_decref(view);
    arena_free(arena);
    return wrong;
}

static void render_page__several_threads__do_not_disturb_each_other(void **state)
{
    (void)state;
    struct web web;
    struct render *render = NULL;
    pthread_t threads[THREADS];
    web_new(&web);
    web_file(&web, "templates/page.html",
             "{{t.a.hello}} {{#status_codes_list}}{{text}}{{/status_codes_list}} {{x_day_text}}");
    assert_int_equal(render_open(web.dir, true, &render), OK);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, render_many, render), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *wrong = render;
        assert_int_equal(pthread_join(threads[i], &wrong), 0);
        assert_null(wrong);
    }
    render_close(render);
    web_remove(&web);
}

static void render_open__problems__are_all_told(void **state)
{
    (void)state;
    struct web web;
    web_new(&web);
    web_file(&web, "templates/a.html", "<p>\n{{{raw}}}</p>");
    web_file(&web, "templates/b.html", "{{>missing}}{{t.a.nothing}}");
    char *text = open_problems(&web, true, ERR_INVALID);
    assert_non_null(strstr(text, "templates/a.html:2: raw interpolation is not allowed\n"));
    assert_non_null(strstr(text, "templates/b.html:1: there is no template missing\n"));
    assert_non_null(strstr(text, "templates/b.html:1: t.a.nothing is no text in i18n/da.json\n"));
    assert_non_null(strstr(text, "t.a.nothing is no text in i18n/en.json\n"));
    free(text);
    web_remove(&web);
}

static void render_open__missing_directory__is_an_io_error(void **state)
{
    (void)state;
    struct render *render = NULL;
    assert_int_equal(render_open_to("/nonexistent", false, NULL, &render), ERR_IO);
    assert_null(render);
}

/* ---- The lint -------------------------------------------------------------------------------- */

static const char *const allowed[] = {
    "<p>{{x}}</p>",
    "<!doctype html><html lang=\"{{lang}}\"><title>{{x}}</title><body>{{>p}}</body></html>",
    "<textarea name=\"a\">{{x}}</textarea>{{x}}",
    "<p class=\"a {{#x}}b{{/x}} {{y}}\">z</p>",
    "<input type=\"checkbox\"{{#x}} checked{{/x}}>",
    "<input type=\"checkbox\"{{#x}} checked{{/x}}{{^x}} disabled{{/x}}>",
    "<input {{#x}}checked{{/x}} name=\"a\">",
    "<input{{#x}} aria-describedby=\"{{y}}\"{{/x}} name=\"a\">",
    "<input{{#x}} value=\"{{y}}\"{{/x}}/>",
    "<input\n{{#x}}\n  checked\n{{/x}}\n>",
    "<a href=\"{{plan_href}}\">{{x}}</a><a href=\"/plans/{{id}}\">y</a><a "
    "href=\"{{page.path}}\">z</a>",
    "<a href=\"{{#x}}/a{{/x}}{{^x}}/b{{/x}}\">z</a>",
    "<script src=\"{{asset.samplan_js}}\" type=\"module\"></script><p>{{x}}</p>",
    "<script>if (a < b) { c(); }</script>",
    "<!-- plain comment --><p>{{x}}</p>",
    "<input type=text name='a'>{{x}}",
    "{{#x}}<div>{{/x}}a{{#x}}</div>{{/x}}",
    "{{<layout}}{{$title}}x{{/title}}{{$main}}<p>{{x}}</p>{{/main}}{{/layout}}",
    "<title>{{$title}}a{{/title}}</title>",
    "<br/>{{x}}<img alt=\"\"/>",
    "a &lt; b {{! <script> }}",
    "<svg viewBox=\"0 0 {{w}} 10\"><rect x=\"{{x}}\" width=\"{{w}}\"/></svg>",
};

static const struct {
    const char *template, *message;
} refused[] = {
    {"<script>var a = \"{{x}}\";</script>", "<script>"},
    {"<style>p { color: {{x}} }</style>", "<script> or <style>"},
    {"<style>p { }</style>", "no effect"},
    {"<!-- {{x}} -->", "comment"},
    {"<!doctype {{x}}>", "comment or declaration"},
    {"<p class={{x}}>", "not double-quoted"},
    {"<p class=a{{x}}>", "not double-quoted"},
    {"<p class='{{x}}'>", "not double-quoted"},
    {"<p {{x}}>", "among attributes"},
    {"<p {{x}}=\"a\">", "among attributes"},
    {"<p data-{{x}}=\"a\">", "among attributes"},
    {"<{{x}}>", "name of an element"},
    {"<h{{x}}>", "name of an element"},
    {"</h{{x}}>", "name of an element"},
    {"<p onclick=\"{{x}}\">", "event attributes"},
    {"<p onclick=\"a()\">", "event attributes"},
    {"<p{{#x}} onclick{{/x}}>", "event attributes"},
    {"<p style=\"width: {{x}}px\">", "style attributes"},
    {"<iframe srcdoc=\"{{x}}\"></iframe>", "srcdoc"},
    {"<a href=\"{{link}}\">x</a>", "a URL may only begin"},
    {"<a href=\"{{#x}}/a{{/x}}{{y}}\">x</a>", "a URL may only begin"},
    {"<form action=\"{{.}}\"></form>", "a URL may only begin"},
    {"{{#x}}<p class=\"{{/x}}\">", "does not end in the kind of place"},
    {"<p {{#x}}class=\"a\">{{/x}}", "does not end in the kind of place"},
    {"<p class=\"{{#x}}a\" id=\"{{/x}}\">", "does not end in the kind of place"},
    {"{{#x}}<textarea>{{/x}}</textarea>", "does not end in the kind of place"},
    {"<input{{#x}} checked{{/x}}disabled>", "white space is missing"},
    {"<input{{#x}}checked{{/x}}>", "white space is missing"},
    {"<p class=\"{{>p}}\">", "a partial may only stand in text"},
    {"<textarea>{{>p}}</textarea>", "a partial may only stand in text"},
    {"<p class=\"{{$a}}b{{/a}}\">", "a block may only stand in text"},
    {"<p class=\"{{<a}}{{/a}}\">", "a parent may only stand in text"},
    {"<p>{{x}}</p", "does not end in text"},
    {"<p class=\"a", "does not end in text"},
    {"<textarea>", "does not end in text"},
    {"<!-- a", "does not end in text"},
    {"a < b", "stray <"},
};

static void template_lint__allowed__has_no_problem(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(allowed); i++) {
        struct web web;
        web_new(&web);
        web_file(&web, "templates/page.html", allowed[i]);
        char *text = open_problems(&web, false, OK);
        if (*text != '\0')
            fail_msg("%s: got %s", allowed[i], text);
        free(text);
        web_remove(&web);
    }
}

static void template_lint__refused__names_the_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        struct web web;
        web_new(&web);
        web_file(&web, "templates/page.html", refused[i].template);
        char *text = open_problems(&web, false, ERR_INVALID);
        if (strstr(text, refused[i].message) == NULL)
            fail_msg("%s: got %s", refused[i].template, text);
        free(text);
        web_remove(&web);
    }
}

static void render_open__shipped_web__has_no_problem(void **state)
{
    (void)state;
    struct render *render = NULL;
    assert_int_equal(render_open("web", true, &render), OK);
    render_close(render);
}

/* ---- The tool -------------------------------------------------------------------------------- */

static int tool(int argc, char **argv)
{
    struct render *render = NULL;
    bool check = strcmp(argv[1], "--check") == 0;
    if (argc < 3 || (!check && argc < 4)) {
        fputs("usage: test_render --check WEB_DIR | WEB_DIR TEMPLATE VIEW.json [LANG]\n", stderr);
        return 2;
    }
    if (render_open(check ? argv[2] : argv[1], true, &render) < 0)
        return 1;
    int rc = 0;
    if (!check) {
        struct arena *arena = arena_new(0);
        json_t *view = json_load_file(argv[3], 0, NULL);
        char *html;
        size_t n;
        rc = render_page(render, argv[2], argc > 4 ? argv[4] : "da", view, arena, &html, &n) < 0;
        if (rc == 0)
            fwrite(html, 1, n, stdout);
        json_decref(view);
        arena_free(arena);
    }
    render_close(render);
    return rc;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(render_page__languages_assets_and_derived_names__are_filled_in),
        cmocka_unit_test(render_page__lists_and_first_last__know_their_place),
        cmocka_unit_test(render_page__strict_and_untranslated_code__is_an_error),
        cmocka_unit_test(render_page__several_threads__do_not_disturb_each_other),
        cmocka_unit_test(render_open__problems__are_all_told),
        cmocka_unit_test(render_open__missing_directory__is_an_io_error),
        cmocka_unit_test(template_lint__allowed__has_no_problem),
        cmocka_unit_test(template_lint__refused__names_the_reason),
        cmocka_unit_test(render_open__shipped_web__has_no_problem),
    };
    if (argc > 1)
        return tool(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
