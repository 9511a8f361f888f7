/* Checks at compile time that every tag of a template stands where escaping is enough: in text
 * or in a double-quoted attribute value. Fed by mustache_parse.c with the literal text and the
 * tags in order. */
#ifndef SAMPLAN_HTTP_TEMPLATE_LINT_H
#define SAMPLAN_HTTP_TEMPLATE_LINT_H

#include "services/base/problems.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TEMPLATE_LINT_NESTING_MAX 64
#define TEMPLATE_LINT_NAME_BYTES 24

enum template_lint_tag {
    TEMPLATE_LINT_VARIABLE,
    TEMPLATE_LINT_OPEN,  /* section or inverted section */
    TEMPLATE_LINT_BLOCK, /* {{$name}} */
    TEMPLATE_LINT_PARTIAL,
    TEMPLATE_LINT_PARENT,
    TEMPLATE_LINT_CLOSE, /* of OPEN, BLOCK or PARENT */
};

enum template_lint_state {
    LINT_TEXT,
    LINT_RCDATA,      /* in <title> or <textarea>: text, but no elements */
    LINT_RAW,         /* in <script> or <style> */
    LINT_LESS,        /* after < */
    LINT_TAG_NAME,    /* in the name of a start tag */
    LINT_END_TAG,     /* from </ to > */
    LINT_DECLARATION, /* <!doctype …> */
    LINT_COMMENT,
    LINT_SPACE,      /* in a tag, after white space */
    LINT_BOUNDARY,   /* in a tag, where white space, / or > must follow */
    LINT_NAME,       /* in an attribute's name */
    LINT_AFTER_NAME, /* white space after it; = may follow */
    LINT_EQUALS,     /* after = */
    LINT_DOUBLE,     /* in a double-quoted value */
    LINT_SINGLE,
    LINT_BARE,
};

struct template_lint {
    const char *template;
    struct problems *problems;
    uint32_t line;
    enum template_lint_state state;
    unsigned element_serial, attribute_serial; /* tell one tag or value from the next */
    char element[TEMPLATE_LINT_NAME_BYTES];
    char attribute[TEMPLATE_LINT_NAME_BYTES];
    size_t element_bytes, attribute_bytes;
    bool value_begun; /* the attribute's value has static text before this point */
    char tail[16];    /* last characters, to see --> and </script> */
    size_t tail_bytes;
    unsigned n_open;
    struct template_lint_open {
        enum template_lint_tag tag;
        enum template_lint_state state;
        unsigned element_serial, attribute_serial;
        bool value_begun;
    } open[TEMPLATE_LINT_NESTING_MAX];
};

/* Begins a template; name and problems stay borrowed until template_lint_end. */
void template_lint_begin(struct template_lint *lint, const char *template,
                         struct problems *problems);

/* The next literal text, which begins on that line. */
void template_lint_text(struct template_lint *lint, const char *text, size_t n_bytes,
                        uint32_t line);

/* The next tag. name: NUL-terminated. CLOSE must match an earlier OPEN, BLOCK or PARENT (the parser
 * sees to it). At most TEMPLATE_LINT_NESTING_MAX open at once. */
void template_lint_tag(struct template_lint *lint, enum template_lint_tag tag, const char *name,
                       uint32_t line);

/* The end: must be in text. */
void template_lint_end(struct template_lint *lint);

#endif
