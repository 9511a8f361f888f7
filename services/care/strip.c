/* Who the page is about, who coordinates, what comes next. */
#include "services/care/strip.h"

#include "services/base/calendar.h"
#include "services/care/value.h"

#include <stdio.h>
#include <string.h>

#define APPOINTMENT_SECONDS 3600 /* of one without an end */

int64_t strip_age(int64_t birth_day, int64_t today)
{
    const struct calendar_day born = calendar_from_number(birth_day);
    const struct calendar_day now = calendar_from_number(today);
    const bool had_birthday =
        now.month > born.month || (now.month == born.month && now.day >= born.day);

    return now.year - born.year - (had_birthday ? 0 : 1);
}

static bool all_digits(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0';
}

void strip_phone(json_t *person)
{
    const char *phone = value_text(person, "phone");
    char text[16], href[32];

    value_set_text(person, "phone_href", NULL);
    if (phone == NULL || phone[0] == '\0') {
        value_set_text(person, "phone", NULL);
        return;
    }
    if (strlen(phone) == 8 && all_digits(phone)) {
        (void)snprintf(href, sizeof(href), "tel:+45%s", phone);
        (void)snprintf(text, sizeof(text), "%.2s %.2s %.2s %.2s", phone, phone + 2, phone + 4,
                       phone + 6);
        value_set_text(person, "phone_href", href);
        value_set_text(person, "phone", text);
    } else if (phone[0] == '+' && strlen(phone) < 17 && all_digits(phone + 1)) {
        (void)snprintf(href, sizeof(href), "tel:%s", phone);
        value_set_text(person, "phone_href", href);
    }
}

const json_t *strip_coordinator(const json_t *core, struct today today)
{
    const json_t *person;
    int64_t start, end;
    size_t i;

    json_array_foreach(json_object_get(core, "coordinations"), i, person)
    {
        if (value_at(person, "started_at", &start) && start <= today.now_s &&
            (!value_at(person, "ended_at", &end) || end > today.now_s))
            return person;
    }
    return NULL;
}

/* Whoever takes the coordination over at a later moment; null when nobody has said yes to it. */
static json_t *next_new(const json_t *core, struct today today)
{
    const json_t *person;
    int64_t start;
    size_t i;

    json_array_foreach(json_object_get(core, "coordinations"), i, person)
    {
        if (!value_at(person, "started_at", &start) || start <= today.now_s)
            continue;
        json_t *next = json_object();
        value_copy(next, "name", person, "name");
        value_copy(next, "started_at", person, "started_at");
        return next;
    }
    return json_null();
}

static json_t *coordinator_new(const json_t *person)
{
    json_t *c = json_object();

    value_copy(c, "user_id", person, "user_id");
    value_copy(c, "name", person, "name");
    value_copy(c, "title", person, "title");
    value_copy(c, "unit", person, "unit");
    value_copy(c, "phone", person, "phone");
    value_copy(c, "hours", person, "phone_hours");
    strip_phone(c);
    return c;
}

/* The first appointment that is not over; null when there is none. */
static json_t *appointment_new(const json_t *core, struct today today)
{
    const json_t *a;
    int64_t end;
    size_t i;
    char href[80];

    json_array_foreach(json_object_get(core, "appointments_list"), i, a)
    {
        if (!value_at(a, "end_at", &end) && value_at(a, "start_at", &end))
            end += APPOINTMENT_SECONDS;
        if (end <= today.now_s)
            continue;
        json_t *next = json_object();
        value_copy(next, "starts_at", a, "start_at");
        value_copy(next, "title", a, "title");
        value_copy(next, "place", a, "place");
        (void)snprintf(href, sizeof(href), "/plans/%s/appointments",
                       value_text_or_empty(core, "id"));
        value_set_text(next, "href", href);
        return next;
    }
    return json_null();
}

static void identity_add(json_t *strip, const json_t *citizen, const json_t *frame,
                         struct today today)
{
    static const char *const same[] = {"id",         "name",         "given_name",
                                       "cpr_masked", "municipality", "gp_phone"};
    int64_t birth;
    char href[80];

    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
        value_copy(strip, same[i], citizen, same[i]);
    value_copy(strip, "gp_name", citizen, "gp");
    value_copy(strip, "admitted_day", citizen, "admitted_since_day");
    value_set_true(strip, "protected",
                   value_true(citizen, "name_protected") ||
                       value_true(citizen, "address_protected"));
    if (value_day(citizen, "birth_day", &birth))
        value_set_int(strip, "age_n", strip_age(birth, today.day));
    else
        (void)json_object_set_new(strip, "age_n", json_null());
    (void)snprintf(href, sizeof(href), "/citizens/%s/cpr", value_text_or_empty(citizen, "id"));
    value_set_text(strip, "cpr_href",
                   value_is(frame, "role_code", "caseworker") &&
                           value_text(citizen, "cpr_masked") != NULL
                       ? href
                       : NULL);
}

json_t *strip_new(const json_t *core, const json_t *frame, bool coordinates, struct today today)
{
    const json_t *citizen = json_object_get(core, "citizen");
    const json_t *coordinator = strip_coordinator(core, today);
    const bool closed =
        value_is(core, "status_code", "completed") || value_is(core, "status_code", "revoked");
    json_t *strip = json_object();

    identity_add(strip, citizen, frame, today);
    value_copy(strip, "plan_id", core, "id");
    value_copy(strip, "plan_status_code", core, "status_code");
    value_set_true(strip, "closed", closed);
    value_set_text(strip, "tab_code", "plan");
    value_set_true(strip, "may_see_audit", coordinates || value_is(frame, "role_code", "citizen"));
    (void)json_object_set_new(strip, "coordinator",
                              coordinator != NULL ? coordinator_new(coordinator) : json_null());
    (void)json_object_set_new(strip, "next_coordinator", next_new(core, today));
    char day[16];
    (void)snprintf(day, sizeof(day), "%.10s", value_text_or_empty(core, "created_at"));
    value_set_text(strip, "no_coordinator_since_day", coordinator == NULL && !closed ? day : NULL);
    (void)json_object_set_new(strip, "next_appointment", appointment_new(core, today));
    (void)json_object_set_new(strip, "warnings_list", json_array());
    return strip;
}
