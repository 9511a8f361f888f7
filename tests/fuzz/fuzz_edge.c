/* Heads of requests: what the edge lets through is what it promises, and what negotiation makes of it is
 * in range. Input: a head as it came, method, target and version in the first line. */
#include "tests/fuzz/fuzz.h"

#include "services/base/macros.h"
#include "services/http/edge.h"
#include "services/http/negotiate.h"

#include <stdlib.h>
#include <string.h>

static char host[] = "samplan.example";
static char *const hosts[] = {host, NULL};

/* Cuts the next part off *at, up to any character of ends; "" at the end. */
static char *cut(char **at, const char *ends)
{
    char *part = *at;
    size_t n = strcspn(part, ends);

    *at = part[n] != '\0' ? part + n + 1 : part + n;
    part[n] = '\0';
    return part;
}

static void promises_hold(const struct edge_head *head, const struct edge_request *request)
{
    HOLDS(strcmp(request->value[EDGE_HOST], host) == 0 || strlen(request->value[EDGE_HOST]) == 15);
    HOLDS(request->value[EDGE_TRANSFER_ENCODING] == NULL);
    HOLDS(request->content_length >= 0);
    HOLDS(edge_path_ok(head->uri, strcspn(head->uri, "?")));
    HOLDS(head->n_headers <= EDGE_HEADERS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct edge_header headers[EDGE_HEADERS_MAX + 1];
    struct edge_request request;
    struct edge_head head = {.headers = headers};
    char *text = malloc(n_bytes + 1), *at = text;

    if (text == NULL)
        abort();
    memcpy(text, data, n_bytes);
    text[n_bytes] = '\0';
    head.method = cut(&at, " \n");
    head.uri = cut(&at, " \n");
    head.version = cut(&at, "\n");
    while (*at != '\0' && head.n_headers < ARRAY_LEN(headers)) {
        char *line = cut(&at, "\n");
        const char *name = cut(&line, ":");
        headers[head.n_headers++] = (struct edge_header){name, line, strlen(name), strlen(line)};
    }
    if (edge_check(&head, hosts, &request) == OK)
        promises_hold(&head, &request);
    int q = negotiate_type(request.value[EDGE_ACCEPT], "text/html");
    HOLDS(q >= 0 && q <= 1000);
    (void)negotiate_encoding(request.value[EDGE_ACCEPT_ENCODING], "gzip");
    free(text);
    return 0;
}
