#include "services/base/macros.h"
#include "services/base/text.h"
#include "services/ctl/demo_corpus.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

static const char *texts[2000];
static size_t n_texts;

static void gather(const char *const *list)
{
    for (; *list != NULL; list++) {
        assert_true(n_texts < ARRAY_LEN(texts));
        texts[n_texts++] = *list;
    }
}

static void gather_tasks(const struct demo_task_text *tasks)
{
    for (; tasks->title != NULL; tasks++) {
        const char *all[] = {tasks->title, tasks->description, tasks->plain};
        for (size_t i = 0; i < ARRAY_LEN(all); i++)
            if (all[i] != NULL)
                texts[n_texts++] = all[i];
    }
}

static void gather_sector(const struct demo_sector *sector)
{
    gather(sector->bars);
    gather(sector->milestones);
    gather(sector->next_steps);
    gather(sector->summaries);
    gather(sector->assessments);
    gather(sector->sentences);
    gather(sector->notes);
    gather(sector->interventions);
    gather(sector->goals);
    gather(sector->helps_with);
    gather_tasks(sector->tasks);
}

static int gather_all(void **state)
{
    const char *const *const lists[] = {
        demo_words,
        demo_progress,
        demo_reasons,
        demo_summaries,
        demo_core_notes,
        demo_comments,
        demo_declines,
        demo_counters,
        demo_holds,
        demo_done,
        demo_cancels,
        demo_handover_notes,
        demo_agendas,
        demo_handover_declines,
        demo_on_hold_reasons,
        demo_completed_reasons,
        demo_places,
        demo_revoked_reasons,
        demo_reopened_reasons,
        demo_conflict_notes,
        demo_change_reasons,
        demo_crisis_sentences,
        demo_advance_sentences,
        demo_wrap_sentences,
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        gather(lists[i]);
    for (int i = 0; i < N_SECTORS; i++)
        gather_sector(demo_sectors[i]);
    gather_tasks(demo_citizen_tasks);
    for (const struct demo_goal_text *goal = demo_goals; goal->title != NULL; goal++)
        texts[n_texts++] = goal->title;
    return 0;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void corpus__all_texts__are_many_and_different(void **state)
{
    const char *sorted[ARRAY_LEN(texts)];
    size_t different = 1;

    (void)state;
    memcpy(sorted, texts, n_texts * sizeof(*texts));
    qsort(sorted, n_texts, sizeof(*sorted), by_text);
    for (size_t i = 1; i < n_texts; i++)
        different += strcmp(sorted[i - 1], sorted[i]) != 0;
    assert_true(different > 500);
    assert_true(different * 100 > n_texts * 90);
}

/* Words that talk down to people, and words that belong to one sector only. */
static void corpus__no_text__holds_a_word_to_avoid(void **state)
{
    static const char *const avoid[] = {"patient", "klient",     "svag ",    "ressourcesvag",
                                        "misbrug", "compliance", "sagen om", "belastet"};

    (void)state;
    for (size_t i = 0; i < n_texts; i++)
        for (size_t j = 0; j < ARRAY_LEN(avoid); j++)
            if (strcasestr(texts[i], avoid[j]) != NULL)
                fail_msg("\"%s\" in: %s", avoid[j], texts[i]);
}

static void corpus__placeholders__are_known_and_closed(void **state)
{
    static const char *const known[] = {"{navn}", "{navns}", "{kontakt}", "{kommune}"};

    (void)state;
    for (size_t i = 0; i < n_texts; i++)
        for (const char *at = texts[i]; (at = strchr(at, '{')) != NULL; at++) {
            bool found = false;
            for (size_t j = 0; j < ARRAY_LEN(known); j++)
                found = found || strncmp(at, known[j], strlen(known[j])) == 0;
            if (!found)
                fail_msg("placeholder in: %s", texts[i]);
        }
}

static void corpus__every_text__is_utf_8_on_one_line_and_fits_its_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_texts; i++) {
        assert_true(text_utf8_ok(texts[i], strlen(texts[i])));
        assert_null(strpbrk(texts[i], "\n\t\\"));
        assert_in_range(strlen(texts[i]), 4, 180);
    }
}

static void corpus__goals_and_words__are_said_by_the_citizen(void **state)
{
    (void)state;
    for (const struct demo_goal_text *goal = demo_goals; goal->title != NULL; goal++)
        assert_int_equal(strncmp(goal->title, "Jeg ", 4), 0);
}

static void corpus__sectors__have_types_tasks_and_their_own_code(void **state)
{
    (void)state;
    for (int i = 0; i < N_SECTORS; i++) {
        assert_non_null(demo_sectors[i]->types[0]);
        assert_non_null(demo_sectors[i]->tasks[0].title);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(demo_sectors[i]->code, demo_sectors[j]->code);
    }
}

static void demo_heading_texts__known_and_unknown_heading__answers(void **state)
{
    (void)state;
    assert_non_null(demo_heading_texts("Medicin"));
    assert_non_null(demo_heading_texts("Medicin")[0]);
    assert_null(demo_heading_texts("Vejret"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus__all_texts__are_many_and_different),
        cmocka_unit_test(corpus__no_text__holds_a_word_to_avoid),
        cmocka_unit_test(corpus__placeholders__are_known_and_closed),
        cmocka_unit_test(corpus__every_text__is_utf_8_on_one_line_and_fits_its_column),
        cmocka_unit_test(corpus__goals_and_words__are_said_by_the_citizen),
        cmocka_unit_test(corpus__sectors__have_types_tasks_and_their_own_code),
        cmocka_unit_test(demo_heading_texts__known_and_unknown_heading__answers),
    };
    return cmocka_run_group_tests(tests, gather_all, NULL);
}
