/* The one table that gives each error its HTTP status and stable code. */
#include "services/base/error.h"

#include "services/base/macros.h"

#include <stddef.h>

static const struct err_info TABLE[] = {
    {OK, 200, "ok"},
    {ERR_BAD_REQUEST, 400, "bad-request"},
    {ERR_UNAUTHENTICATED, 401, "unauthenticated"},
    {ERR_FORBIDDEN, 403, "forbidden"},
    {ERR_CHOOSE_UNIT, 403, "choose-unit"},
    {ERR_CSRF, 403, "csrf"},
    {ERR_NOT_FOUND, 404, "not-found"},
    {ERR_METHOD, 405, "method-not-allowed"},
    {ERR_NOT_ACCEPTABLE, 406, "not-acceptable"},
    {ERR_CONFLICT, 409, "conflict"},
    {ERR_STALE, 412, "stale"},
    {ERR_TOO_LARGE, 413, "too-large"},
    {ERR_MEDIA_TYPE, 415, "media-type"},
    {ERR_INVALID, 422, "invalid"},
    {ERR_PRECONDITION, 428, "version-missing"},
    {ERR_THROTTLED, 429, "throttled"},
    {ERR_HEADERS_TOO_LARGE, 431, "headers-too-large"},
    {ERR_URI_TOO_LONG, 414, "uri-too-long"},
    {ERR_MISDIRECTED, 421, "misdirected"},
    {ERR_NOT_IMPLEMENTED, 501, "not-implemented"},
    {ERR_TIMEOUT, 408, "timeout"},
    {ERR_STEP_UP, 401, "step-up-required"},
    {ERR_ENROL, 403, "second-factor-required"},
    {ERR_INTERNAL, 500, "internal"},
    {ERR_LIMIT, 500, "limit"},
    {ERR_PARSE, 400, "malformed"},
    {ERR_DATABASE_DOWN, 503, "database-down"},
    {ERR_OVERLOADED, 503, "overloaded"},
    {ERR_RETRY, 503, "busy"},
    {ERR_IO, 500, "io"},
};

const struct err_info *err_info(enum err err)
{
    static const struct err_info unknown = {ERR_INTERNAL, 500, "internal"};

    for (size_t i = 0; i < ARRAY_LEN(TABLE); i++) {
        if (TABLE[i].err == err)
            return &TABLE[i];
    }
    return &unknown;
}
