/* What the upper floors (care, account, review, exchange, the programs) see of the HTTP floor: the
 * route row, the input spec, the request, the transaction and the reply. A handler sees nothing of
 * libmicrohttpd or libpq. */
#ifndef SAMPLAN_HTTP_HTTP_H
#define SAMPLAN_HTTP_HTTP_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/macros.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum http_method { HTTP_GET = 1, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE };

/* Who may use a route: a set of bits, the same numbers as in SQL (app.access_bit()). 0 is nobody. */
enum access_bit {
    ACCESS_ANYONE = 1 << 0,   /* no session needed */
    ACCESS_CHOOSING = 1 << 1, /* signed in, unit not chosen yet */
    ACCESS_CASEWORKER = 1 << 2,
    ACCESS_MANAGER = 1 << 3,
    ACCESS_AUDITOR = 1 << 4,
    ACCESS_ADMINISTRATOR = 1 << 5,
    ACCESS_CITIZEN = 1 << 6,
    ACCESS_RELATIVE = 1 << 7,
    ACCESS_VOLUNTEER = 1 << 8,
    ACCESS_SYSTEM = 1 << 9, /* a system client; no route takes one yet */
    ACCESS_STAFF = ACCESS_CASEWORKER | ACCESS_MANAGER | ACCESS_AUDITOR | ACCESS_ADMINISTRATOR,
    ACCESS_ENROLLING = 1 << 29, /* signed in, second factor not shown or not there yet */
    ACCESS_CARE = ACCESS_CASEWORKER | ACCESS_CITIZEN, /* those who work in plans */
    ACCESS_SIGNED_IN = ACCESS_STAFF | ACCESS_CITIZEN | ACCESS_RELATIVE | ACCESS_VOLUNTEER,
};

enum tx_kind { TX_NONE, TX_READ, TX_WRITE, TX_MULTI };
enum lane { LANE_FAST, LANE_SLOW };
enum body_kind { BODY_NONE, BODY_FORM, BODY_RAW }; /* FORM: urlencoded, multipart or JSON object */

enum input_type {
    INPUT_TEXT = 1, /* one line; min/max count characters */
    INPUT_LONGTEXT, /* may hold newlines; CRLF becomes LF */
    INPUT_UUID,
    INPUT_UUIDS,  /* repeated; becomes an array */
    INPUT_DAY,    /* 2026-04-16 or 16.04.2026; becomes the first form */
    INPUT_TIME,   /* 13.00 or 13:00; becomes the second form */
    INPUT_INT,    /* min/max are values */
    INPUT_BOOL,   /* true/false, on, 1, 0 */
    INPUT_CODE,   /* one of .codes, or [a-z0-9-]{1,64} when .codes is NULL */
    INPUT_CODES,  /* repeated */
    INPUT_CURSOR, /* base64url text made by us */
    INPUT_CPR,    /* ten characters, hyphen allowed; never logged */
    INPUT_PHONE,
    INPUT_PASSWORD, /* kept out of logs, drafts and re-rendered forms */
    INPUT_JSON,     /* any JSON value; JSON bodies only */
};

enum input_flag {
    INPUT_REQUIRED = 1 << 0,
    INPUT_SECRET = 1 << 1, /* kept out of logs, drafts and re-rendered forms */
};

/* One field that a route takes, from path, query or body alike. Anything not listed is refused
 * with code unknown-field, save _version, _key, _csrf. */
struct input_field {
    const char *name;
    enum input_type type;
    unsigned flags;
    int min, max;             /* characters or value; max 0: 200 for TEXT, 20,000 for LONGTEXT */
    const char *const *codes; /* NULL-ended */
};

struct i18n;
struct request;
struct reply;
struct tx;

typedef enum err handler_fn(const struct request *rq, struct tx *tx, struct reply *rp);

/* Adds HTML-only values (layout, coordinates, option lists) to the view, in place. view is the
 * document's deep copy. Runs on a worker, must not block. */
typedef enum err present_fn(const struct request *rq, json_t *view);

