/* Listening sockets, made by us so that TCP on loopback and Unix sockets are alike. */
#ifndef SAMPLAN_HTTP_SOCKET_H
#define SAMPLAN_HTTP_SOCKET_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <stdio.h>

/* Opens address ("unix:/path" or "127.0.0.1:port", as config.c has checked). A socket file that nobody
 * answers on is replaced; it gets mode 0660. OK with *ret_fd owned by the caller; ERR_IO, told in
 * complaints with the address. Start-up only. */
NODISCARD enum err socket_listen(const char *address, FILE *complaints, int *ret_fd);

/* Removes the file of a Unix address; nothing for others. */
void socket_forget(const char *address);

#endif
