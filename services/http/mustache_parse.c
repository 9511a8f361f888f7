/* Compiles a template's text into its flat array of ops. Runs at start; see mustache.c for what
 * happens with the ops. All problems of a template are told, not only the first. */
#include "services/http/mustache_op.h"
#include "services/http/template_lint.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define DELIMITER_BYTES_MAX 8

struct open_tag {
    uint32_t op;
    const char *name;
};

struct parser {
    struct mustache_set *set;
    struct mustache_template *template;
    struct problems *problems;
    const char *text;
    size_t n_bytes;
    size_t at;     /* next byte to read */
    uint32_t line; /* of `at` */
    char open[DELIMITER_BYTES_MAX + 1];
    char close[DELIMITER_BYTES_MAX + 1];
    struct mustache_op *ops; /* malloc'ed while it grows */
    uint32_t n_ops, room;
    struct open_tag stack[MUSTACHE_NESTING_MAX];
    size_t n_open;
    bool linted;
    struct template_lint lint;
};

/* A tag as found in the text. */
struct tag {
    size_t start, end; /* of the whole tag */
    char sigil;        /* one of #^/>$<!= or 0 */
    const char *content;
    size_t n_bytes; /* of content, trimmed */
    uint32_t line;
    bool standalone;
    size_t line_start, next_line; /* valid when standalone */
};

#define COMPLAIN(parser, line_number, ...)                                                         \
    complain_at((parser), (line_number), arena_printf((parser)->set->arena, __VA_ARGS__))

static void complain_at(struct parser *parser, uint32_t line, const char *what)
{
    problems_add(parser->problems, "templates/%s.html:%u: %s", parser->template->name, line, what);
}

static struct mustache_op *op_add(struct parser *parser, enum mustache_kind kind,
                                  const struct tag *tag)
{
    if (parser->n_ops == parser->room) {
        parser->room = parser->room == 0 ? 64 : parser->room * 2;
        parser->ops = realloc(parser->ops, parser->room * sizeof *parser->ops);
        if (parser->ops == NULL)
            abort();
    }
    struct mustache_op *op = &parser->ops[parser->n_ops++];
    *op = (struct mustache_op){.kind = kind,
                               .line = tag == NULL ? parser->line : tag->line,
                               .standalone = tag != NULL && tag->standalone,
                               .end = parser->n_ops - 1};
    return op;
}

/* Emits the literal text from `at` up to `end`. */
static void text_add(struct parser *parser, size_t end)
{
    if (end <= parser->at)
        return;
    const char *bytes = parser->text + parser->at;
    size_t n_bytes = end - parser->at;
    struct mustache_op *op = op_add(parser, MUSTACHE_TEXT, NULL);
    op->text.bytes = arena_strndup(parser->set->arena, bytes, n_bytes);
    op->text.n_bytes = n_bytes;
    if (parser->linted)
        template_lint_text(&parser->lint, bytes, n_bytes, parser->line);
}

