/* Scans of what a citizen has signed: taken as a file of a form, given back as a download. */
#ifndef SAMPLAN_CARE_SCAN_H
#define SAMPLAN_CARE_SCAN_H

#include "services/http/http.h"

#define SCAN_BYTES_MAX ((size_t)5 * 1024 * 1024)
#define SCAN_BODY_BYTES_MAX (SCAN_BYTES_MAX / 3 * 4 + 65536) /* as base64 in JSON, and the rest */

extern const struct input_field scan_add_input[];

/* What the first bytes say that a file is: "application/pdf", "image/jpeg", "image/png"; NULL for anything else,
 * whatever its name or declared type. Pure. */
const char *scan_media_type(const unsigned char *bytes, size_t n);

/* The file in the field scan of a form, or {"filename","base64"} of a JSON body, as the database takes it: *ret_scan (owned by the caller)
 * {"media_type","name","body": base64}. ERR_INVALID with field scan: file-missing, file-too-large, not-a-scan. */
enum err scan_read(const struct request *rq, struct reply *rp, json_t **ret_scan);

/* POST /consents/{consent_id}/scan. Calls attachment_create. ERR_INVALID with field scan: file-missing,
 * file-too-large, not-a-scan. */
enum err scan_add(const struct request *rq, struct tx *tx, struct reply *rp);

/* GET /attachments/{attachment_id}. Calls attachment_show. */
enum err scan_show(const struct request *rq, struct tx *tx, struct reply *rp);

#endif
