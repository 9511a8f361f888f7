/* What a compiled template consists of; shared by mustache_parse.c, which makes it, and mustache.c,
 * which runs it. */
#ifndef SAMPLAN_HTTP_MUSTACHE_OP_H
#define SAMPLAN_HTTP_MUSTACHE_OP_H

#include "services/http/localise.h"
#include "services/http/mustache.h"

#include <stdint.h>

#define MUSTACHE_SEGMENTS_MAX 8

/* One part of a dotted name. */
struct mustache_segment {
    const char *key;
    size_t n_bytes;
    struct localise_name derived;
    bool is_first, is_last; /* the key is "first" or "last": position in the list */
};

enum mustache_root {
    MUSTACHE_ROOT_STACK, /* looked up in the context stack */
    MUSTACHE_ROOT_DOT,   /* {{.}} */
    MUSTACHE_ROOT_TEXT,  /* t.… */
    MUSTACHE_ROOT_ASSET, /* asset.… */
};

struct mustache_name {
    const char *text; /* as written, NUL-terminated */
    enum mustache_root root;
    size_t n; /* segments; for TEXT and ASSET the first one ("t", "asset") is included */
    struct mustache_segment segments[];
};

/* Escaped text that is known before rendering, by language. There are thousands: no name in segments,
 * and no more languages than the set has. */
struct mustache_fixed {
    const char *text;        /* the name as written */
    enum mustache_root root; /* TEXT or ASSET */
    struct {
        const char *html;
        size_t n_bytes;
    } by_language[];
};

enum mustache_kind {
    MUSTACHE_TEXT,
    MUSTACHE_VARIABLE,
    MUSTACHE_FIXED,
    MUSTACHE_SECTION,
    MUSTACHE_INVERTED,
    MUSTACHE_PARTIAL,
    MUSTACHE_PARENT,
    MUSTACHE_BLOCK,
    MUSTACHE_CLOSE,
};

/* A step of a template. SECTION, INVERTED, PARENT and BLOCK span the ops up to ops[end], their
 * CLOSE. */
struct mustache_op {
    enum mustache_kind kind;
    bool standalone; /* the tag was alone on its line, which is not part of the output */
    uint32_t line;
    uint32_t end;
    union {
        struct {
            const char *bytes;
            size_t n_bytes;
        } text;
        const struct mustache_name *name; /* VARIABLE, SECTION, INVERTED */
        struct mustache_fixed *fixed;
        struct {
            const char *name;
            const struct mustache_template *target; /* NULL: absent, renders as nothing */
            const char *indent;
            size_t indent_bytes;
        } include; /* PARTIAL, PARENT */
        const char *block;
    };
};

struct mustache_template {
    const char *name;
    struct mustache_op *ops;
    uint32_t n_ops;
    size_t n_bytes; /* of the source */
    struct mustache_template *next, *same_bucket;
};

#define MUSTACHE_BUCKETS 256

struct mustache_set {
    struct arena *arena; /* owns everything compiled */
    const struct i18n *i18n;
    bool strict;
    json_t *assets;
    json_t *fallback[I18N_LANGUAGES_MAX]; /* by language, looked in after the view: {lang} */
    struct mustache_template *templates;
    struct mustache_template *buckets[MUSTACHE_BUCKETS]; /* the same by name */
};

/* Compiles text into template->ops; problems as in mustache_add. */
void mustache_parse(struct mustache_set *set, struct mustache_template *template, const char *text,
                    size_t n_bytes, struct problems *problems);

#endif
