/* Loads citizens and rebuilds derived tables over several connections. */
#include "services/ctl/demo.h"

#include "services/ctl/progress.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SLICES = 256, CHUNK_MAX = 250 };

/* Work that several connections share: pieces are taken by number until none is left. */
struct crew {
    const struct demo *demo;
    uint64_t n_pieces, piece_size;
    const char *sql; /* of a rebuild; NULL: load citizens */
    atomic_uint_fast64_t next, done;
    atomic_bool failed;
};

bool demo_connect(const struct demo *demo, struct pg **ret)
{
    static const char set[] =
        "SET session_replication_role = replica; SET synchronous_commit = off; "
        "SET timezone = 'UTC'; SET search_path = samplan, app, pg_temp";
    return pg_open(demo->conninfo, "samplanctl demo", ret) && pg_run(*ret, NULL, set);
}

static bool load_piece(const struct crew *crew, uint64_t piece, struct demo_batch *batch,
                       struct pg *pg)
{
    const struct demo *demo = crew->demo;
    uint64_t from = piece * crew->piece_size, to = from + crew->piece_size;
    if (to > demo->n_citizens)
        to = demo->n_citizens;
    for (uint64_t i = from; i < to; i++)
        demo_case_write(demo->world, demo->keys, i, batch);
    return demo_batch_load(batch, pg);
}

/* The ids from one slice's first to the next one's; the last has no end. */
static bool rebuild_piece(const struct crew *crew, uint64_t piece, struct pg *pg)
{
    char low[DEMO_ID_TEXT_BYTES], high[DEMO_ID_TEXT_BYTES];
    demo_id_text((struct demo_id){piece << 56, 0}, low);
    demo_id_text((struct demo_id){(piece + 1) << 56, 0}, high);
    const char *values[] = {low, piece + 1 < SLICES ? high : NULL};
    return pg_call(pg, crew->sql, 2, values);
}

static void *work(void *argument)
{
    struct crew *crew = argument;
    struct demo_batch batch = {0};
    struct pg *pg = NULL;
    /* The rebuilt tables are empty when their statements are planned; a plan that reads them whole
     * would be kept while they grow. */
    bool ok = demo_connect(crew->demo, &pg) && pg_run(pg, NULL, "SET enable_seqscan = off");
    while (ok && !atomic_load(&crew->failed)) {
        uint64_t piece = atomic_fetch_add(&crew->next, 1);
        if (piece >= crew->n_pieces)
            break;
        ok = crew->sql != NULL ? rebuild_piece(crew, piece, pg)
                               : load_piece(crew, piece, &batch, pg);
        atomic_fetch_add(&crew->done, ok ? 1 : 0);
    }
    if (!ok)
        atomic_store(&crew->failed, true);
    demo_batch_free(&batch);
    pg_close(pg);
    return NULL;
}

/* Waits for the crew and shows how far it is; per_piece turns pieces into what is counted. */
static void watch(struct crew *crew, const char *what, uint64_t total, uint64_t per_piece)
{
    struct progress progress;
    uint64_t shown = 0;
    progress_start(&progress, crew->demo->ctl, what, total);
    while (!atomic_load(&crew->failed)) {
        uint64_t done = atomic_load(&crew->done);
        progress_step(&progress, (done - shown) * per_piece);
        shown = done;
        if (done >= crew->n_pieces)
            break;
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
    progress_end(&progress);
}

static bool run_crew(struct crew *crew, const char *what, uint64_t total, uint64_t per_piece)
{
    pthread_t threads[16];
    int n = 0;
    while (n < crew->demo->connections && n < (int)ARRAY_LEN(threads) &&
           pthread_create(&threads[n], NULL, work, crew) == 0)
        n++;
    if (n == 0)
        return false;
    watch(crew, what, total, per_piece);
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    return !atomic_load(&crew->failed);
}

static void say_speed(const struct demo *demo, const char *what, uint64_t n, int64_t started_ms)
{
    double seconds = (double)(progress_now_ms() - started_ms) / 1000.0;
    ctl_say(demo->ctl, "%s: %llu in %.1f s (%.0f a second)", what, (unsigned long long)n, seconds,
            (double)n / (seconds > 0.001 ? seconds : 0.001));
}

bool demo_load_all(struct demo *demo)
{
    struct demo_batch batch = {0};
    int64_t started_ms = progress_now_ms();
    demo_world_write(demo->world, &batch);
    bool ok = demo_batch_load(&batch, demo->pg);
    demo_batch_free(&batch);
    uint64_t share = demo->n_citizens / ((uint64_t)demo->connections * 4) + 1;
    struct crew crew = {.demo = demo, .piece_size = share < CHUNK_MAX ? share : CHUNK_MAX};
    crew.n_pieces = (demo->n_citizens + crew.piece_size - 1) / crew.piece_size;
    ok = ok && run_crew(&crew, "plans", demo->n_citizens, crew.piece_size);
    if (ok)
        say_speed(demo, "plans", demo->n_citizens, started_ms);
    return ok;
}

bool demo_rebuild(struct demo *demo)
{
    static const char *const rebuilds[][2] = {
        {"documents", "SELECT app.document_rebuild_all($1, $2)"},
        {"worklists", "SELECT app.worklist_rebuild_all($1, $2)"},
    };
    int64_t started_ms = progress_now_ms();
    if (!demo_consents(demo) || !pg_run(demo->pg, NULL, "ANALYZE; SELECT app.access_rebuild_all()"))
        return false;
    say_speed(demo, "access", demo->n_citizens, started_ms);
    for (size_t i = 0; i < ARRAY_LEN(rebuilds); i++) {
        struct crew crew = {.demo = demo, .n_pieces = SLICES, .sql = rebuilds[i][1]};
        started_ms = progress_now_ms();
        if (!run_crew(&crew, rebuilds[i][0], SLICES, 1))
            return false;
        say_speed(demo, rebuilds[i][0], demo->n_citizens, started_ms);
    }
    return pg_run(demo->pg, NULL, "VACUUM ANALYZE");
}
