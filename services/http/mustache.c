/* Runs compiled templates: walks the ops with a stack of contexts and writes into one buffer. */
#include "services/base/buffer.h"
#include "services/http/mustache_op.h"

#include <stdlib.h>
#include <string.h>

/* A value on the context stack; n is the length of the list that it is an element of, 0: of
 * none. */
struct context {
    const json_t *json;
    size_t at, n;
};

/* The blocks that a parent tag hands to the parent's template, and those of the tags around it. */
struct layer {
    const struct mustache_template *template;
    uint32_t from, to;
    const struct layer *outer;
};

/* The state of one rendering. */
struct run {
    const struct mustache_set *set;
    const struct i18n_reader *reader;
    struct arena *arena;
    struct buffer out;
    struct context stack[MUSTACHE_DEPTH_MAX];
    size_t n_stack;
    unsigned depth;
    uint32_t steps_left;
    const struct layer *layer;
    const char *indent; /* goes before each line of the partial that runs */
    size_t indent_bytes;
    bool line_begins; /* the indent is due before the next output */
    json_t *made;     /* array that owns the values derived for sections */
    enum err err;
    char *problem;
};

/* A range of ops of one template. */
struct range {
    const struct mustache_template *template;
    uint32_t from, to;
};

/* What a name stands for. */
struct value {
    const json_t *json;                  /* NULL: nothing */
    const struct localise_name *derived; /* not NULL: what is wanted is derived from json */
};

static void run_range(struct run *run, struct range range);

