/* Form pages: see formview.h. Called by dispatch.c between the document and the template. */
#include "services/http/formview.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const json_t *first_value(const struct formview *fv, const json_t *view, const char *name)
{
    const json_t *places[] = {fv->typed, json_object_get(json_object_get(view, "draft"), "values"),
                              json_object_get(view, "values"), view};
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        const json_t *value = json_object_get(places[i], name);
        if (value != NULL && (i == 0 || !json_is_null(value))) {
            return value;
        }
    }
    return NULL;
}

/* What a field is called: as the document says in its labels, by a key or in words, else codes.field.<name>. */
static const char *label_of(const struct formview *fv, const json_t *view, const char *name)
{
    const json_t *given = json_object_get(json_object_get(view, "labels"), name);
    if (json_is_string(given)) {
        const char *text = i18n_text(fv->i18n, fv->language, json_string_value(given));
        return text != NULL ? text : json_string_value(given);
    }
    const char *key = arena_printf(fv->arena, "codes.field.%s", name);
    const char *label = i18n_text(fv->i18n, fv->language, key);
    return label != NULL ? label : name;
}

/* 2026-04-16 becomes 16.04.2026 and 13:00 becomes 13.00, as people type them; what was typed stays. */
static json_t *shown_text(const struct formview *fv, const struct input_field *field,
                          const char *text)
{
    int year, month, day, hour, minute;
    if (field->type == INPUT_DAY && strlen(text) == 10 && text[4] == '-' &&
        sscanf(text, "%4d-%2d-%2d", &year, &month, &day) == 3) {
        return json_string(arena_printf(fv->arena, "%02d.%02d.%04d", day, month, year));
    }
    if (field->type == INPUT_TIME && strlen(text) >= 5 && text[2] == ':' &&
        sscanf(text, "%2d:%2d", &hour, &minute) == 2) {
        return json_string(arena_printf(fv->arena, "%02d.%02d", hour, minute));
    }
    return json_string(text);
}

static json_t *shown_value(const struct formview *fv, const struct input_field *field,
                           const json_t *value)
{
    if (value == NULL || json_is_null(value) || field->type == INPUT_PASSWORD ||
        (field->flags & INPUT_SECRET) != 0 || field->type == INPUT_CPR) {
        return json_string("");
    }
    if (json_is_string(value)) {
        return shown_text(fv, field, json_string_value(value));
    }
    if (json_is_integer(value)) {
        return json_string(arena_printf(fv->arena, "%lld", (long long)json_integer_value(value)));
    }
    return json_string("");
}

static bool holds(const json_t *value, const char *option)
{
    size_t i;
    const json_t *element;
    json_array_foreach(value, i, element)
    {
        if (json_is_string(element) && strcmp(json_string_value(element), option) == 0) {
            return true;
        }
    }
    if (json_is_integer(value)) {
        char digits[24];
        snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(value));
        return strcmp(digits, option) == 0;
    }
    return json_is_string(value) && strcmp(json_string_value(value), option) == 0;
}

static bool is_true(const json_t *value)
{
    return json_is_true(value) || holds(value, "true") || holds(value, "on") || holds(value, "1");
}

/* codes.<field>.<code>, the field with or without its ending _code; else the code itself. */
static const char *code_label(const struct formview *fv, const char *name, const char *code)
{
    const size_t n_bytes = strlen(name);
    const size_t topic_bytes =
        n_bytes > 5 && strcmp(name + n_bytes - 5, "_code") == 0 ? n_bytes - 5 : n_bytes;
    const char *key = arena_printf(fv->arena, "codes.%s.%s", name, code);
    const char *label = i18n_text(fv->i18n, fv->language, key);
    if (label == NULL) {
        key = arena_printf(fv->arena, "codes.%.*s.%s", (int)topic_bytes, name, code);
        label = i18n_text(fv->i18n, fv->language, key);
    }
    return label != NULL ? label : code;
}

