/* What can go wrong, once for the whole program: every fallible function returns enum err. */
#ifndef SAMPLAN_BASE_ERROR_H
#define SAMPLAN_BASE_ERROR_H

/* OK is 0, errors are negative. The caller's fault comes first, then ours, then the world's. */
enum err {
    OK = 0,
    ERR_BAD_REQUEST = -1,        /* 400 malformed request */
    ERR_UNAUTHENTICATED = -2,    /* 401 no session, or an expired one */
    ERR_FORBIDDEN = -3,          /* 403 the role may not use this route */
    ERR_CHOOSE_UNIT = -4,        /* 403 signed in, but the unit is not chosen yet */
    ERR_CSRF = -5,               /* 403 the request did not come from our own page */
    ERR_NOT_FOUND = -6,          /* 404 absent, or not for this reader */
    ERR_METHOD = -7,             /* 405 */
    ERR_NOT_ACCEPTABLE = -8,     /* 406 */
    ERR_CONFLICT = -9,           /* 409 the thing is in another state */
    ERR_STALE = -10,             /* 412 changed by someone else since it was read */
    ERR_TOO_LARGE = -11,         /* 413 */
    ERR_MEDIA_TYPE = -12,        /* 415 */
    ERR_INVALID = -13,           /* 422 some fields are wrong */
    ERR_PRECONDITION = -14,      /* 428 version missing */
    ERR_THROTTLED = -15,         /* 429 */
    ERR_HEADERS_TOO_LARGE = -16, /* 431 */
    ERR_URI_TOO_LONG = -17,      /* 414 */
    ERR_MISDIRECTED = -18,       /* 421 Host not ours */
    ERR_NOT_IMPLEMENTED = -19,   /* 501 unknown method or transfer coding */
    ERR_TIMEOUT = -20,           /* 408 the request came too slowly */
    ERR_STEP_UP = -21,           /* 401 signed in, but must show again that it is she */
    ERR_ENROL = -22,             /* 403 signed in, but the role takes a second factor first */
    ERR_INTERNAL = -40,          /* 500 our fault */
    ERR_LIMIT = -41,             /* 500 a fixed limit of ours was reached (depth, size) */
    ERR_PARSE = -42,         /* a parser met malformed text; callers map it to their own error */
    ERR_DATABASE_DOWN = -60, /* 503 */
    ERR_OVERLOADED = -61,    /* 503 queue full, or draining */
    ERR_RETRY = -62,         /* serialization failure; the dispatcher runs the request again */
    ERR_IO = -63,            /* file or socket */
};

/* What the outside sees of an error. */
struct err_info {
    enum err err;
    int status;       /* HTTP status */
    const char *code; /* stable kebab-case code; i18n keys are error.<code>.title / .detail */
};

/* Returns the row for err (never NULL; an unknown value gives the row of ERR_INTERNAL).
 * Static memory, any thread. */
const struct err_info *err_info(enum err err);

#endif
