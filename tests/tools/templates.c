/* templates WEB_DIR: compiles every template and translation strictly, as tests do; problems go to
 * standard error. */
#include "services/http/render.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct render *render = NULL;

    if (argc != 2) {
        fputs("usage: templates WEB_DIR\n", stderr);
        return 2;
    }
    if (render_open(argv[1], true, &render) < 0)
        return 1;
    render_close(render);
    return 0;
}