/* The options that a select or a list of choices offers, with the chosen one marked. */
static json_t *options_of(const struct formview *fv, const struct input_field *field,
                          const json_t *view, const json_t *value)
{
    json_t *given = json_object_get(json_object_get(view, "options"), field->name);
    json_t *options = json_array();
    if (json_is_array(given)) {
        json_array_extend(options, given);
    } else if (field->codes != NULL) {
        for (size_t i = 0; field->codes[i] != NULL; i++) {
            json_array_append_new(options, json_pack("{s:s}", "value", field->codes[i]));
        }
    } else if (json_is_array(value)) { /* what was chosen of things that the page lists itself */
        for (size_t i = 0; i < json_array_size(value); i++) {
            json_array_append_new(options, json_pack("{s:O}", "value", json_array_get(value, i)));
        }
    } else if (json_is_string(value) &&
               (field->type == INPUT_UUIDS || field->type == INPUT_CODES)) {
        json_array_append_new(options, json_pack("{s:s}", "value", json_string_value(value)));
    }
    json_t *ret = json_array();
    size_t i;
    json_t *given_option;
    json_array_foreach(options, i, given_option)
    {
        json_t *option = json_copy(given_option);
        const char *code = json_string_value(json_object_get(option, "value"));
        code = code != NULL ? code : "";
        const char *key = json_string_value(json_object_get(option, "label_key"));
        const char *text = key != NULL ? i18n_text(fv->i18n, fv->language, key) : NULL;
        if (text != NULL) {
            json_object_set_new(option, "label", json_string(text));
        } else if (!json_is_string(json_object_get(option, "label"))) {
            json_object_set_new(option, "label", json_string(code_label(fv, field->name, code)));
        }
        bool selected = value != NULL && !json_is_null(value)
                            ? holds(value, code)
                            : json_is_true(json_object_get(option, "selected"));
        json_object_set_new(option, "selected", json_boolean(selected));
        json_object_set_new(option, "id",
                            json_string(arena_printf(fv->arena, "f-%s-%zu", field->name, i)));
        json_array_append_new(ret, option);
    }
    json_decref(options);
    return ret;
}

static json_t *field_view(const struct formview *fv, const struct input_field *field,
                          const json_t *view, const json_t *error_map)
{
    const json_t *value = first_value(fv, view, field->name);
    json_t *out = json_object();
    json_object_set_new(out, "name", json_string(field->name));
    json_object_set_new(out, "id", json_string(arena_printf(fv->arena, "f-%s", field->name)));
    json_object_set_new(out, "label", json_string(label_of(fv, view, field->name)));
    json_object_set_new(out, "value", shown_value(fv, field, value));
    json_object_set_new(out, "checked", json_boolean(is_true(value)));
    json_object_set_new(out, "required", json_boolean((field->flags & INPUT_REQUIRED) != 0));
    json_object_set_new(out, "max",
                        field->type == INPUT_LONGTEXT && field->max > 0
                            ? json_string(arena_printf(fv->arena, "%d", field->max))
                            : json_string(""));
    json_object_set_new(out, "options", options_of(fv, field, view, value));
    json_t *error = json_object_get(error_map, field->name);
    json_object_set(out, "error", error != NULL ? error : json_false());
    return out;
}

void formview_messages(json_t *errors, const struct i18n *i18n, const char *language,
                       struct arena *arena)
{
    const struct i18n_reader reader = i18n_reader(i18n, language, (int64_t)time(NULL));
    size_t i;
    json_t *error;
    json_array_foreach(errors, i, error)
    {
        const char *code = json_string_value(json_object_get(error, "code"));
        const char *key = arena_printf(arena, "field_error.%s", code != NULL ? code : "invalid");
        const char *text = i18n_format(&reader, key, error, arena);
        if (text == NULL) {
            text = i18n_format(&reader, "field_error.invalid", error, arena);
        }
        json_object_set_new(error, "message", json_string(text != NULL ? text : key));
    }
}

