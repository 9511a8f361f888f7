/* Everything about the citizen as a file of her own: GET /my-data.json and /my-data.html. */
#ifndef SAMPLAN_CARE_OWN_FILE_H
#define SAMPLAN_CARE_OWN_FILE_H

#include "services/http/http.h"

/* The document of api.own_export as a file: JSON, or a page that stands alone (UTF-8, its own few rules of style, no script, nothing
 * fetched). At most 64 MiB, else ERR_LIMIT. Slow lane; blocks on the database. Errors: those of tx_call. */
handler_fn own_file_json;
handler_fn own_file_html;

#endif
