/* One round: a call, and what it says it did. */
#include "services/jobs/round.h"

#include "services/base/clock.h"
#include "services/base/db.h"
#include "services/base/document.h"
#include "services/base/log.h"

#include <jansson.h>

#define OPEN_TIMEOUT_MS 5000
#define ROUND_TIMEOUT_MS 300000
#define STATEMENT "jobs_run"

static const struct db_statement STATEMENTS[] = {{STATEMENT, "SELECT api.jobs_run('{}'::jsonb)"}};

static enum err connect_once(struct round *round)
{
    char problem[300] = "";

    if (round->db != NULL)
        return OK;
    enum err r = db_open(round->database, "samplan-jobs", STATEMENTS, ARRAY_LEN(STATEMENTS),
                         OPEN_TIMEOUT_MS, &round->db, problem, sizeof(problem));
    if (r < 0)
        log_event(LOG_WARNING, "jobs-database", "%s", problem);
    return r;
}

/* A line a job that did something, or could not. */
static enum err job_log(const json_t *job)
{
    const char *failed = json_string_value(json_object_get(job, "failed"));
    const json_int_t done = json_integer_value(json_object_get(job, "done_n"));
    struct log_line line;

    if (failed == NULL && done == 0)
        return OK;
    log_begin(&line, failed != NULL ? LOG_ERROR : LOG_INFO, "job");
    log_text(&line, "name", json_string_value(json_object_get(job, "name")));
    log_text(&line, "sqlstate", failed);
    log_int(&line, "done", done);
    log_int(&line, "ms", json_integer_value(json_object_get(job, "ms")));
    log_end(&line);
    return failed != NULL ? ERR_INTERNAL : OK;
}

static enum err answer_log(const struct db_result *result)
{
    size_t n = 0, i;
    const char *text = db_result_text(result, &n);
    json_t *document = text != NULL ? document_read(text, n) : NULL, *job;
    enum err r = document != NULL ? OK : ERR_INTERNAL;

    json_array_foreach(json_object_get(document, "jobs_list"), i, job)
    {
        if (job_log(job) < 0)
            r = ERR_INTERNAL;
    }
    json_decref(document);
    return r;
}

enum err round_run(struct round *round)
{
    const struct db_step step = {.statement = STATEMENT};
    struct db_result *result = NULL;

    enum err r = connect_once(round);
    if (r < 0)
        return r;
    r = db_pipeline(round->db, &step, 1, clock_ms() + ROUND_TIMEOUT_MS, &result);
    if (r == OK)
        r = answer_log(result);
    else
        log_event(LOG_WARNING, "jobs-round", "%s %s", db_failure(round->db)->sqlstate,
                  err_info(r)->code);
    db_result_free(result);
    if (!db_usable(round->db))
        round_close(round);
    return r;
}

void round_close(struct round *round)
{
    db_close(round->db);
    round->db = NULL;
}
