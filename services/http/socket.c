/* Listening sockets. */
#include "services/http/socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 1024
#define UNIX_PREFIX "unix:"

static bool is_unix(const char *address)
{
    return strncmp(address, UNIX_PREFIX, sizeof(UNIX_PREFIX) - 1) == 0;
}

static int listen_unix(const char *path)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    struct stat status;

    if (strlen(path) >= sizeof(name.sun_path)) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(name.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    if (lstat(path, &status) == 0 && S_ISSOCK(status.st_mode)) {
        if (connect(fd, (struct sockaddr *)&name, sizeof(name)) == 0 || errno == EAGAIN) {
            close(fd);
            errno = EADDRINUSE;
            return -1;
        }
        (void)unlink(path);
    }
    if (bind(fd, (struct sockaddr *)&name, sizeof(name)) < 0 || chmod(path, 0660) < 0 ||
        listen(fd, BACKLOG) < 0) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

static int listen_tcp(const char *address)
{
    const char *colon = strrchr(address, ':');
    struct sockaddr_in name = {.sin_family = AF_INET,
                               .sin_port = htons((uint16_t)atoi(colon + 1)),
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int on = 1;

    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(fd, (struct sockaddr *)&name, sizeof(name)) < 0 || listen(fd, BACKLOG) < 0) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

enum err socket_listen(const char *address, FILE *complaints, int *ret_fd)
{
    int fd =
        is_unix(address) ? listen_unix(address + sizeof(UNIX_PREFIX) - 1) : listen_tcp(address);

    if (fd < 0) {
        fprintf(complaints, "cannot listen on %s: %s\n", address, strerror(errno));
        return ERR_IO;
    }
    *ret_fd = fd;
    return OK;
}

void socket_forget(const char *address)
{
    if (is_unix(address))
        (void)unlink(address + sizeof(UNIX_PREFIX) - 1);
}
