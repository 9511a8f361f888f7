/* The page that tells everybody who may see what. */
#ifndef SAMPLAN_CARE_SHARING_H
#define SAMPLAN_CARE_SHARING_H

#include "services/http/http.h"

/* GET /how-samplan-shares: the document of api.sharing_show with the policy table in the reader's language (services.sharing,
 * made by web/sharing.mjs): matrix_list, may_list, may_not_list. Needs no session. Worker thread. */
enum err sharing_show(const struct request *rq, struct tx *tx, struct reply *rp);

#endif
