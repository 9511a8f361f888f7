/* The route table as OpenAPI 3.1. */
#include "services/http/openapi.h"

#include "services/http/match.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void set(json_t *object, const char *key, json_t *value_take)
{
    if (json_object_set_new(object, key, value_take) < 0)
        abort();
}

/* ---- Fields ---- */

static json_t *text_schema(int min, int max, int fallback)
{
    json_t *schema = json_pack("{s:s}", "type", "string");

    if (min > 0)
        set(schema, "minLength", json_integer(min));
    set(schema, "maxLength", json_integer(max > 0 ? max : fallback));
    return schema;
}

static json_t *code_schema(const struct input_field *field)
{
    json_t *codes = json_array();

    if (field->codes == NULL) {
        json_decref(codes);
        return json_pack("{s:s, s:s}", "type", "string", "pattern", "^[a-z0-9-]{1,64}$");
    }
    for (size_t i = 0; field->codes[i] != NULL; i++)
        (void)json_array_append_new(codes, json_string(field->codes[i]));
    return json_pack("{s:s, s:o}", "type", "string", "enum", codes);
}

static json_t *integer_schema(const struct input_field *field)
{
    json_t *schema = json_pack("{s:s, s:i}", "type", "integer", "minimum", field->min);

    if (field->max > field->min)
        set(schema, "maximum", json_integer(field->max));
    return schema;
}

static json_t *format_schema(const char *format, const char *description)
{
    return json_pack("{s:s, s:s, s:s*}", "type", "string", "format", format, "description",
                     description);
}

json_t *openapi_field(const struct input_field *field)
{
    switch (field->type) {
    case INPUT_TEXT:
        return text_schema(field->min, field->max, 200);
    case INPUT_LONGTEXT:
        return text_schema(field->min, field->max, 20000);
    case INPUT_UUID:
        return format_schema("uuid", NULL);
    case INPUT_UUIDS:
        return json_pack("{s:s, s:o}", "type", "array", "items", format_schema("uuid", NULL));
    case INPUT_DAY:
        return format_schema("date", "2026-04-16; 16.04.2026 is understood too");
    case INPUT_TIME:
        return json_pack("{s:s, s:s}", "type", "string", "pattern", "^[0-9]{1,2}[.:][0-9]{2}$");
    case INPUT_INT:
        return integer_schema(field);
    case INPUT_BOOL:
        return json_pack("{s:s}", "type", "boolean");
    case INPUT_CODE:
        return code_schema(field);
    case INPUT_CODES:
        return json_pack("{s:s, s:o}", "type", "array", "items", code_schema(field));
    case INPUT_CURSOR:
        return json_pack("{s:s, s:s}", "type", "string", "description",
                         "\"next\" of the page before; opaque");
    case INPUT_CPR:
        return json_pack("{s:s, s:s}", "type", "string", "description",
                         "CPR number, ten characters, a hyphen is allowed");
    case INPUT_PHONE:
        return json_pack("{s:s}", "type", "string");
    case INPUT_PASSWORD:
        return format_schema("password", NULL);
    case INPUT_JSON:
    default:
        return json_object();
    }
}

static bool is_path_param(const struct route *route, const char *name)
{
    const size_t n = strlen(name);

    for (const char *p = strchr(route->path, '{'); p != NULL; p = strchr(p + 1, '{')) {
        if (strncmp(p + 1, name, n) == 0 && p[n + 1] == '}')
            return true;
    }
    return false;
}

/* An optional field may be null. */
static json_t *nullable(const struct input_field *field)
{
    json_t *schema = openapi_field(field);
    json_t *type = json_object_get(schema, "type");

    if (!(field->flags & INPUT_REQUIRED) && json_is_string(type))
        set(schema, "type", json_pack("[O, s]", type, "null"));
    json_t *codes = json_object_get(schema, "enum");
    if (codes != NULL && !(field->flags & INPUT_REQUIRED))
        (void)json_array_append_new(codes, json_null());
    return schema;
}

/* ---- Operations ---- */

static void path_params(const struct route *route, json_t *parameters)
{
    for (const char *p = strchr(route->path, '{'); p != NULL; p = strchr(p + 1, '{')) {
        const size_t n = strcspn(p + 1, "}");
        const bool uuid = n > 3 && strncmp(p + 1 + n - 3, "_id", 3) == 0;
        json_t *schema =
            uuid ? format_schema("uuid", NULL)
                 : json_pack("{s:s, s:s}", "type", "string", "pattern", "^[a-z0-9-]{1,64}$");
        (void)json_array_append_new(parameters,
                                    json_pack("{s:s%, s:s, s:b, s:o}", "name", p + 1, n, "in",
                                              "path", "required", 1, "schema", schema));
    }
}

static void query_params(const struct route *route, json_t *parameters)
{
    for (const struct input_field *f = route->input; f != NULL && f->name != NULL; f++) {
        if (is_path_param(route, f->name))
            continue;
        (void)json_array_append_new(parameters,
                                    json_pack("{s:s, s:s, s:b, s:o}", "name", f->name, "in",
                                              "query", "required", (f->flags & INPUT_REQUIRED) != 0,
                                              "schema", openapi_field(f)));
    }
}

