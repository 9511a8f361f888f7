/* The overview's numbers and news. */
#include "services/care/overview.h"

#include "services/care/history.h"
#include "services/care/value.h"

#include <stdint.h>

static const struct {
    const char *code, *key, *href;
} TILES[] = {
    {"late", "late_n", "#late"},
    {"answer", "answers_n", "#answer"},
    {"waiting", "waiting_n", "#waiting"},
    {"changes", "changes_n", "#news"},
    {"meetings", "meetings_n", "#meetings"},
};

static json_t *tiles_new(const json_t *view)
{
    json_t *tiles = json_array();

    for (size_t i = 0; i < ARRAY_LEN(TILES); i++) {
        const int64_t n = value_int(view, TILES[i].key);
        json_t *tile = json_object();

        value_set_text(tile, "tile_code", TILES[i].code);
        value_set_text(tile, "href", TILES[i].href);
        value_set_int(tile, "n", n);
        (void)json_object_set_new(tile, "n_text",
                                  n > 99 ? json_string("99+") : json_sprintf("%lld", (long long)n));
        value_set_true(tile, "late", i == 0 && n > 0);
        value_set_true(tile, "wait", i == 1 && n > 0);
        (void)json_array_append_new(tiles, tile);
    }
    return tiles;
}

enum err overview_present(const struct request *rq, json_t *view)
{
    (void)rq;
    if (json_object_get(view, "late_n") == NULL)
        return OK;
    (void)json_object_set_new(view, "tiles", tiles_new(view));
    value_set_true(view, "nothing",
                   value_int(view, "late_n") + value_int(view, "answers_n") +
                           value_int(view, "waiting_n") ==
                       0);
    history_present_list(json_object_get(view, "changes_list"), 0, NULL, HISTORY_EXCERPT_BYTES, 2);
    return OK;
}
