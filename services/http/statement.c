/* The list of prepared statements. */
#include "services/http/statement.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct function {
    const char *name; /* the table's */
    bool writes;
    char *read_name, *write_name; /* statement names; write_name NULL when nobody writes with it */
};

struct statements {
    struct function *functions; /* sorted by name */
    const char **names;
    size_t n;
    struct db_statement *list;
    size_t n_list;
};

static void *checked(void *p)
{
    if (p == NULL)
        abort();
    return p;
}

static char *print(const char *format, ...) PRINTF_LIKE(1, 2);
static char *print(const char *format, ...)
{
    char *text = NULL;
    va_list ap;

    va_start(ap, format);
    if (vasprintf(&text, format, ap) < 0)
        abort();
    va_end(ap);
    return text;
}

static void function_add(struct statements *st, const char *name, bool writes)
{
    for (size_t i = 0; i < st->n; i++) {
        if (strcmp(st->functions[i].name, name) == 0) {
            st->functions[i].writes |= writes;
            return;
        }
    }
    st->functions = checked(realloc(st->functions, (st->n + 1) * sizeof(*st->functions)));
    st->functions[st->n++] = (struct function){.name = name, .writes = writes};
}

static int by_name(const void *a, const void *b)
{
    const struct function *one = a, *other = b;
    return strcmp(one->name, other->name);
}

static void list_add(struct statements *st, const char *name, char *sql)
{
    st->list[st->n_list++] = (struct db_statement){name, sql};
}

static void list_build(struct statements *st)
{
    st->list = checked(calloc(2 * st->n + 3, sizeof(*st->list)));
    st->names = checked(calloc(st->n + 1, sizeof(*st->names)));
    list_add(st, STATEMENT_ENTER,
             print("SELECT api.auth_enter($1::bytea, $2::integer, $3::uuid, $4::text, $5::text)"));
    list_add(st, STATEMENT_REFUSED,
             print("SELECT api.request_refused($1::bytea, $2::uuid, $3::text, $4::text, $5::text, "
                   "$6::text, $7::uuid, $8::text)"));
    list_add(st, STATEMENT_PING, print("SELECT 1"));
    for (size_t i = 0; i < st->n; i++) {
        struct function *function = &st->functions[i];
        st->names[i] = function->name;
        function->read_name = print("r_%s", function->name);
        list_add(st, function->read_name, print("SELECT api.%s($1::jsonb)", function->name));
        if (!function->writes)
            continue;
        function->write_name = print("w_%s", function->name);
        list_add(st, function->write_name,
                 print("SELECT api.write('%s', $1::uuid, $2::jsonb)", function->name));
    }
}

struct statements *statements_new(const struct route_table *table, const char *const *extra)
{
    struct statements *st = checked(calloc(1, sizeof(*st)));

    for (size_t i = 0; i < table->n; i++) {
        const struct route *route = &table->rows[i];
        const bool writes = route->tx == TX_WRITE || route->tx == TX_MULTI;
        if (route->sql != NULL)
            function_add(st, route->sql, writes);
        for (size_t j = 0; route->calls != NULL && route->calls[j] != NULL; j++)
            function_add(st, route->calls[j], writes);
    }
    for (size_t i = 0; extra != NULL && extra[i] != NULL; i++)
        function_add(st, extra[i], false);
    if (st->n > 0)
        qsort(st->functions, st->n, sizeof(*st->functions), by_name);
    list_build(st);
    return st;
}

void statements_free(struct statements *st)
{
    if (st == NULL)
        return;
    for (size_t i = 0; i < st->n_list; i++) {
        char *sql;
        memcpy(&sql, &st->list[i].sql, sizeof(sql)); /* ours, const only to its readers */
        free(sql);
    }
    for (size_t i = 0; i < st->n; i++) {
        free(st->functions[i].read_name);
        free(st->functions[i].write_name);
    }
    free(st->functions);
    free(st->names);
    free(st->list);
    free(st);
}

const struct db_statement *statements_list(const struct statements *st, size_t *ret_n)
{
    *ret_n = st->n_list;
    return st->list;
}

const char *const *statements_functions(const struct statements *st, size_t *ret_n)
{
    *ret_n = st->n;
    return st->names;
}

const char *statements_find(const struct statements *st, const char *function, bool through_write)
{
    const struct function key = {.name = function};

    if (st->n == 0)
        return NULL;
    const struct function *found =
        bsearch(&key, st->functions, st->n, sizeof(*st->functions), by_name);
    if (found == NULL)
        return NULL;
    return through_write ? found->write_name : found->read_name;
}
