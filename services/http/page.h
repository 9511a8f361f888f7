/* Pages: a document's view, forms that are shown again with what was typed, errors, and how nothing
 * typed is lost when a session ends.
 *
 * When a form meets an ended session (or no unit chosen yet), the answer is the sign-in page (or the
 * choice of unit) with 401 (403): its form carries, in the hidden field _replay, what was typed, as
 * JSON {"path","fields"} without passwords, CPR numbers and other secrets. The server keeps nothing.
 * After the sign-in has succeeded the same answer shows the original form again, filled in, for the
 * new session, unless the browser's last session was another user's: nothing is saved until the
 * user presses the button, so a planted _replay can do no more than a link to an empty form. The
 * edge of trust: both posts have passed the origin check.
 *
 * The same way leads through PAGE_CONFIRM when a .step_up row is asked for too long after the user has
 * shown that it is she; a post without a form page of its own comes back as a page with one button, and a
 * download is fetched from PAGE_FILE, since a browser that gets a file stays on the page it had. */
#ifndef SAMPLAN_HTTP_PAGE_H
#define SAMPLAN_HTTP_PAGE_H

#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/dispatch.h"

#define PAGE_SIGN_IN "/login"
#define PAGE_CHOOSE "/assignments"
#define PAGE_CONFIRM "/me/confirm"     /* shows again that it is she: GET, POST */
#define PAGE_FILE "/file"              /* says that a file is fetched, and fetches it: ?file= */
#define PAGE_ENROL "/me/second-factor" /* where a second factor is added */

/* Answers with the page of the run's document. Sets d->err when rendering fails. */
void page_success(struct dispatch *d);

/* Answers d->err: problem document; or the form again (422, 412, 409, 428, 403 by a stale form
 * token, 429); or a redirect to sign-in or choice of unit; or the error page. */
void page_failure(struct dispatch *d);

/* After a sign-in that carried a form: answers with that form, filled in. OK, or an error when there
 * is nothing to show, then nothing was answered. */
NODISCARD enum err page_replay(struct dispatch *d);

#endif
