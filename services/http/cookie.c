/* Finds one cookie among those that a browser sent. */
#include "services/http/cookie.h"

#include <stdbool.h>
#include <string.h>

/* cookie-octet of RFC 6265 section 4.1.1. */
static bool is_cookie_octet(char c)
{
    unsigned char u = (unsigned char)c;
    return u > 0x20 && u < 0x7F && u != '"' && u != ',' && u != ';' && u != '\\';
}

static void trim(const char **text, size_t *n_bytes)
{
    while (*n_bytes > 0 && (**text == ' ' || **text == '\t')) {
        (*text)++;
        (*n_bytes)--;
    }
    while (*n_bytes > 0 && ((*text)[*n_bytes - 1] == ' ' || (*text)[*n_bytes - 1] == '\t'))
        (*n_bytes)--;
}

static enum err copy_value(const char *value, size_t n_bytes, char *buf, size_t buf_bytes)
{
    if (n_bytes >= 2 && value[0] == '"' && value[n_bytes - 1] == '"') {
        value++;
        n_bytes -= 2;
    }
    if (n_bytes >= buf_bytes)
        return ERR_BAD_REQUEST;
    for (size_t i = 0; i < n_bytes; i++)
        if (!is_cookie_octet(value[i]))
            return ERR_BAD_REQUEST;
    memcpy(buf, value, n_bytes);
    buf[n_bytes] = '\0';
    return OK;
}

enum err cookie_find(const char *header, const char *name, char *buf, size_t buf_bytes)
{
    const char *found = NULL;
    size_t found_bytes = 0;
    size_t name_bytes = strlen(name);
    if (header == NULL)
        return ERR_NOT_FOUND;
    if (strnlen(header, COOKIE_HEADER_BYTES_MAX + 1) > COOKIE_HEADER_BYTES_MAX)
        return ERR_BAD_REQUEST;
    while (*header != '\0') {
        size_t pair_bytes = strcspn(header, ";");
        const char *pair = header;
        header += pair_bytes + (header[pair_bytes] == ';');
        trim(&pair, &pair_bytes);
        if (pair_bytes <= name_bytes || pair[name_bytes] != '=' ||
            memcmp(pair, name, name_bytes) != 0)
            continue;
        if (found != NULL)
            return ERR_BAD_REQUEST;
        found = pair + name_bytes + 1;
        found_bytes = pair_bytes - name_bytes - 1;
    }
    return found == NULL ? ERR_NOT_FOUND : copy_value(found, found_bytes, buf, buf_bytes);
}
