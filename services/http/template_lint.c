/* A small reader of HTML's tokens (after the WHATWG tokenizer's states) that knows at every tag
 * of a template where in the page it stands. */
#include "services/http/template_lint.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static void complain(struct template_lint *lint, const char *what)
{
    problems_add(lint->problems, "templates/%s.html:%u: %s", lint->template, lint->line, what);
}

void template_lint_begin(struct template_lint *lint, const char *template,
                         struct problems *problems)
{
    memset(lint, 0, sizeof *lint);
    lint->template = template;
    lint->problems = problems;
    lint->line = 1;
}

/* ---- Literal text ---------------------------------------------------------------------------- */

static void name_put(char name[TEMPLATE_LINT_NAME_BYTES], size_t *n_bytes, char c)
{
    if (*n_bytes < TEMPLATE_LINT_NAME_BYTES - 1)
        name[(*n_bytes)++] = (char)tolower((unsigned char)c);
    name[*n_bytes] = '\0';
}

/* Remembers the last characters and tells whether they are `what`, without regard to case. */
static bool tail_is(struct template_lint *lint, char c, const char *what)
{
    if (lint->tail_bytes == sizeof lint->tail) {
        memmove(lint->tail, lint->tail + 1, sizeof lint->tail - 1);
        lint->tail_bytes--;
    }
    lint->tail[lint->tail_bytes++] = c;
    size_t n = strlen(what);
    return lint->tail_bytes >= n && strncasecmp(lint->tail + lint->tail_bytes - n, what, n) == 0;
}

static void element_end(struct template_lint *lint)
{
    lint->tail_bytes = 0;
    if (strcmp(lint->element, "script") == 0 || strcmp(lint->element, "style") == 0)
        lint->state = LINT_RAW;
    else if (strcmp(lint->element, "title") == 0 || strcmp(lint->element, "textarea") == 0)
        lint->state = LINT_RCDATA;
    else
        lint->state = LINT_TEXT;
    if (strcmp(lint->element, "style") == 0)
        complain(lint, "<style> has no effect under the content security policy");
}

static void attribute_check(struct template_lint *lint)
{
    const char *name = lint->attribute;
    if (strncmp(name, "on", 2) == 0)
        complain(lint, "event attributes have no effect under the content security policy");
    else if (strcmp(name, "style") == 0)
        complain(lint, "style attributes have no effect under the content security policy");
    else if (strcmp(name, "srcdoc") == 0)
        complain(lint, "srcdoc is not allowed");
}

static void attribute_begin(struct template_lint *lint, char c)
{
    lint->attribute_bytes = 0;
    lint->attribute_serial++;
    lint->value_begun = false;
    name_put(lint->attribute, &lint->attribute_bytes, c);
    lint->state = LINT_NAME;
}

/* One character in a tag, outside values. */
static void in_tag(struct template_lint *lint, char c)
{
    bool space = isspace((unsigned char)c);
    bool in_name = lint->state == LINT_NAME || lint->state == LINT_AFTER_NAME;
    if (in_name && (c == '=' || c == '>' || c == '/'))
        attribute_check(lint);
    if (c == '>') {
        element_end(lint);
    } else if (lint->state == LINT_NAME && space) {
        lint->state = LINT_AFTER_NAME;
    } else if (in_name && c == '=') {
        lint->state = LINT_EQUALS;
    } else if (space) {
        if (lint->state != LINT_AFTER_NAME)
            lint->state = LINT_SPACE;
    } else if (c == '/') {
        lint->state = LINT_BOUNDARY;
    } else if (lint->state == LINT_NAME) {
        name_put(lint->attribute, &lint->attribute_bytes, c);
    } else if (lint->state == LINT_BOUNDARY) {
        complain(lint, "white space is missing between attributes");
        attribute_begin(lint, c);
    } else {
        if (lint->state == LINT_AFTER_NAME)
            attribute_check(lint);
        attribute_begin(lint, c);
    }
}

/* One character after "attribute=". */
static void after_equals(struct template_lint *lint, char c)
{
    if (c == '"') {
        lint->state = LINT_DOUBLE;
    } else if (c == '\'') {
        lint->state = LINT_SINGLE;
    } else if (c == '>') {
        complain(lint, "an attribute lacks its value");
        element_end(lint);
    } else if (!isspace((unsigned char)c)) {
        lint->state = LINT_BARE;
    }
}