static void header_params(const struct route *route, json_t *parameters)
{
    if (route->versioned)
        (void)json_array_append_new(
            parameters, json_pack("{s:s, s:s, s:b, s:s, s:{s:s, s:s}}", "name", "If-Match", "in",
                                  "header", "required", 0, "description",
                                  "The version that was read; _version in the body says the same",
                                  "schema", "type", "string", "pattern", "^\"[0-9]+\"$"));
    if (route->tx == TX_WRITE || route->tx == TX_MULTI)
        (void)json_array_append_new(
            parameters, json_pack("{s:s, s:s, s:b, s:o}", "name", "Idempotency-Key", "in", "header",
                                  "required", 0, "schema", format_schema("uuid", NULL)));
}

static json_t *body_object(const struct route *route)
{
    json_t *properties = json_object(), *required = json_array();

    for (const struct input_field *f = route->input; f != NULL && f->name != NULL; f++) {
        if (is_path_param(route, f->name))
            continue;
        set(properties, f->name, nullable(f));
        if (f->flags & INPUT_REQUIRED)
            (void)json_array_append_new(required, json_string(f->name));
    }
    set(properties, "_version", json_pack("{s:s, s:i}", "type", "integer", "minimum", 0));
    set(properties, "_key", format_schema("uuid", NULL));
    json_t *schema = json_pack("{s:s, s:o, s:b}", "type", "object", "properties", properties,
                               "additionalProperties", 0);
    if (json_array_size(required) > 0)
        set(schema, "required", required);
    else
        json_decref(required);
    return schema;
}

static json_t *request_body(const struct route *route)
{
    if (route->body == BODY_RAW)
        return json_pack("{s:b, s:{s:{s:{s:s, s:s}}}}", "required", 1, "content",
                         "application/octet-stream", "schema", "type", "string", "format",
                         "binary");
    json_t *schema = body_object(route);
    return json_pack("{s:b, s:{s:{s:O}, s:{s:o}}}", "required",
                     json_object_get(schema, "required") != NULL, "content", "application/json",
                     "schema", schema, "application/x-www-form-urlencoded", "schema", schema);
}

static json_t *success(const struct route *route, const char *description)
{
    json_t *schema = route->reply_schema != NULL
                         ? json_pack("{s:s+}", "$ref", "#/components/schemas/", route->reply_schema)
                         : json_pack("{s:s}", "type", "object");
    json_t *content = json_object();

    if (route->produces != NULL) {
        json_decref(schema);
        set(content, route->produces,
            json_pack("{s:{s:s}}", "schema", "type",
                      strcmp(route->produces, "application/json") == 0 ? "object" : "string"));
    } else {
        set(content, "application/json", json_pack("{s:o}", "schema", schema));
        if (route->template != NULL)
            set(content, "text/html", json_pack("{s:{s:s}}", "schema", "type", "string"));
    }
    return json_pack("{s:s, s:o}", "description", description, "content", content);
}

static json_t *responses(const struct route *route)
{
    json_t *all = json_pack("{s:o}", "200", success(route, "The document"));

    if (route->method != HTTP_GET) {
        set(all, "201", success(route, "Created"));
        set(all, "303", json_pack("{s:s}", "description", "After a form: see Location"));
    }
    set(all, "default", json_pack("{s:s}", "$ref", "#/components/responses/Problem"));
    return all;
}

/* GET /plans/{plan_id}/edit → get_plans_plan_id_edit */
static json_t *operation_id(const struct route *route)
{
    char id[256];
    size_t n = (size_t)snprintf(id, sizeof(id), "%s", http_method_name(route->method));

    for (const char *p = route->path; *p != '\0' && n + 2 < sizeof(id); p++) {
        if (isalnum((unsigned char)*p))
            id[n++] = *p;
        else if (id[n - 1] != '_')
            id[n++] = '_';
    }
    while (n > 0 && id[n - 1] == '_')
        n--;
    id[n] = '\0';
    for (char *p = id; *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
    return json_string(id);
}

static json_t *access_names(unsigned access)
{
    static const char *const names[] = {"anyone",    "choosing",      "caseworker", "manager",
                                        "auditor",   "administrator", "citizen",    "relative",
                                        "volunteer", "system"};
    json_t *array = json_array();

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (access & (1U << i))
            (void)json_array_append_new(array, json_string(names[i]));
    }
    return array;
}

static json_t *operation(const struct route *route)
{
    json_t *parameters = json_array();
    json_t *op = json_pack("{s:o, s:s, s:o, s:o}", "operationId", operation_id(route), "summary",
                           route->summary != NULL ? route->summary : route->path, "x-access",
                           access_names(route->access), "responses", responses(route));

    path_params(route, parameters);
    if (route->method == HTTP_GET)
        query_params(route, parameters);
    else
        header_params(route, parameters);
    if (json_array_size(parameters) > 0)
        set(op, "parameters", json_incref(parameters));
    json_decref(parameters);
    if (route->body != BODY_NONE)
        set(op, "requestBody", request_body(route));
    if (route->access & ACCESS_ANYONE)
        set(op, "security", json_array());
    if (route->step_up)
        set(op, "x-step-up", json_true());
    return op;
}