/* Moves on to `to`, counting lines. */
static void advance(struct parser *parser, size_t to)
{
    for (; parser->at < to; parser->at++)
        parser->line += parser->text[parser->at] == '\n';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Finds out whether a tag has its line (or lines) to itself: blanks before it back to a line's
 * start, blanks after it up to a line's end. */
static void find_standalone(const struct parser *parser, struct tag *tag)
{
    const char *text = parser->text;
    size_t before = tag->start;
    while (before > 0 && is_blank(text[before - 1]))
        before--;
    if (before > 0 && text[before - 1] != '\n')
        return;
    size_t after = tag->end;
    while (after < parser->n_bytes && is_blank(text[after]))
        after++;
    if (after + 1 < parser->n_bytes && text[after] == '\r' && text[after + 1] == '\n')
        after += 2;
    else if (after < parser->n_bytes && text[after] == '\n')
        after++;
    else if (after < parser->n_bytes)
        return;
    tag->standalone = true;
    tag->line_start = before;
    tag->next_line = after;
}

static void trim(const char **text, size_t *n_bytes)
{
    while (*n_bytes > 0 && isspace((unsigned char)**text)) {
        (*text)++;
        (*n_bytes)--;
    }
    while (*n_bytes > 0 && isspace((unsigned char)(*text)[*n_bytes - 1]))
        (*n_bytes)--;
}

static const char *find(const char *text, size_t n_bytes, const char *what)
{
    return memmem(text, n_bytes, what, strlen(what));
}

/* Reads the tag that begins at `start`; false when it is not closed. */
static bool tag_read(struct parser *parser, size_t start, struct tag *ret)
{
    size_t content = start + strlen(parser->open);
    const char *end = find(parser->text + content, parser->n_bytes - content, parser->close);
    struct tag tag = {.start = start, .line = parser->line};
    for (size_t i = parser->at; i < start; i++)
        tag.line += parser->text[i] == '\n';
    if (end == NULL) {
        COMPLAIN(parser, tag.line, "the tag is not closed");
        return false;
    }
    tag.content = parser->text + content;
    tag.n_bytes = (size_t)(end - tag.content);
    tag.end = content + tag.n_bytes + strlen(parser->close);
    if (tag.n_bytes > 0 && tag.content[0] != 0 && strchr("#^/>$<!={&", tag.content[0]) != NULL) {
        tag.sigil = tag.content[0];
        tag.content++;
        tag.n_bytes--;
    }
    trim(&tag.content, &tag.n_bytes);
    if (tag.sigil != 0 && tag.sigil != '{' && tag.sigil != '&')
        find_standalone(parser, &tag);
    *ret = tag;
    return true;
}

/* {{=<% %>=}} */
static void delimiters_set(struct parser *parser, const struct tag *tag)
{
    const char *content = tag->content;
    size_t n_bytes = tag->n_bytes;
    size_t first = 0;
    if (n_bytes == 0 || content[n_bytes - 1] != '=') {
        COMPLAIN(parser, tag->line, "a set-delimiter tag must end in =");
        return;
    }
    n_bytes--;
    trim(&content, &n_bytes);
    while (first < n_bytes && !isspace((unsigned char)content[first]))
        first++;
    size_t second = first;
    while (second < n_bytes && isspace((unsigned char)content[second]))
        second++;
    size_t second_bytes = n_bytes - second;
    bool bad = first == 0 || second_bytes == 0 || first > DELIMITER_BYTES_MAX ||
               second_bytes > DELIMITER_BYTES_MAX;
    for (size_t i = 0; i < n_bytes && !bad; i++)
        bad = content[i] == '=' || content[i] == '\0' ||
              (i >= second && isspace((unsigned char)content[i]));
    if (bad) {
        COMPLAIN(parser, tag->line, "not two delimiters");
        return;
    }
    snprintf(parser->open, sizeof parser->open, "%.*s", (int)first, content);
    snprintf(parser->close, sizeof parser->close, "%.*s", (int)second_bytes, content + second);
}

static bool name_ok(const char *name, size_t n_bytes)
{
    if (n_bytes == 1 && name[0] == '.')
        return true;
    if (n_bytes == 0 || n_bytes > 100 || name[0] == '.' || name[n_bytes - 1] == '.')
        return false;
    for (size_t i = 0; i < n_bytes; i++) {
        if (name[i] == '.' && name[i - 1] == '.')
            return false;
        if (!isalnum((unsigned char)name[i]) && strchr("._-/", name[i]) == NULL)
            return false;
    }
    return memchr(name, '\0', n_bytes) == NULL;
}

/* Whether a name is one of ours: t.… or asset.…; else STACK. */
static enum mustache_root root_of(const struct parser *parser, const char *text)
{
    if (parser->set->i18n == NULL)
        return MUSTACHE_ROOT_STACK;
    return strncmp(text, "t.", 2) == 0       ? MUSTACHE_ROOT_TEXT
           : strncmp(text, "asset.", 6) == 0 ? MUSTACHE_ROOT_ASSET
                                             : MUSTACHE_ROOT_STACK;
}

/* Splits a dotted name; NULL after a problem. */
static const struct mustache_name *name_make(struct parser *parser, const char *text,
                                             const struct tag *tag)
{
    struct arena *arena = parser->set->arena;
    size_t n = 1;
    for (const char *dot = text; (dot = strchr(dot, '.')) != NULL; dot++)
        n++;
    if (n > MUSTACHE_SEGMENTS_MAX) {
        COMPLAIN(parser, tag->line, "%s has too many parts", text);
        return NULL;
    }
    struct mustache_name *name = arena_alloc(arena, sizeof *name + n * sizeof name->segments[0]);
    name->text = text;
    if (strcmp(text, ".") == 0) {
        name->root = MUSTACHE_ROOT_DOT;
        return name;
    }
    name->n = n;
    const char *key = text;
    for (size_t i = 0; i < n; i++) {
        struct mustache_segment *segment = &name->segments[i];
        segment->key = key;
        segment->n_bytes = strcspn(key, ".");
        key += segment->n_bytes + 1;
        if (parser->set->i18n == NULL)
            continue;
        segment->derived = localise_name(segment->key, segment->n_bytes, arena);
        segment->is_first = segment->n_bytes == 5 && memcmp(segment->key, "first", 5) == 0;
        segment->is_last = segment->n_bytes == 4 && memcmp(segment->key, "last", 4) == 0;
    }
    name->root = root_of(parser, text);
    return name;
}

/* A text or asset, the same on every page in a language. */
static void fixed_add(struct parser *parser, const char *text, enum mustache_root root,
                      const struct tag *tag)
{
    struct mustache_op *op = op_add(parser, MUSTACHE_FIXED, tag);
    const size_t n = (size_t)i18n_n_languages(parser->set->i18n);

    op->fixed =
        arena_alloc(parser->set->arena, sizeof *op->fixed + n * sizeof op->fixed->by_language[0]);
    op->fixed->text = text;
    op->fixed->root = root;
}

static void variable_add(struct parser *parser, const char *text, const struct tag *tag)
{
    const enum mustache_root root = root_of(parser, text);
    if (root != MUSTACHE_ROOT_STACK) {
        fixed_add(parser, text, root, tag);
        return;
    }
    const struct mustache_name *name = name_make(parser, text, tag);
    if (name != NULL)
        op_add(parser, MUSTACHE_VARIABLE, tag)->name = name;
}

static void open_add(struct parser *parser, const char *text, const struct tag *tag)
{
    if (parser->n_open == MUSTACHE_NESTING_MAX) {
        COMPLAIN(parser, tag->line, "tags are nested too deeply");
        return;
    }
    parser->stack[parser->n_open++] = (struct open_tag){.op = parser->n_ops, .name = text};
    if (tag->sigil == '$') {
        op_add(parser, MUSTACHE_BLOCK, tag)->block = text;
    } else if (tag->sigil == '<') {
        struct mustache_op *op = op_add(parser, MUSTACHE_PARENT, tag);
        op->include.name = text;
        if (tag->standalone) {
            op->include.indent_bytes = tag->start - tag->line_start;
            op->include.indent = arena_strndup(parser->set->arena, parser->text + tag->line_start,
                                               op->include.indent_bytes);
        }
    } else {
        const struct mustache_name *name = name_make(parser, text, tag);
        op_add(parser, tag->sigil == '#' ? MUSTACHE_SECTION : MUSTACHE_INVERTED, tag)->name = name;
    }
}

static void partial_add(struct parser *parser, const char *text, const struct tag *tag)
{
    struct mustache_op *op = op_add(parser, MUSTACHE_PARTIAL, tag);
    op->include.name = text;
    if (!tag->standalone)
        return;
    op->include.indent_bytes = tag->start - tag->line_start;
    op->include.indent =
        arena_strndup(parser->set->arena, parser->text + tag->line_start, op->include.indent_bytes);
}

/* Closes the innermost open tag; false when the names do not match. */
static bool close_add(struct parser *parser, const char *text, const struct tag *tag)
{
    if (parser->n_open == 0) {
        COMPLAIN(parser, tag->line, "{{/%s}} closes nothing", text);
        return false;
    }
    const struct open_tag *open = &parser->stack[parser->n_open - 1];
    if (strcmp(open->name, text) != 0) {
        COMPLAIN(parser, tag->line, "{{/%s}} stands where {{/%s}} (opened in line %u) is due", text,
                 open->name, parser->ops[open->op].line);
        return false;
    }
    op_add(parser, MUSTACHE_CLOSE, tag);
    parser->ops[open->op].end = parser->n_ops - 1;
    parser->n_open--;
    return true;
}

static void lint_tag(struct parser *parser, const struct tag *tag, const char *name)
{
    enum template_lint_tag kind = TEMPLATE_LINT_VARIABLE;
    if (tag->sigil == '#' || tag->sigil == '^')
        kind = TEMPLATE_LINT_OPEN;
    else if (tag->sigil == '$')
        kind = TEMPLATE_LINT_BLOCK;
    else if (tag->sigil == '>')
        kind = TEMPLATE_LINT_PARTIAL;
    else if (tag->sigil == '<')
        kind = TEMPLATE_LINT_PARENT;
    else if (tag->sigil == '/')
        kind = TEMPLATE_LINT_CLOSE;
    if (parser->linted)
        template_lint_tag(&parser->lint, kind, name, tag->line);
}

/* Compiles one tag; false when the rest of the template cannot be understood. */
static bool tag_add(struct parser *parser, const struct tag *tag)
{
    if (tag->sigil == '!')
        return true;
    if (tag->sigil == '=') {
        delimiters_set(parser, tag);
        return true;
    }
    if (tag->sigil == '{' || tag->sigil == '&') {
        COMPLAIN(parser, tag->line, "raw interpolation is not allowed");
        return true;
    }
    if (!name_ok(tag->content, tag->n_bytes)) {
        COMPLAIN(parser, tag->line, "not a name");
        return tag->sigil == 0 || tag->sigil == '>';
    }
    const char *name = arena_strndup(parser->set->arena, tag->content, tag->n_bytes);
    size_t n_open = parser->n_open;
    if (tag->sigil == 0)
        variable_add(parser, name, tag);
    else if (tag->sigil == '>')
        partial_add(parser, name, tag);
    else if (tag->sigil != '/')
        open_add(parser, name, tag);
    else if (!close_add(parser, name, tag))
        return false;
    if (tag->sigil != 0 && tag->sigil != '>' && n_open == parser->n_open)
        return false;
    lint_tag(parser, tag, name);
    return true;
}

static void parse_all(struct parser *parser)
{
    while (parser->at < parser->n_bytes) {
        const char *open =
            find(parser->text + parser->at, parser->n_bytes - parser->at, parser->open);
        struct tag tag;
        if (open == NULL) {
            text_add(parser, parser->n_bytes);
            break;
        }
        if (!tag_read(parser, (size_t)(open - parser->text), &tag))
            return;
        text_add(parser, tag.standalone ? tag.line_start : tag.start);
        if (!tag_add(parser, &tag))
            return;
        advance(parser, tag.standalone ? tag.next_line : tag.end);
    }
    if (parser->n_open > 0) {
        const struct open_tag *open = &parser->stack[parser->n_open - 1];
        COMPLAIN(parser, parser->ops[open->op].line, "{{%s}} is never closed", open->name);
    } else if (parser->linted) {
        template_lint_end(&parser->lint);
    }
}

void mustache_parse(struct mustache_set *set, struct mustache_template *template, const char *text,
                    size_t n_bytes, struct problems *problems)
{
    struct parser parser = {.set = set,
                            .template = template,
                            .problems = problems,
                            .text = text,
                            .n_bytes = n_bytes,
                            .line = 1,
                            .open = "{{",
                            .close = "}}",
                            .linted = set->i18n != NULL};
    template_lint_begin(&parser.lint, template->name, problems);
    unsigned n_before = problems->n;
    parse_all(&parser);
    if (problems->n == n_before && parser.n_ops > 0) {
        template->ops = arena_alloc(set->arena, parser.n_ops * sizeof *parser.ops);
        memcpy(template->ops, parser.ops, parser.n_ops * sizeof *parser.ops);
        template->n_ops = parser.n_ops;
    }
    free(parser.ops);
}