/* Everything there is to know about an endpoint. Rows are static const and never change. */
struct route {
    enum http_method method;
    const char *path; /* "/plans/{plan_id}": {…_id} must be a uuid, other {names} [a-z0-9-]{1,64} */
    handler_fn *handler; /* NULL: handle_document */
    const char *sql;     /* api.<sql>, called by handle_document */
    unsigned access;     /* set of enum access_bit; 0: nobody */
    enum tx_kind tx;
    enum lane lane;
    enum body_kind body;
    size_t body_max;                 /* bytes; 0: 64 KiB for BODY_FORM */
    const struct input_field *input; /* ended by .name = NULL; NULL: only path parameters */
    const char *template;            /* web/templates/<template>.html; NULL: JSON only */
    present_fn *present;
    const char *form;         /* path of the GET route whose page is shown again with the errors */
    const char *form_here;    /* path of a GET route whose form this page holds as well */
    const char *page_title;   /* i18n key below pages., e.g. "plan" */
    const char *summary;      /* English one-liner for OpenAPI */
    const char *reply_schema; /* name of the document's schema in OpenAPI; NULL: object */
    bool versioned;           /* JSON writes must carry If-Match (428 otherwise) */
    bool unversioned;         /* the document has no version of its own: none is looked for */
    const char *const *calls; /* further SQL functions that .handler calls, NULL-ended */
    const char *produces;     /* content type of reply_body() ("text/csv"); NULL: JSON, or a page */
    bool
        carries_replay; /* sign-in, choice of unit, confirming: the form may carry what another form
                           * posted that could not be done yet; raises body_max to 1 MiB */
    bool step_up; /* only within minutes after the user has shown again that it is she; a form may
                   * carry her one-time code in the field _code */
};

/* The table is handed to the HTTP floor at start. */
struct route_table {
    const struct route *rows;
    size_t n;
};

/* What a handler may know of the request. All of it is read-only and lives as long as the request. */
struct request {
    const struct route *route;
    const char *id;       /* request id, uuid text */
    const char *path;     /* as received, without the query */
    const json_t *input;  /* validated; never NULL */
    const json_t *frame;  /* actor document from auth_enter; NULL before tx or without a session */
    const char *token;    /* session token as received, base64url; NULL without */
    const char *language; /* "da" or "en" */
    const char *origin;   /* ours, as it was asked for: "https://samplan.example.dk" */
    const char *network;  /* client network (/24 or /48) for throttling, from the edge's header */
    const char *client;   /* user agent, at most 200 bytes, printable */
    const char *body;     /* BODY_RAW only: the bytes, NULL when empty */
    size_t body_bytes;
    const char *body_type; /* BODY_RAW only: Content-Type as received, or NULL */
    bool wants_html;
    const struct i18n *i18n; /* the translations, for words outside of pages */
    struct arena *arena;
    void *services; /* the program's own long-lived objects (keys, config); set at start */
};

/* Calls api.<function>(input), through api.write for routes with TX_WRITE or TX_MULTI. input is
 * borrowed. On OK *ret_document is a new reference owned by the caller. When the SQL function refused
 * or raised, returns the mapped enum err and the reply's problem details are filled. Blocks; worker
 * thread only. In TX_READ and TX_WRITE it may be called once; in TX_MULTI each call is its own
 * committed transaction with its own auth_enter. */
NODISCARD enum err tx_call(struct tx *tx, const char *function, const json_t *input,
                           json_t **ret_document);

/* The same for keeping what was sent with a form: also where the row's .step_up is not met yet. */
NODISCARD enum err tx_call_unconfirmed(struct tx *tx, const char *function, const json_t *input,
                                       json_t **ret_document);

/* The same without a session (sign-in): the function must be granted for use without auth_enter. */
NODISCARD enum err tx_call_open(struct tx *tx, const char *function, const json_t *input,
                                json_t **ret_document);

/* The document becomes the reply; takes the reference. */
void reply_document_take(struct reply *rp, json_t *document);

/* Sets the new session cookie (token: base64url) or clears it (NULL). */
void reply_session(struct reply *rp, const char *token);

/* Remembers the language in a cookie. */
void reply_language(struct reply *rp, const char *language);

/* Adds a field error to the problem document; the handler then returns ERR_INVALID. */
void reply_field_error(struct reply *rp, const char *field, const char *code);

/* Sets problem code and, optionally, extra members (takes extra; NULL allowed); returns err. */
enum err reply_problem_take(struct reply *rp, enum err err, const char *code, json_t *extra);

/* A finished body of another type (CSV): copies n_bytes; filename NULL or plain ASCII. */
void reply_body(struct reply *rp, const char *content_type, const char *filename, const char *bytes,
                size_t n_bytes);

/* Calls route->sql with rq->input and replies with its document. */
enum err handle_document(const struct request *rq, struct tx *tx, struct reply *rp);

#endif