/* One character in an attribute's value. */
static void in_value(struct template_lint *lint, char c)
{
    if ((lint->state == LINT_DOUBLE && c == '"') || (lint->state == LINT_SINGLE && c == '\''))
        lint->state = LINT_BOUNDARY;
    else if (lint->state == LINT_BARE && c == '>')
        element_end(lint);
    else if (lint->state == LINT_BARE && isspace((unsigned char)c))
        lint->state = LINT_SPACE;
    else
        lint->value_begun = true;
}

/* One character after '<'. */
static void after_less(struct template_lint *lint, char c)
{
    lint->tail_bytes = 0;
    if (isalpha((unsigned char)c)) {
        lint->state = LINT_TAG_NAME;
        lint->element_serial++;
        lint->element_bytes = 0;
        name_put(lint->element, &lint->element_bytes, c);
    } else if (c == '/') {
        lint->state = LINT_END_TAG;
    } else if (c == '!') {
        lint->state = LINT_DECLARATION;
    } else {
        complain(lint, "a stray < must be written &lt;");
        lint->state = LINT_TEXT;
    }
}

/* One character of content that ends with an end tag of its own element. */
static void in_special(struct template_lint *lint, char c)
{
    char end[TEMPLATE_LINT_NAME_BYTES + 3];
    snprintf(end, sizeof end, "</%s", lint->element);
    if (tail_is(lint, c, end))
        lint->state = LINT_END_TAG;
}

static void step(struct template_lint *lint, char c)
{
    switch (lint->state) {
    case LINT_TEXT:
        if (c == '<')
            lint->state = LINT_LESS;
        return;
    case LINT_LESS:
        after_less(lint, c);
        return;
    case LINT_TAG_NAME:
        if (isspace((unsigned char)c) || c == '/')
            lint->state = c == '/' ? LINT_BOUNDARY : LINT_SPACE;
        else if (c == '>')
            element_end(lint);
        else
            name_put(lint->element, &lint->element_bytes, c);
        return;
    case LINT_END_TAG:
        if (c == '>')
            lint->state = LINT_TEXT;
        return;
    case LINT_DECLARATION:
        if (tail_is(lint, c, "--") && lint->tail_bytes == 2)
            lint->state = LINT_COMMENT;
        else if (c == '>')
            lint->state = LINT_TEXT;
        return;
    case LINT_COMMENT:
        if (tail_is(lint, c, "-->"))
            lint->state = LINT_TEXT;
        return;
    case LINT_RCDATA:
    case LINT_RAW:
        in_special(lint, c);
        return;
    case LINT_SPACE:
    case LINT_BOUNDARY:
    case LINT_NAME:
    case LINT_AFTER_NAME:
        in_tag(lint, c);
        return;
    case LINT_EQUALS:
        after_equals(lint, c);
        return;
    case LINT_DOUBLE:
    case LINT_SINGLE:
    case LINT_BARE:
        in_value(lint, c);
        return;
    }
}

void template_lint_text(struct template_lint *lint, const char *text, size_t n_bytes, uint32_t line)
{
    lint->line = line;
    for (size_t i = 0; i < n_bytes; i++) {
        step(lint, text[i]);
        lint->line += text[i] == '\n';
    }
}

/* ---- Tags ------------------------------------------------------------------------------------ */

static bool in_start_tag(enum template_lint_state state)
{
    return state == LINT_TAG_NAME || state == LINT_SPACE || state == LINT_BOUNDARY ||
           state == LINT_NAME || state == LINT_AFTER_NAME;
}

static bool is_text(enum template_lint_state state)
{
    return state == LINT_TEXT || state == LINT_RCDATA;
}

/* What a tag in this state is told; NULL when the state may hold tags. */
static const char *refusal(enum template_lint_state state)
{
    switch (state) {
    case LINT_TEXT:
    case LINT_RCDATA:
    case LINT_DOUBLE:
        return NULL;
    case LINT_RAW:
        return "a tag in <script> or <style>";
    case LINT_COMMENT:
    case LINT_DECLARATION:
        return "a tag in an HTML comment or declaration";
    case LINT_LESS:
    case LINT_END_TAG:
    case LINT_TAG_NAME:
        return "a tag in the name of an element";
    case LINT_EQUALS:
    case LINT_SINGLE:
    case LINT_BARE:
        return "a tag in an attribute value that is not double-quoted";
    case LINT_SPACE:
    case LINT_BOUNDARY:
    case LINT_NAME:
    case LINT_AFTER_NAME:
        return "a tag among attributes: only sections around whole attributes may stand there";
    }
    return "a tag where none may stand";
}

