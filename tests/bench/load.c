/* Load for an HTTP server over a Unix socket: keep-alive connections, each asking again as soon as
 * it is answered, over a rotating list of (session, path). One thread, epoll. Prints one JSON line.
 *
 *   load --socket PATH --targets FILE --connections N --seconds S [--accept TYPE] [--encoding CODING]
 *        [--host HOST] [--seed N]
 *   load --hold …     opens the connections, one request on each, then keeps them open, silent, until
 *                     its standard input ends; prints "held N" when all of them are answered
 *
 * A line of FILE is a session token and a path, with a space between. */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { HEAD_MAX = 16384, REQUEST_MAX = 1024, EVENTS = 256, HOLD_WINDOW = 32 };

struct target {
    char *token, *path;
};

struct connection {
    int fd;
    bool answered;     /* the head has come and, unless it streams, all of the body */
    size_t n_head;     /* bytes of the head read so far; 0 after its end */
    int64_t body_left; /* bytes of the body still to come; -1: the head is being read */
    int64_t sent_ns;
    char head[HEAD_MAX];
};

static struct {
    const char *socket, *targets, *accept, *encoding, *host;
    int n_connections;
    double seconds;
    bool hold;
    uint64_t random;
} options = {.accept = "application/json",
             .host = "127.0.0.1:1",
             .n_connections = 8,
             .seconds = 5,
             .random = 88172645463325252U};

static struct target *targets;
static size_t n_targets;

static uint32_t *latencies_us;
static size_t n_latencies, room_latencies;
static uint64_t n_wrong, n_bytes;
static int first_wrong_status;

static void fail(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now_ns(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static size_t random_below(size_t n)
{
    options.random ^= options.random << 13;
    options.random ^= options.random >> 7;
    options.random ^= options.random << 17;
    return (size_t)(options.random % n);
}

/* ---- Input ---- */

static void targets_read(const char *path)
{
    char *line = NULL;
    size_t room = 0;
    FILE *file = fopen(path, "r");

    if (file == NULL)
        fail(path);
    while (getline(&line, &room, file) > 0) {
        char *space = strchr(line, ' ');
        if (space == NULL)
            continue;
        *space = '\0';
        targets = realloc(targets, (n_targets + 1) * sizeof(*targets));
        if (targets == NULL)
            abort();
        targets[n_targets++] =
            (struct target){strdup(line), strndup(space + 1, strcspn(space + 1, "\r\n"))};
    }
    free(line);
    (void)fclose(file);
    if (n_targets == 0) {
        errno = EINVAL;
        fail("no targets");
    }
}

/* ---- Requests ---- */

static void request_send(struct connection *connection)
{
    const struct target *target = &targets[random_below(n_targets)];
    char request[REQUEST_MAX];

    int n = snprintf(
        request, sizeof(request),
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: %s\r\nAuthorization: Bearer %s\r\n%s%s%s\r\n",
        target->path, options.host, options.accept, target->token,
        options.encoding != NULL ? "Accept-Encoding: " : "",
        options.encoding != NULL ? options.encoding : "", options.encoding != NULL ? "\r\n" : "");
    connection->answered = false;
    connection->n_head = 0;
    connection->body_left = -1;
    connection->sent_ns = now_ns();
    if (n < 0 || write(connection->fd, request, (size_t)n) != n)
        fail("send");
}

static void connection_open(struct connection *connection, int epoll)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};

    if (strlen(options.socket) >= sizeof(address.sun_path)) {
        errno = ENAMETOOLONG;
        fail(options.socket);
    }
    memcpy(address.sun_path, options.socket, strlen(options.socket) + 1);
    connection->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->fd < 0 ||
        connect(connection->fd, (const struct sockaddr *)&address, sizeof(address)) != 0)
        fail(options.socket);
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, connection->fd, &event) != 0)
        fail("epoll_ctl");
}

/* ---- Answers ---- */

static void answer_count(struct connection *connection)
{
    if (n_latencies == room_latencies) {
        room_latencies = room_latencies * 2 + 65536;
        latencies_us = realloc(latencies_us, room_latencies * sizeof(*latencies_us));
        if (latencies_us == NULL)
            abort();
    }
    latencies_us[n_latencies++] = (uint32_t)((now_ns() - connection->sent_ns) / 1000);
    connection->answered = true;
}

/* The head is complete: status, and how long the body is. A stream counts as answered here. */
static void head_read(struct connection *connection)
{
    int status = atoi(connection->head + sizeof("HTTP/1.1 ") - 1);
    const char *length = strcasestr(connection->head, "\r\nContent-Length:");

    if (status != 200) {
        n_wrong++;
        if (first_wrong_status == 0)
            first_wrong_status = status;
    }
    if (length == NULL && !options.hold) {
        fprintf(stderr, "load: an answer of unknown length (status %d)\n", status);
        exit(1);
    }
    connection->body_left = length != NULL ? atoll(length + sizeof("\r\nContent-Length:") - 1) : 0;
}

static void bytes_take(struct connection *connection, const char *bytes, size_t n)
{
    if (connection->body_left < 0) {
        if (connection->n_head + n >= HEAD_MAX)
            n = HEAD_MAX - 1 - connection->n_head;
        memcpy(connection->head + connection->n_head, bytes, n);
        connection->n_head += n;
        connection->head[connection->n_head] = '\0';
        char *end = strstr(connection->head, "\r\n\r\n");
        if (end == NULL)
            return;
        size_t rest = connection->n_head - (size_t)(end + 4 - connection->head);
        end[2] = '\0';
        head_read(connection);
        n = rest;
    }
    connection->body_left -= (int64_t)n;
    if (connection->body_left <= 0 && !connection->answered)
        answer_count(connection);
}

