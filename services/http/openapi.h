/* The OpenAPI 3.1 description of all routes, from the route table itself. */
#ifndef SAMPLAN_HTTP_OPENAPI_H
#define SAMPLAN_HTTP_OPENAPI_H

#include "services/base/config.h"
#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/http.h"

#include <jansson.h>
#include <stdio.h>

/* Builds the document: a path for each pattern, an operation for each row, parameters and bodies from
 * the input specs, answers with the problem document as their one shape of error. web_dir's
 * openapi/schemas.json, an object of component schemas, is read when it is there; a row's
 * .reply_schema names one of them. ERR_INVALID with a line in complaints when that file is malformed or
 * a name is in neither. OK with *ret_text malloc'ed and owned by the caller. Start-up only. */
NODISCARD enum err openapi_build(const struct route_table *table, const struct config *config,
                                 FILE *complaints, char **ret_text);

/* The schema of one input field (new reference). */
json_t *openapi_field(const struct input_field *field);

#endif
