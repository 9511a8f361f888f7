/* A QR code as the path of an SVG picture. */
#ifndef SAMPLAN_AUTH_QR_H
#define SAMPLAN_AUTH_QR_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/macros.h"

/* The dark squares of text (at most 500 bytes) as path data in units of one square, with the quiet zone
 * of four around it; *ret_size is the side of the picture. In the arena, which holds the secret that
 * the text holds. ERR_LIMIT when it is too long. */
NODISCARD enum err qr_path(const char *text, struct arena *arena, const char **ret_path,
                           int *ret_size);

#endif