static bool is_url_attribute(const char *name)
{
    static const char *const names[] = {"href",   "src",      "action",    "formaction",
                                        "poster", "data",     "srcset",    "cite",
                                        "ping",   "manifest", "xlink:href"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text);
    size_t n_end = strlen(end);
    return n >= n_end && strcmp(text + n - n_end, end) == 0;
}

/* A URL must not begin with a value that anybody could have typed (javascript:…). */
static void check_url(struct template_lint *lint, const char *name)
{
    if (lint->state != LINT_DOUBLE || lint->value_begun || !is_url_attribute(lint->attribute))
        return;
    if (!ends_with(name, "href") && !ends_with(name, "path") && strncmp(name, "asset.", 6) != 0)
        complain(lint, "a URL may only begin with static text, asset.…, …_href or …_path");
}

static void variable(struct template_lint *lint, const char *name)
{
    const char *what = refusal(lint->state);
    if (what != NULL)
        complain(lint, what);
    else
        check_url(lint, name);
    if (lint->state == LINT_DOUBLE)
        lint->value_begun = true;
}

static void open_tag(struct template_lint *lint, enum template_lint_tag tag)
{
    if (in_start_tag(lint->state) && tag == TEMPLATE_LINT_OPEN) {
        if (lint->state == LINT_NAME || lint->state == LINT_AFTER_NAME)
            attribute_check(lint);
        bool space = lint->state == LINT_SPACE || lint->state == LINT_AFTER_NAME;
        lint->state = space ? LINT_SPACE : LINT_BOUNDARY;
    } else if (refusal(lint->state) != NULL) {
        complain(lint, refusal(lint->state));
    } else if (tag == TEMPLATE_LINT_BLOCK && !is_text(lint->state)) {
        complain(lint, "a block may only stand in text");
    } else if (tag == TEMPLATE_LINT_PARENT && lint->state != LINT_TEXT) {
        complain(lint, "a parent may only stand in text");
    }
    if (lint->n_open == TEMPLATE_LINT_NESTING_MAX)
        return;
    lint->open[lint->n_open++] = (struct template_lint_open){
        .tag = tag,
        .state = lint->state,
        .element_serial = lint->element_serial,
        .attribute_serial = lint->attribute_serial,
        .value_begun = lint->value_begun,
    };
}

static void close_tag(struct template_lint *lint)
{
    if (lint->n_open == 0)
        return;
    const struct template_lint_open *open = &lint->open[--lint->n_open];
    bool same;
    if (in_start_tag(open->state)) {
        if (lint->state == LINT_NAME || lint->state == LINT_AFTER_NAME)
            attribute_check(lint);
        same = in_start_tag(lint->state) && lint->element_serial == open->element_serial;
        bool space = lint->state == LINT_SPACE || lint->state == LINT_AFTER_NAME;
        lint->state = space && open->state == LINT_SPACE ? LINT_SPACE : LINT_BOUNDARY;
    } else if (open->state == LINT_DOUBLE) {
        same = lint->state == LINT_DOUBLE && lint->attribute_serial == open->attribute_serial;
        lint->value_begun = open->value_begun;
    } else {
        same = lint->state == open->state &&
               (open->state == LINT_TEXT || lint->element_serial == open->element_serial);
    }
    if (!same)
        complain(lint, "the section does not end in the kind of place where it began");
}

void template_lint_tag(struct template_lint *lint, enum template_lint_tag tag, const char *name,
                       uint32_t line)
{
    lint->line = line;
    switch (tag) {
    case TEMPLATE_LINT_VARIABLE:
        variable(lint, name);
        return;
    case TEMPLATE_LINT_PARTIAL:
        if (lint->state != LINT_TEXT)
            complain(lint, "a partial may only stand in text");
        return;
    case TEMPLATE_LINT_OPEN:
    case TEMPLATE_LINT_BLOCK:
    case TEMPLATE_LINT_PARENT:
        open_tag(lint, tag);
        return;
    case TEMPLATE_LINT_CLOSE:
        close_tag(lint);
        return;
    }
}

void template_lint_end(struct template_lint *lint)
{
    if (lint->state != LINT_TEXT)
        complain(lint, "the template does not end in text: a tag, comment or element is open");
}
