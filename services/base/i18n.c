/* Loads the translations and looks texts up; the writing of dates, numbers and messages is in
 * i18n_format.c. */
#include "services/base/i18n.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define KEY_BYTES 200
#define TREE_DEPTH 8

struct i18n {
    int n;
    char names[I18N_LANGUAGES_MAX][16];
    json_t *trees[I18N_LANGUAGES_MAX];
};

void i18n_free(struct i18n *i18n)
{
    if (i18n == NULL)
        return;
    for (int i = 0; i < i18n->n; i++)
        json_decref(i18n->trees[i]);
    free(i18n);
}

/* Appends ".key" to a path for messages. */
static void path_join(char ret[KEY_BYTES], const char *path, const char *key)
{
    snprintf(ret, KEY_BYTES, "%s%s%s", path, *path ? "." : "", key);
}

/* A tree holds texts and objects only, and is not deep. */
static void check_tree(const char *language, const char *path, json_t *node, int depth,
                       struct problems *problems)
{
    const char *key;
    json_t *value;
    json_object_foreach(node, key, value)
    {
        char here[KEY_BYTES];
        path_join(here, path, key);
        if (json_is_string(value))
            continue;
        if (!json_is_object(value) || depth >= TREE_DEPTH)
            problems_add(problems, "i18n/%s.json: %s is neither a text nor an object of texts",
                         language, here);
        else
            check_tree(language, here, value, depth + 1, problems);
    }
}

static void add_language_take(struct i18n *i18n, const char *name, json_t *tree,
                              struct problems *problems)
{
    if (strlen(name) >= sizeof i18n->names[0] || i18n->n == I18N_LANGUAGES_MAX) {
        problems_add(problems, "i18n/%s.json: too many languages, or too long a name", name);
        json_decref(tree);
        return;
    }
    if (!json_is_object(tree)) {
        problems_add(problems, "i18n/%s.json: not an object", name);
        json_decref(tree);
        return;
    }
    check_tree(name, "", tree, 1, problems);
    /* da first, then by name */
    int at = 0;
    while (at < i18n->n && strcmp(name, "da") != 0 &&
           (strcmp(i18n->names[at], "da") == 0 || strcmp(i18n->names[at], name) < 0))
        at++;
    for (int i = i18n->n; i > at; i--) {
        memcpy(i18n->names[i], i18n->names[i - 1], sizeof i18n->names[i]);
        i18n->trees[i] = i18n->trees[i - 1];
    }
    snprintf(i18n->names[at], sizeof i18n->names[at], "%s", name);
    i18n->trees[at] = tree;
    i18n->n++;
}

static struct i18n *i18n_new(void)
{
    struct i18n *i18n = calloc(1, sizeof *i18n);
    if (i18n == NULL)
        abort();
    return i18n;
}

static enum err finish(struct i18n *i18n, unsigned n_before, struct problems *problems,
                       struct i18n **ret)
{
    enum err r = OK;
    if (i18n->n == 0 || strcmp(i18n->names[0], "da") != 0) {
        problems_add(problems, "i18n/da.json: missing");
        r = ERR_IO;
    } else if (problems->n > n_before) {
        r = ERR_INVALID;
    }
    if (r < 0)
        i18n_free(i18n);
    else
        *ret = i18n;
    return r;
}

enum err i18n_load_take(json_t *languages, struct problems *problems, struct i18n **ret)
{
    unsigned n_before = problems->n;
    struct i18n *i18n = i18n_new();
    const char *name;
    json_t *tree;
    json_object_foreach(languages, name, tree)
        add_language_take(i18n, name, json_incref(tree), problems);
    json_decref(languages);
    return finish(i18n, n_before, problems, ret);
}

static void load_file(struct i18n *i18n, const char *dir, const char *file,
                      struct problems *problems)
{
    char path[4096];
    char name[64];
    json_error_t error;
    snprintf(path, sizeof path, "%s/%s", dir, file);
    snprintf(name, sizeof name, "%.*s", (int)(strlen(file) - strlen(".json")), file);
    json_t *tree = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (tree == NULL)
        problems_add(problems, "i18n/%s:%d: %s", file, error.line, error.text);
    else
        add_language_take(i18n, name, tree, problems);
}

enum err i18n_load(const char *dir, struct problems *problems, struct i18n **ret)
{
    unsigned n_before = problems->n;
    DIR *d = opendir(dir);
    if (d == NULL) {
        problems_add(problems, "%s: cannot be read", dir);
        return ERR_IO;
    }
    struct i18n *i18n = i18n_new();
    const struct dirent *entry;
    while ((entry = readdir(d)) != NULL) {
        size_t n = strlen(entry->d_name);
        if (n > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 5, ".json") == 0)
            load_file(i18n, dir, entry->d_name, problems);
    }
    closedir(d);
    return finish(i18n, n_before, problems, ret);
}

static void compare_trees(const char *have, const char *lack, const char *path, json_t *a,
                          const json_t *b, struct problems *problems)
{
    const char *key;
    json_t *value;
    json_object_foreach(a, key, value)
    {
        char here[KEY_BYTES];
        path_join(here, path, key);
        const json_t *other = json_object_get(b, key);
        if (other == NULL || json_typeof(other) != json_typeof(value))
            problems_add(problems, "i18n/%s.json: lacks %s, which %s.json has", lack, here, have);
        else if (json_is_object(value))
            compare_trees(have, lack, here, value, other, problems);
    }
}

void i18n_compare(const struct i18n *i18n, struct problems *problems)
{
    for (int i = 0; i < i18n->n; i++)
        for (int j = 0; j < i18n->n; j++)
            if (i != j)
                compare_trees(i18n->names[i], i18n->names[j], "", i18n->trees[i], i18n->trees[j],
                              problems);
}

int i18n_n_languages(const struct i18n *i18n)
{
    return i18n->n;
}

const char *i18n_language_name(const struct i18n *i18n, int language)
{
    return i18n->names[language];
}

int i18n_language(const struct i18n *i18n, const char *name)
{
    for (int i = 0; i < i18n->n; i++)
        if (strcmp(i18n->names[i], name) == 0)
            return i;
    return -1;
}

const json_t *i18n_tree(const struct i18n *i18n, int language)
{
    return i18n->trees[language];
}

const json_t *i18n_node(const struct i18n *i18n, int language, const char *dotted_key)
{
    const json_t *node = i18n->trees[language];
    while (node != NULL) {
        size_t n = strcspn(dotted_key, ".");
        node = json_object_getn(node, dotted_key, n);
        if (dotted_key[n] == '\0')
            return node;
        dotted_key += n + 1;
    }
    return NULL;
}

const char *i18n_text(const struct i18n *i18n, const char *language, const char *dotted_key)
{
    int i = i18n_language(i18n, language);
    return i < 0 ? NULL : json_string_value(i18n_node(i18n, i, dotted_key));
}

struct i18n_reader i18n_reader(const struct i18n *i18n, const char *language, int64_t now_s)
{
    int index = language == NULL || i18n == NULL ? 0 : i18n_language(i18n, language);
    struct calendar_day today = calendar_denmark(now_s).day;
    return (struct i18n_reader){
        .i18n = i18n,
        .language = index < 0 ? 0 : index,
        .now_s = now_s,
        .today = calendar_number(today),
        .year = today.year,
    };
}
