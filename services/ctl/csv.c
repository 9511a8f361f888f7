/* CSV files: as temporary tables for reference data. */
#include "services/ctl/csv.h"

#include "services/ctl/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789_"

/* The length of the file name without .csv; 0 when it is no table name. */
static int table_name(const char *path, const char **ret_name)
{
    const char *name = file_name(path);
    size_t n = strspn(name, NAME_CHARACTERS);
    *ret_name = name;
    return n > 0 && n < 50 && strcmp(name + n, ".csv") == 0 ? (int)n : 0;
}

char *csv_temporary_table(const char *path, const char *bytes)
{
    const char *name;
    char *sql = NULL;
    size_t n_sql = 0;
    int n_name = table_name(path, &name);
    size_t n_header = strcspn(bytes, "\r\n");
    if (n_name == 0 || n_header == 0 || strspn(bytes, NAME_CHARACTERS ",") != n_header)
        return NULL;
    FILE *out = open_memstream(&sql, &n_sql);
    if (out == NULL)
        abort();
    fprintf(out, "CREATE TEMPORARY TABLE ref_%.*s (", n_name, name);
    for (const char *at = bytes, *end = bytes + n_header; at < end;) {
        size_t n = strcspn(at, ",\r\n");
        fprintf(out, "%s%.*s text", at == bytes ? "" : ", ", (int)n, at);
        at += n + 1;
    }
    fputs(") ON COMMIT DROP", out);
    fclose(out);
    return sql;
}

char *csv_copy_statement(const char *path)
{
    const char *name;
    char *sql;
    int n_name = table_name(path, &name);
    if (asprintf(&sql, "COPY pg_temp.ref_%.*s FROM STDIN (FORMAT csv, HEADER match)", n_name,
                 name) < 0)
        abort();
    return sql;
}
