/* Problem documents. */
#include "services/http/problem.h"

#include "services/base/macros.h"
#include "services/http/formview.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* For the time before the translations are there, and for answers that may not wait. */
static const struct {
    int status;
    const char *english, *danish;
} TITLES[] = {
    {400, "The request cannot be read", "Vi kan ikke læse det, der blev sendt"},
    {401, "Sign in first", "Du er logget ud"},
    {403, "Not allowed", "Det har du ikke adgang til"},
    {404, "Not found", "Siden findes ikke, eller du har ikke adgang"},
    {405, "This method is not for this address", "Det kan man ikke her"},
    {406, "Not available in that form", "Vi har ikke siden i det format"},
    {408, "The request took too long", "Det tog for lang tid at sende"},
    {409, "In conflict with the present state", "Det kan ikke lade sig gøre nu"},
    {412, "Changed by somebody else", "En anden har ændret det, mens du skrev"},
    {413, "Too large", "Det fylder for meget"},
    {414, "The address is too long", "Adressen er for lang"},
    {415, "Unknown kind of content", "Vi kan ikke læse den slags indhold"},
    {421, "The address is not ours", "Adressen hører ikke til Samplan"},
    {422, "Some fields are wrong", "Noget skal rettes"},
    {428, "The version is missing", "Vi ved ikke, hvilken udgave du har rettet"},
    {429, "Too many tries", "Det er for mange forsøg på kort tid"},
    {431, "The head of the request is too large", "Din browser sendte for meget"},
    {500, "An error on our side", "Noget gik galt hos os"},
    {501, "Not implemented", "Det kan Samplan ikke"},
    {503, "Not available at the moment", "Samplan er ikke klar lige nu. Prøv igen om lidt"},
};

static const char *built_in(int status, bool danish)
{
    for (size_t i = 0; i < ARRAY_LEN(TITLES); i++) {
        if (TITLES[i].status == status)
            return danish ? TITLES[i].danish : TITLES[i].english;
    }
    return danish ? "Noget gik galt" : "Something went wrong";
}

static const char *text_of(const struct problem *problem, const char *code, const char *part)
{
    char key[128];

    if (problem->i18n == NULL || code == NULL)
        return NULL;
    (void)snprintf(key, sizeof(key), "error.%s.%s", code, part);
    return i18n_text(problem->i18n, problem->language, key);
}

void problem_texts(const struct problem *problem, const char **ret_title, const char **ret_detail)
{
    const struct err_info *info = err_info(problem->err);
    const char *title = text_of(problem, problem->code, "title");
    const char *detail = text_of(problem, problem->code, "detail");

    if (title == NULL) {
        title = text_of(problem, info->code, "title");
        detail = detail != NULL ? detail : text_of(problem, info->code, "detail");
    }
    *ret_title = title != NULL ? title : built_in(info->status, false);
    *ret_detail = detail;
}

static void extra_add(json_t *document, const json_t *extra)
{
    const char *name;
    json_t *value;

    /* jansson's iterator wants a mutable object and does not change it. */
    json_t *object = json_copy((json_t *)(uintptr_t)extra);
    json_object_foreach(object, name, value)
    {
        if (json_object_get(document, name) == NULL)
            (void)json_object_set(document, name, value);
    }
    json_decref(object);
}

json_t *problem_document(const struct problem *problem, struct arena *arena)
{
    const struct err_info *info = err_info(problem->err);
    const char *title, *detail;

    problem_texts(problem, &title, &detail);
    json_t *document = json_pack(
        "{s:s, s:s, s:i, s:s*, s:s*, s:s, s:s}", "type", "about:blank", "title", title, "status",
        info->status, "detail", detail, "instance", problem->instance, "code",
        problem->code != NULL ? problem->code : info->code, "request_id", problem->request_id);
    if (document == NULL)
        document = json_object();
    if (problem->errors != NULL && json_array_size(problem->errors) > 0) {
        json_t *errors = json_deep_copy(problem->errors);
        if (problem->i18n != NULL)
            formview_messages(errors, problem->i18n, problem->language, arena);
        (void)json_object_set_new(document, "errors", errors);
    }
    if (json_is_object(problem->extra))
        extra_add(document, problem->extra);
    return document;
}

static size_t written(int n, size_t buf_bytes)
{
    return n < 0 ? 0 : (size_t)n < buf_bytes ? (size_t)n : buf_bytes - 1;
}

size_t problem_write(enum err err, const char *request_id, char *buf, size_t buf_bytes)
{
    const struct err_info *info = err_info(err);

    return written(snprintf(buf, buf_bytes,
                            "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,"
                            "\"code\":\"%s\",\"request_id\":\"%s\"}",
                            built_in(info->status, false), info->status, info->code, request_id),
                   buf_bytes);
}

size_t problem_page_write(enum err err, const char *request_id, char *buf, size_t buf_bytes)
{
    const struct err_info *info = err_info(err);

    return written(
        snprintf(buf, buf_bytes,
                 "<!DOCTYPE html>\n<html lang=\"da\">\n<head><meta charset=\"utf-8\">"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                 "<title>%s – Samplan</title></head>\n<body><main><h1>%s</h1>\n"
                 "<p lang=\"en\">%s.</p>\n<p>%d · %s</p>\n"
                 "<p><a href=\"/\">Samplan</a></p></main></body>\n</html>\n",
                 built_in(info->status, true), built_in(info->status, true),
                 built_in(info->status, false), info->status, request_id),
        buf_bytes);
}