/* ---- The document ---- */

static json_t *problem_schema(void)
{
    return json_pack(
        "{s:s, s:[s, s, s, s, s], s:{s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s},"
        " s:{s:s, s:{s:s, s:[s, s], s:{s:{s:s}, s:{s:s}, s:{s:s}}}}}}",
        "type", "object", "required", "type", "title", "status", "code", "request_id", "properties",
        "type", "type", "string", "title", "type", "string", "status", "type", "integer", "detail",
        "type", "string", "instance", "type", "string", "code", "type", "string", "request_id",
        "type", "string", "errors", "type", "array", "items", "type", "object", "required", "field",
        "code", "properties", "field", "type", "string", "code", "type", "string", "message",
        "type", "string");
}

/* Component schemas from the file; an empty object when there is none. */
static enum err schemas_read(const char *web_dir, FILE *complaints, json_t **ret)
{
    char path[512];
    json_error_t error;

    (void)snprintf(path, sizeof(path), "%s/openapi/schemas.json", web_dir);
    if (access(path, F_OK) != 0) {
        *ret = json_object();
        return OK;
    }
    *ret = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_object(*ret)) {
        fprintf(complaints, "%s:%d: %s\n", path, error.line, error.text);
        json_decref(*ret);
        return ERR_INVALID;
    }
    return OK;
}

static enum err names_check(const struct route_table *table, const json_t *schemas,
                            FILE *complaints)
{
    enum err r = OK;

    for (size_t i = 0; i < table->n; i++) {
        const char *name = table->rows[i].reply_schema;
        if (name != NULL && json_object_get(schemas, name) == NULL) {
            fprintf(complaints, "route %s %s: no schema %s in openapi/schemas.json\n",
                    http_method_name(table->rows[i].method), table->rows[i].path, name);
            r = ERR_INVALID;
        }
    }
    return r;
}

/* GET /events is served by stream.c, beside the table. */
static json_t *events_path(void)
{
    json_t *plan = json_pack("{s:s, s:s, s:b, s:o}", "name", "plan_id", "in", "query", "required",
                             0, "schema", format_schema("uuid", NULL));

    return json_pack("{s:{s:s, s:s, s:[o], s:{s:{s:s, s:{s:{s:{s:s}}}}, s:{s:s}}}}", "get",
                     "operationId", "get_events", "summary",
                     "Live updates: that a plan has changed, never what", "parameters", plan,
                     "responses", "200", "description", "Events open, changed, resync and bye",
                     "content", "text/event-stream", "schema", "type", "string", "default", "$ref",
                     "#/components/responses/Problem");
}

static json_t *paths(const struct route_table *table)
{
    json_t *all = json_object();

    for (size_t i = 0; i < table->n; i++) {
        const struct route *route = &table->rows[i];
        char method[8];
        size_t n = 0;
        json_t *path = json_object_get(all, route->path);
        if (path == NULL) {
            path = json_object();
            set(all, route->path, path);
        }
        for (const char *p = http_method_name(route->method); *p != '\0'; p++)
            method[n++] = (char)tolower((unsigned char)*p);
        method[n] = '\0';
        set(path, method, operation(route));
    }
    set(all, "/events", events_path());
    return all;
}

enum err openapi_build(const struct route_table *table, const struct config *config,
                       FILE *complaints, char **ret_text)
{
    json_t *schemas = NULL;

    enum err r = schemas_read(config->static_dir, complaints, &schemas);
    if (r < 0)
        return r;
    r = names_check(table, schemas, complaints);
    if (r < 0) {
        json_decref(schemas);
        return r;
    }
    if (json_object_get(schemas, "Problem") == NULL)
        set(schemas, "Problem", problem_schema());
    json_t *components = json_pack(
        "{s:o, s:{s:{s:s, s:{s:{s:{s:s}}}}}, s:{s:{s:s, s:s}, s:{s:s, s:s, s:s}}}", "schemas",
        schemas, "responses", "Problem", "description", "What went wrong (RFC 9457)", "content",
        "application/problem+json", "schema", "$ref", "#/components/schemas/Problem",
        "securitySchemes", "bearer", "type", "http", "scheme", "bearer", "cookie", "type", "apiKey",
        "in", "cookie", "name", config->secure ? "__Host-samplan" : "samplan");
    json_t *document = json_pack(
        "{s:s, s:{s:s, s:s}, s:[{s:s}], s:[{s:[]}, {s:[]}], s:o, s:o}", "openapi", "3.1.0", "info",
        "title", "Samplan", "version", SAMPLAN_VERSION, "servers", "url", config->public_origin,
        "security", "bearer", "cookie", "paths", paths(table), "components", components);
    *ret_text = json_dumps(document, JSON_COMPACT);
    json_decref(document);
    if (*ret_text == NULL)
        abort();
    return OK;
}
