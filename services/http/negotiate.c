/* Accept, Accept-Encoding, Accept-Language. */
#include "services/http/negotiate.h"

#include "services/base/text.h"

#include <stddef.h>
#include <string.h>

/* One element of a comma-separated list: the value without parameters, and q in thousandths. */
struct element {
    const char *text;
    size_t n_bytes;
    int q;
};

static const char *skip_blank(const char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

/* "0.5" → 500; RFC 9110 section 12.4.2 allows three decimals. Anything else counts as 1. */
static int q_read(const char *p)
{
    int q = 0, scale = 100;

    if (*p == '1')
        return 1000;
    if (*p != '0')
        return 1000;
    if (p[1] != '.')
        return 0;
    for (p += 2; *p >= '0' && *p <= '9' && scale > 0; p++) {
        q += (*p - '0') * scale;
        scale /= 10;
    }
    return q;
}

/* Reads the element at *at and moves past its comma; false at the end. */
static bool element_next(const char **at, struct element *ret)
{
    const char *p = skip_blank(*at);

    while (*p == ',')
        p = skip_blank(p + 1);
    if (*p == '\0')
        return false;
    ret->text = p;
    ret->n_bytes = strcspn(p, ",; \t");
    ret->q = 1000;
    p += ret->n_bytes;
    while (*p != '\0' && *p != ',') {
        if (*p == ';') {
            p = skip_blank(p + 1);
            if ((*p == 'q' || *p == 'Q') && p[1] == '=')
                ret->q = q_read(p + 2);
            continue;
        }
        p++;
    }
    *at = p;
    return true;
}

int negotiate_type(const char *accept, const char *type)
{
    const size_t n = strlen(type), major = strcspn(type, "/") + 1;
    struct element element;
    int best = 0, best_rank = 0;

    if (accept == NULL || accept[0] == '\0')
        return 1000;
    while (element_next(&accept, &element)) {
        int rank = 0;
        if (text_same_n(element.text, element.n_bytes, type, n))
            rank = 3;
        else if (element.n_bytes == major + 1 && element.text[major] == '*' &&
                 text_same_n(element.text, major, type, major))
            rank = 2;
        else if (text_same_n(element.text, element.n_bytes, "*/*", 3))
            rank = 1;
        if (rank > best_rank) {
            best_rank = rank;
            best = element.q;
        }
    }
    return best;
}

bool negotiate_encoding(const char *accept_encoding, const char *coding)
{
    struct element element;
    bool any = false;

    if (accept_encoding == NULL)
        return false;
    while (element_next(&accept_encoding, &element)) {
        if (text_same_n(element.text, element.n_bytes, coding, strlen(coding)))
            return element.q > 0;
        if (element.n_bytes == 1 && element.text[0] == '*')
            any = element.q > 0;
    }
    return any;
}

const char *negotiate_language(const char *accept_language, const struct i18n *i18n)
{
    struct element element;
    const char *best = i18n_language_name(i18n, 0);
    int best_q = 0;

    if (accept_language == NULL)
        return best;
    while (element_next(&accept_language, &element)) {
        size_t primary = 0;
        while (primary < element.n_bytes && element.text[primary] != '-')
            primary++;
        for (int i = 0; i < i18n_n_languages(i18n); i++) {
            const char *name = i18n_language_name(i18n, i);
            if (element.q > best_q && text_same_n(element.text, primary, name, strlen(name))) {
                best = name;
                best_q = element.q;
            }
        }
    }
    return best;
}
