/* Sådan deler Samplan: see sharing.h. */
#include "services/care/sharing.h"

#include "services/base/services.h"

enum err sharing_show(const struct request *rq, struct tx *tx, struct reply *rp)
{
    const struct services *services = rq->services;
    CLEANUP(json_decrefp) json_t *input = json_pack("{s:s}", "language", rq->language);
    json_t *document = NULL;
    const json_t *table = json_object_get(services->sharing, rq->language);

    enum err r = tx_call_open(tx, "sharing_show", input, &document);
    if (r < 0)
        return r;
    if (table == NULL)
        table = json_object_get(services->sharing, "da");
    json_t *words = json_deep_copy(table);
    (void)json_object_update(document, words);
    json_decref(words);
    reply_document_take(rp, document);
    return OK;
}