/* The two texts of each field that somebody else changed meanwhile. */
static json_t *stale_view(const struct formview *fv, const json_t *view)
{
    const json_t *current = json_object_get(fv->problem, "current");
    json_t *stale = json_object();
    const char *const keys[] = {"changed_by", "changed_at", "version"};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        json_t *value = json_object_get(fv->problem, keys[i]);
        json_object_set(stale, keys[i], value != NULL ? value : json_null());
    }
    json_t *fields = json_array();
    for (const struct input_field *f = fv->failed->input; f != NULL && f->name != NULL; f++) {
        const json_t *theirs = json_object_get(current, f->name);
        const json_t *mine = json_object_get(fv->typed, f->name);
        if (theirs == NULL || mine == NULL) {
            continue;
        }
        json_t *theirs_shown = shown_value(fv, f, theirs);
        json_t *mine_shown = shown_value(fv, f, mine);
        if (json_equal(theirs_shown, mine_shown)) {
            json_decref(theirs_shown);
            json_decref(mine_shown);
            continue;
        }
        json_array_append_new(fields, json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", f->name, "id",
                                                arena_printf(fv->arena, "f-%s", f->name), "label",
                                                label_of(fv, view, f->name), "mine", mine_shown,
                                                "theirs", theirs_shown));
    }
    json_object_set_new(stale, "fields", fields);
    return stale;
}

/* view.form after a failure; view.form.error is the map that the fields read. */
static json_t *failure_view(const struct formview *fv, const json_t *view)
{
    json_t *form = json_object();
    json_t *error_map = json_object();
    json_t *errors = json_array();
    size_t i;
    json_t *given;
    json_array_foreach(json_object_get(fv->problem, "errors"), i, given)
    {
        json_t *error = json_copy(given);
        const char *field = json_string_value(json_object_get(error, "field"));
        if (field != NULL) {
            json_object_set_new(error, "label", json_string(label_of(fv, view, field)));
            json_object_set_new(error, "href",
                                json_string(arena_printf(fv->arena, "#f-%s", field)));
            json_t *message = json_object_get(error, "message");
            if (message != NULL) {
                json_object_set(error_map, field, message);
            }
        }
        json_array_append_new(errors, error);
    }
    const char *code = json_string_value(json_object_get(fv->problem, "code"));
    const bool kept = code != NULL && strcmp(code, "step-up-done") == 0;
    json_object_set_new(form, "failed", json_boolean(!kept));
    json_object_set_new(form, "kept", json_boolean(kept));
    json_object_set_new(form, "errors_n", json_integer((json_int_t)json_array_size(errors)));
    json_object_set_new(form, "errors", errors);
    json_object_set_new(form, "error", error_map);
    json_t *detail = json_object_get(fv->problem, "detail");
    json_object_set(form, "problem_text", detail != NULL ? detail : json_null());
    json_t *typed_version = json_object_get(fv->typed, "_version");
    if (fv->err == ERR_STALE) {
        json_object_set_new(form, "stale", stale_view(fv, view));
        typed_version = json_object_get(fv->problem, "version");
    }
    json_object_set(form, "version", typed_version != NULL ? typed_version : json_null());
    return form;
}

/* The fields of one route; those of the route that failed win over others of the same name. */
static void add_fields(const struct formview *fv, const struct route *route, json_t *view,
                       json_t *fields)
{
    const json_t *errors = json_object_get(json_object_get(view, "form"), "error");
    for (const struct input_field *f = route->input; f != NULL && f->name != NULL; f++) {
        if (json_object_get(fields, f->name) == NULL || route == fv->failed) {
            json_object_set_new(fields, f->name, field_view(fv, f, view, errors));
        }
    }
}

void formview_build(const struct formview *fv, json_t *view)
{
    json_t *form;
    if (fv->err != OK) {
        form = failure_view(fv, view);
    } else {
        form = json_pack("{s:b, s:b, s:[], s:i, s:{}, s:n, s:n}", "failed", 0, "kept", 0, "errors",
                         "errors_n", 0, "error", "version", "problem_text");
    }
    json_object_set_new(view, "form", form);
    json_t *fields = json_object();
    add_fields(fv, fv->page, view, fields);
    for (size_t i = 0; i < fv->table->n; i++) {
        const struct route *route = &fv->table->rows[i];
        if (route->form != NULL &&
            (strcmp(route->form, fv->page->path) == 0 ||
             (fv->page->form_here != NULL && strcmp(route->form, fv->page->form_here) == 0))) {
            add_fields(fv, route, view, fields);
        }
    }
    json_object_set_new(view, "field", fields);
}