/* Returns false when the server closed the connection. */
static bool connection_read(struct connection *connection)
{
    char bytes[65536];
    size_t wanted = connection->body_left < 0 ? HEAD_MAX - 1 - connection->n_head : sizeof(bytes);
    ssize_t n = recv(connection->fd, bytes, wanted, MSG_DONTWAIT);

    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (n <= 0)
        return false;
    n_bytes += (uint64_t)n;
    bytes_take(connection, bytes, (size_t)n);
    return true;
}

/* ---- Runs ---- */

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

static uint32_t percentile(double share)
{
    return n_latencies == 0 ? 0 : latencies_us[(size_t)((double)(n_latencies - 1) * share)];
}

static void report(double seconds)
{
    qsort(latencies_us, n_latencies, sizeof(*latencies_us), compare);
    printf("{\"requests\":%zu,\"seconds\":%.3f,\"rate\":%.1f,\"p50_us\":%u,\"p95_us\":%u,"
           "\"p99_us\":%u,\"max_us\":%u,\"wrong\":%llu,\"wrong_status\":%d,\"bytes\":%llu}\n",
           n_latencies, seconds, (double)n_latencies / seconds, percentile(0.5), percentile(0.95),
           percentile(0.99), percentile(1), (unsigned long long)n_wrong, first_wrong_status,
           (unsigned long long)n_bytes);
}

static void run_load(struct connection *connections, int epoll)
{
    struct epoll_event events[EVENTS];
    const int64_t begin = now_ns(), end = begin + (int64_t)(options.seconds * 1e9);

    for (int i = 0; i < options.n_connections; i++) {
        connection_open(&connections[i], epoll);
        request_send(&connections[i]);
    }
    while (now_ns() < end) {
        int n = epoll_wait(epoll, events, EVENTS, 100);
        for (int i = 0; i < n; i++) {
            struct connection *connection = events[i].data.ptr;
            if (!connection_read(connection)) {
                n_wrong++;
                (void)close(connection->fd);
                connection_open(connection, epoll);
                request_send(connection);
            } else if (connection->answered) {
                request_send(connection);
            }
        }
    }
    report((double)(now_ns() - begin) / 1e9);
}

/* Reads what comes (heartbeats, events) until standard input ends. */
static void hold_on(int epoll)
{
    struct epoll_event events[EVENTS], input = {.events = EPOLLIN, .data.ptr = NULL};
    int n_open = options.n_connections;

    if (epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &input) != 0)
        fail("standard input must be a pipe");
    for (;;) {
        int n = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < n; i++) {
            if (events[i].data.ptr == NULL) {
                printf("open %d\n", n_open);
                return;
            }
            struct connection *connection = events[i].data.ptr;
            if (!connection_read(connection)) {
                (void)close(connection->fd);
                n_open--;
            }
        }
    }
}

/* Opens a few at a time, as people would come. */
static void run_hold(struct connection *connections, int epoll)
{
    struct epoll_event events[EVENTS];
    int n_begun = 0, n_done = 0;

    while (n_done < options.n_connections) {
        while (n_begun < options.n_connections && n_begun - n_done < HOLD_WINDOW) {
            connection_open(&connections[n_begun], epoll);
            request_send(&connections[n_begun++]);
        }
        int n = epoll_wait(epoll, events, EVENTS, 10000);
        if (n <= 0) {
            errno = ETIMEDOUT;
            fail("an answer");
        }
        for (int i = 0; i < n; i++) {
            struct connection *connection = events[i].data.ptr;
            bool before = connection->answered;
            if (!connection_read(connection)) {
                errno = ECONNRESET;
                fail("a held connection");
            }
            n_done += connection->answered && !before;
        }
    }
    printf("held %d wrong %llu status %d\n", n_done, (unsigned long long)n_wrong,
           first_wrong_status);
    (void)fflush(stdout);
    hold_on(epoll);
}

static bool options_read(int argc, char **argv)
{
    static const struct option names[] = {
        {"socket", required_argument, NULL, 's'},
        {"targets", required_argument, NULL, 't'},
        {"connections", required_argument, NULL, 'c'},
        {"seconds", required_argument, NULL, 'd'},
        {"accept", required_argument, NULL, 'a'},
        {"encoding", required_argument, NULL, 'e'},
        {"host", required_argument, NULL, 'h'},
        {"seed", required_argument, NULL, 'r'},
        {"hold", no_argument, NULL, 'k'},
        {NULL, 0, NULL, 0},
    };

    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (option) {
        case 's':
            options.socket = optarg;
            break;
        case 't':
            options.targets = optarg;
            break;
        case 'c':
            options.n_connections = atoi(optarg);
            break;
        case 'd':
            options.seconds = atof(optarg);
            break;
        case 'a':
            options.accept = optarg;
            break;
        case 'e':
            options.encoding = optarg;
            break;
        case 'h':
            options.host = optarg;
            break;
        case 'r':
            options.random += strtoull(optarg, NULL, 10) * 0x9e3779b97f4a7c15U;
            break;
        case 'k':
            options.hold = true;
            break;
        default:
            return false;
        }
    }
    return options.socket != NULL && options.targets != NULL && options.n_connections > 0 &&
           options.n_connections <= 20000 && optind == argc;
}

int main(int argc, char **argv)
{
    struct rlimit files;

    if (!options_read(argc, argv)) {
        fprintf(stderr,
                "usage: load --socket PATH --targets FILE [--connections N] [--seconds S] …\n");
        return 2;
    }
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
    targets_read(options.targets);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct connection *connections = calloc((size_t)options.n_connections, sizeof(*connections));
    if (epoll < 0 || connections == NULL)
        fail("start");
    if (options.hold)
        run_hold(connections, epoll);
    else
        run_load(connections, epoll);
    free(connections);
    return 0;
}
