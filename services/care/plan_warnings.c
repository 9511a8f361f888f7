/* Warnings of the plan page, worst first. */
#include "services/care/plan_warnings.h"

#include "services/care/strip.h"
#include "services/care/value.h"

#include <stdio.h>

struct page {
    json_t *warnings;
    const json_t *view, *core, *frame;
    const char *plan_id;
    bool coordinates;
    struct today today;
};

/* msg_take: {"key",…}; link: i18n key, or NULL for no link to href. */
static void warn_take(struct page *page, const char *level, json_t *msg_take, const char *href,
                      const char *link)
{
    json_t *w = json_object();

    value_set_text(w, "level_code", level);
    (void)json_object_set_new(w, "warning_msg", msg_take);
    value_set_text(w, "href", link != NULL ? href : NULL);
    (void)json_object_set_new(w, "link_msg",
                              link != NULL ? json_pack("{s:s}", "key", link) : json_null());
    (void)json_array_append_new(page->warnings, w);
}

static const char *address(char buf[96], const char *before, const char *id, const char *after)
{
    (void)snprintf(buf, 96, "%s%s%s", before, id != NULL ? id : "", after);
    return buf;
}

static void warn_coordinator(struct page *page)
{
    char href[96];

    if (strip_coordinator(page->core, page->today) != NULL ||
        value_is(page->core, "status_code", "completed") ||
        value_is(page->core, "status_code", "revoked"))
        return;
    warn_take(page, "red", json_pack("{s:s}", "key", "plan.warn_no_coordinator"),
              address(href, "/plans/", page->plan_id, "/status"),
              page->coordinates ? "plan.warn_no_coordinator_link" : NULL);
}

static void warn_handover(struct page *page)
{
    const json_t *h = json_object_get(page->core, "handover");
    const json_t *to = json_object_get(h, "to");
    const json_t *now = strip_coordinator(page->core, page->today);
    const bool mine = value_same(value_text(to, "user_id"), value_text(page->frame, "user_id"));
    char href[96];

    if (!json_is_object(h))
        return;
    json_t *msg =
        json_pack("{s:s, s:s, s:s, s:s}", "key",
                  mine          ? "plan.warn_handover_mine"
                  : now == NULL ? "plan.warn_handover_first"
                                : "plan.warn_handover",
                  "to", value_text_or_empty(to, "name"), "from", value_text_or_empty(now, "name"),
                  "effective_day", value_text_or_empty(h, "effective_day"));
    warn_take(page, "amber", msg, address(href, "/handovers/", value_text(h, "id"), ""),
              mine ? "plan.warn_handover_answer" : "plan.warn_handover_see");
}

static void warn_join(struct page *page)
{
    const json_t *request;
    char href[96];
    size_t i;

    json_array_foreach(json_object_get(page->view, "join_requests_list"), i, request) warn_take(
        page, "amber",
        json_pack("{s:s, s:s, s:s}", "key", "plan.warn_join", "name",
                  value_text_or_empty(request, "name"), "unit",
                  value_text_or_empty(request, "unit")),
        address(href, "/join-requests/", value_text(request, "id"), ""), "plan.warn_join_link");
}

static void warn_hold(struct page *page)
{
    int64_t day;
    char href[96];

    if (!value_is(page->core, "status_code", "on-hold") ||
        !value_day(page->core, "on_hold_until_day", &day))
        return;
    warn_take(page, "amber",
              json_pack("{s:s, s:s}", "key",
                        day <= page->today.day ? "plan.warn_hold_over" : "plan.warn_hold",
                        "day_day", value_text_or_empty(page->core, "on_hold_until_day")),
              address(href, "/plans/", page->plan_id, "/status"),
              page->coordinates ? "plan.warn_hold_link" : NULL);
}

static void warn_review(struct page *page)
{
    int64_t day;
    char href[96];

    if (!value_is(page->core, "status_code", "active") ||
        !value_day(page->core, "review_day", &day) || day >= page->today.day)
        return;
    warn_take(page, "amber",
              json_pack("{s:s, s:s}", "key", "plan.warn_review", "day_day",
                        value_text_or_empty(page->core, "review_day")),
              address(href, "/plans/", page->plan_id, "/edit"),
              page->coordinates ? "plan.warn_review_link" : NULL);
}

static void warn_draft(struct page *page)
{
    char href[96];

    if (!value_is(page->core, "status_code", "draft"))
        return;
    warn_take(page, "amber", json_pack("{s:s}", "key", "plan.warn_draft"),
              address(href, "/plans/", page->plan_id, "/status"),
              page->coordinates ? "plan.warn_draft_link" : NULL);
}

static void warn_closed(struct page *page)
{
    char href[96];
    const bool completed = value_is(page->core, "status_code", "completed");

    if (!completed && !value_is(page->core, "status_code", "revoked"))
        return;
    warn_take(page, "amber",
              json_pack("{s:s, s:s}", "key",
                        completed ? "plan.warn_completed" : "plan.warn_revoked", "reason",
                        value_text_or_empty(page->core, "status_reason")),
              address(href, "/plans/", page->plan_id, "/status"),
              page->coordinates ? "plan.warn_closed_link" : NULL);
}

void plan_warnings_add(json_t *view, const json_t *core, const json_t *frame, struct today today)
{
    struct page page = {
        .warnings = json_object_get(json_object_get(view, "citizen"), "warnings_list"),
        .view = view,
        .core = core,
        .frame = frame,
        .plan_id = value_text(core, "id"),
        .coordinates = value_true(json_object_get(view, "rights"), "coordinate"),
        .today = today,
    };

    if (value_is(core, "status_code", "draft"))
        warn_draft(&page);
    else
        warn_coordinator(&page);
    warn_closed(&page);
    warn_handover(&page);
    warn_join(&page);
    warn_hold(&page);
    warn_review(&page);
}