static void fail(struct run *run, enum err err, const struct mustache_template *template,
                 uint32_t line, const char *what, const char *name)
{
    if (run->err < 0)
        return;
    run->err = err;
    snprintf(run->problem, 200, "%s:%u: %s%s%s", template->name, line, what, *name ? " " : "",
             name);
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* The value of a member, or of the base that the member is derived from. */
static struct value member(const json_t *object, const struct mustache_segment *segment)
{
    struct value value = {NULL, NULL};
    if (!json_is_object(object))
        return value;
    value.json = json_object_getn(object, segment->key, segment->n_bytes);
    if (value.json != NULL || segment->derived.kind == LOCALISE_NONE)
        return value;
    value.json = json_object_getn(object, segment->derived.base, segment->derived.base_bytes);
    if (value.json != NULL)
        value.derived = &segment->derived;
    return value;
}

static struct value in_context(const struct context *context,
                               const struct mustache_segment *segment)
{
    struct value value = member(context->json, segment);
    if (value.json != NULL || context->n == 0)
        return value;
    if (segment->is_first)
        value.json = json_boolean(context->at == 0);
    else if (segment->is_last)
        value.json = json_boolean(context->at + 1 == context->n);
    return value;
}

/* Resolves the parts of a name after the first within what the first gave. */
static struct value descend(const struct mustache_name *name, size_t from, struct value value)
{
    for (size_t i = from; i < name->n && value.json != NULL; i++) {
        const struct mustache_segment *segment = &name->segments[i];
        if (value.derived == NULL)
            value = member(value.json, segment);
        else if (value.derived->kind == LOCALISE_CODE_IS)
            value = (struct value){
                json_boolean(localise_is(value.json, segment->key, segment->n_bytes)), NULL};
        else
            value = (struct value){NULL, NULL};
    }
    return value;
}

static struct value resolve(const struct run *run, const struct mustache_name *name)
{
    struct value value = {NULL, NULL};
    if (name->root == MUSTACHE_ROOT_DOT) {
        value.json = run->stack[run->n_stack - 1].json;
        return value;
    }
    if (name->root == MUSTACHE_ROOT_TEXT) {
        value.json = i18n_tree(run->set->i18n, run->reader->language);
        return descend(name, 1, value);
    }
    if (name->root == MUSTACHE_ROOT_ASSET) {
        value.json = run->set->assets;
        return descend(name, 1, value);
    }
    for (size_t i = run->n_stack; i-- > 0 && value.json == NULL;)
        value = in_context(&run->stack[i], &name->segments[0]);
    if (value.json == NULL && run->set->i18n != NULL)
        value = member(run->set->fallback[run->reader->language], &name->segments[0]);
    return descend(name, 1, value);
}

/* Turns a derived value into a plain one that lives until the page is done. */
static const json_t *settle(struct run *run, struct value value)
{
    if (value.derived == NULL)
        return value.json;
    json_t *json = localise_value(run->reader, value.derived, value.json, run->arena);
    if (run->made == NULL)
        run->made = json_array();
    json_array_append_new(run->made, json);
    return json;
}

static bool is_true(const json_t *json)
{
    if (json == NULL)
        return false;
    switch (json_typeof(json)) {
    case JSON_OBJECT:
    case JSON_TRUE:
        return true;
    case JSON_ARRAY:
        return json_array_size(json) > 0;
    case JSON_STRING:
        return json_string_length(json) > 0;
    case JSON_INTEGER:
        return json_integer_value(json) != 0;
    case JSON_REAL:
        return json_real_value(json) != 0;
    case JSON_FALSE:
    case JSON_NULL:
        break;
    }
    return false;
}

/* ---- Output ---------------------------------------------------------------------------------- */

/* Writes the indent when a line of an indented partial begins. */
static inline void begin_line(struct run *run)
{
    if (!run->line_begins)
        return;
    buffer_write(&run->out, run->indent, run->indent_bytes);
    run->line_begins = false;
}

static void write_text(struct run *run, const char *bytes, size_t n_bytes)
{
    if (run->indent_bytes == 0) {
        buffer_write(&run->out, bytes, n_bytes);
        return;
    }
    while (n_bytes > 0) {
        const char *newline = memchr(bytes, '\n', n_bytes);
        size_t line_bytes = newline == NULL ? n_bytes : (size_t)(newline - bytes) + 1;
        if (bytes[0] != '\n' && !(bytes[0] == '\r' && line_bytes == 2))
            begin_line(run);
        buffer_write(&run->out, bytes, line_bytes);
        run->line_begins = newline != NULL;
        bytes += line_bytes;
        n_bytes -= line_bytes;
    }
}

/* Writes the shortest decimal form that reads back as the same number. */
static void write_real(struct run *run, double value)
{
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    buffer_puts(&run->out, text);
}

static void write_plain(struct run *run, const struct range *range, const struct mustache_op *op,
                        const json_t *json)
{
    char number[24];
    switch (json_typeof(json)) {
    case JSON_STRING:
        buffer_write_html(&run->out, json_string_value(json), json_string_length(json));
        return;
    case JSON_INTEGER:
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
        buffer_puts(&run->out, number);
        return;
    case JSON_REAL:
        write_real(run, json_real_value(json));
        return;
    case JSON_TRUE:
        buffer_puts(&run->out, "true");
        return;
    case JSON_FALSE:
        buffer_puts(&run->out, "false");
        return;
    case JSON_OBJECT:
    case JSON_ARRAY:
        if (run->set->strict)
            fail(run, ERR_INTERNAL, range->template, op->line, "not a text:", op->name->text);
        return;
    case JSON_NULL:
        return;
    }
}

static void write_derived(struct run *run, const struct range *range, const struct mustache_op *op,
                          struct value value)
{
    char buf[I18N_DATE_BYTES];
    size_t n_bytes;
    bool missing;
    const char *text =
        localise_text(run->reader, value.derived, value.json, run->arena, buf, &n_bytes, &missing);
    if (missing && run->set->strict) {
        char name[160];
        snprintf(name, sizeof name, "%s of %.80s", op->name->text, text);
        fail(run, ERR_INTERNAL, range->template, op->line, "no translation for", name);
    }
    buffer_write_html(&run->out, text, n_bytes);
}

static void run_variable(struct run *run, const struct range *range, const struct mustache_op *op)
{
    struct value value = resolve(run, op->name);
    begin_line(run);
    if (value.json == NULL) {
        if (run->set->strict)
            fail(run, ERR_INTERNAL, range->template, op->line, "undefined key", op->name->text);
    } else if (value.derived != NULL && localise_is_text(value.derived->kind)) {
        write_derived(run, range, op, value);
    } else {
        write_plain(run, range, op, settle(run, value));
    }
}

/* ---- Sections, partials, blocks -------------------------------------------------------------- */

static bool enter(struct run *run, const struct range *range, const struct mustache_op *op)
{
    if (run->depth == MUSTACHE_DEPTH_MAX) {
        fail(run, ERR_LIMIT, range->template, op->line, "nested too deeply", "");
        return false;
    }
    run->depth++;
    return true;
}

/* Runs a section's body with json on top of the stack. */
static void run_body(struct run *run, const struct range *range, const struct mustache_op *op,
                     struct context context)
{
    if (run->n_stack == MUSTACHE_DEPTH_MAX) {
        fail(run, ERR_LIMIT, range->template, op->line, "nested too deeply", "");
        return;
    }
    run->stack[run->n_stack++] = context;
    uint32_t first = (uint32_t)(op - range->template->ops) + 1;
    run_range(run, (struct range){range->template, first, op->end});
    run->n_stack--;
}

static void run_section(struct run *run, const struct range *range, const struct mustache_op *op)
{
    const json_t *json = settle(run, resolve(run, op->name));
    if (!op->standalone)
        begin_line(run);
    if (!is_true(json) || !enter(run, range, op))
        return;
    if (!json_is_array(json)) {
        run_body(run, range, op, (struct context){json, 0, 0});
    } else {
        size_t n = json_array_size(json);
        for (size_t i = 0; i < n && run->err == OK; i++)
            run_body(run, range, op, (struct context){json_array_get(json, i), i, n});
    }
    run->depth--;
}

static void run_inverted(struct run *run, const struct range *range, const struct mustache_op *op)
{
    bool truth = is_true(settle(run, resolve(run, op->name)));
    if (!op->standalone)
        begin_line(run);
    if (truth || !enter(run, range, op))
        return;
    uint32_t first = (uint32_t)(op - range->template->ops) + 1;
    run_range(run, (struct range){range->template, first, op->end});
    run->depth--;
}

/* Runs another template here: a partial, or a parent once its layer is in place. */
static void run_include(struct run *run, const struct range *range, const struct mustache_op *op)
{
    const struct mustache_template *target = op->include.target;
    if (!op->standalone)
        begin_line(run);
    if (target == NULL || !enter(run, range, op))
        return;
    const char *indent = run->indent;
    size_t indent_bytes = run->indent_bytes;
    run->indent = "";
    run->indent_bytes = 0;
    size_t added = op->include.indent_bytes;
    if (op->standalone && added + indent_bytes > 0 && added + indent_bytes < 1000) {
        run->indent_bytes = indent_bytes + added;
        run->indent = arena_printf(run->arena, "%.*s%.*s", (int)indent_bytes, indent, (int)added,
                                   op->include.indent);
    }
    run->line_begins = run->indent_bytes > 0;
    run_range(run, (struct range){target, 0, target->n_ops});
    run->indent = indent;
    run->indent_bytes = indent_bytes;
    run->line_begins = op->standalone && indent_bytes > 0;
    run->depth--;
}

static void run_parent(struct run *run, const struct range *range, const struct mustache_op *op)
{
    struct layer layer = {
        .template = range->template,
        .from = (uint32_t)(op - range->template->ops) + 1,
        .to = op->end,
        .outer = run->layer,
    };
    run->layer = &layer;
    run_include(run, range, op);
    run->layer = layer.outer;
}

/* Finds a block directly in a parent tag. */
static const struct mustache_op *block_of(const struct layer *layer, const char *name)
{
    const struct mustache_op *ops = layer->template->ops;
    for (uint32_t i = layer->from; i < layer->to; i = ops[i].end + 1)
        if (ops[i].kind == MUSTACHE_BLOCK && strcmp(ops[i].block, name) == 0)
            return &ops[i];
    return NULL;
}

/* Runs a block, or what replaces it: the outermost parent tag that has such a block wins. The
 * replacement sees the blocks of the tags around it only, so that it cannot call itself. */
static void run_block(struct run *run, const struct range *range, const struct mustache_op *op)
{
    const struct mustache_op *chosen = op;
    const struct mustache_template *template = range->template;
    const struct layer *before = run->layer;
    const struct layer *visible = before;
    for (const struct layer *layer = before; layer != NULL; layer = layer->outer) {
        const struct mustache_op *other = block_of(layer, op->block);
        if (other == NULL)
            continue;
        chosen = other;
        template = layer->template;
        visible = layer->outer;
    }
    if (!op->standalone)
        begin_line(run);
    if (!enter(run, range, op))
        return;
    run->layer = visible;
    uint32_t first = (uint32_t)(chosen - template->ops) + 1;
    run_range(run, (struct range){template, first, chosen->end});
    run->layer = before;
    run->depth--;
}

static void run_op(struct run *run, const struct range *range, const struct mustache_op *op)
{
    switch (op->kind) {
    case MUSTACHE_TEXT:
        write_text(run, op->text.bytes, op->text.n_bytes);
        return;
    case MUSTACHE_VARIABLE:
        run_variable(run, range, op);
        return;
    case MUSTACHE_FIXED:
        begin_line(run);
        buffer_write(&run->out, op->fixed->by_language[run->reader->language].html,
                     op->fixed->by_language[run->reader->language].n_bytes);
        return;
    case MUSTACHE_SECTION:
        run_section(run, range, op);
        return;
    case MUSTACHE_INVERTED:
        run_inverted(run, range, op);
        return;
    case MUSTACHE_PARTIAL:
        run_include(run, range, op);
        return;
    case MUSTACHE_PARENT:
        run_parent(run, range, op);
        return;
    case MUSTACHE_BLOCK:
        run_block(run, range, op);
        return;
    case MUSTACHE_CLOSE:
        if (!op->standalone)
            begin_line(run);
        return;
    }
}

static void run_range(struct run *run, struct range range)
{
    const struct mustache_op *ops = range.template->ops;
    for (uint32_t i = range.from; i < range.to && run->err == OK; i = ops[i].end + 1) {
        if (run->steps_left-- == 0 || run->out.full) {
            run->steps_left = 0;
            fail(run, ERR_LIMIT, range.template, ops[i].line,
                 run->out.full ? "the page is too large" : "the page takes too long", "");
            return;
        }
        run_op(run, &range, &ops[i]);
    }
}

enum err mustache_render(const struct mustache_set *set, const struct mustache_template *template,
                         const struct i18n_reader *reader, const json_t *view, size_t max_bytes,
                         struct arena *arena, char problem[200], char **ret_text, size_t *ret_bytes)
{
    struct run run = {
        .set = set,
        .reader = reader,
        .arena = arena,
        .stack[0] = {.json = view},
        .n_stack = 1,
        .steps_left = MUSTACHE_STEPS_MAX,
        .indent = "",
        .problem = problem,
    };
    buffer_init(&run.out, arena, 16384 + 2 * template->n_bytes, max_bytes);
    run_range(&run, (struct range){template, 0, template->n_ops});
    if (run.out.full)
        fail(&run, ERR_LIMIT, template, 0, "the page is too large", "");
    json_decref(run.made);
    if (run.err < 0)
        return run.err;
    *ret_text = buffer_text(&run.out);
    *ret_bytes = run.out.n_bytes;
    return OK;
}
