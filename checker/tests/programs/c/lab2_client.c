/* Lab 2: sends each line of stdin as a datagram and prints the replies.
 *
 * The socket is connected, so that the kernel passes on nothing but what comes from the
 * server's address. The price: it also passes on that the port is closed, as ECONNREFUSED of
 * whatever call comes next. That is no answer; the waiting goes on as if nothing had happened.
 */
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 3, PATIENCE_MS = 300 };

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static int send_datagram(int fd, const char *bytes, size_t length)
{
    for (int i = 0; i < 10; i++) {
        if (send(fd, bytes, length, 0) >= 0)
            return 0;
        if (errno != ECONNREFUSED && errno != EINTR)
            return -1;
        /* an old error was reported, nothing was sent */
    }
    return 0; /* as good as lost */
}

/* The length of the reply, -1 if none came, -2 for an error. */
static ssize_t wait_for_reply(int fd, char *reply, size_t size)
{
    long long deadline = now_ms() + PATIENCE_MS;
    for (;;) {
        long long left = deadline - now_ms();
        struct pollfd watch = {.fd = fd, .events = POLLIN};
        if (left <= 0)
            return -1;
        int ready = poll(&watch, 1, (int)left);
        if (ready < 0 && errno != EINTR)
            return -2;
        if (ready <= 0)
            continue;
        ssize_t n = recv(fd, reply, size, MSG_DONTWAIT);
        if (n >= 0)
            return n;
        if (errno != ECONNREFUSED && errno != EAGAIN && errno != EINTR)
            return -2;
    }
}

static ssize_t ask(int fd, const char *line, size_t length, char *reply, size_t size)
{
    for (int i = 0; i < TRIES; i++) {
        if (send_datagram(fd, line, length) < 0)
            return -2;
        ssize_t n = wait_for_reply(fd, reply, size);
        if (n != -1)
            return n;
    }
    return -1;
}

int main(int argc, char **argv)
{
    const char *port = argc == 3 ? port_argument(argv[2]) : NULL;
    if (port == NULL)
        usage(argv[0], "HOST PORT");

    static char reply[65536];
    struct addrinfo *address = resolve(argv[1], port, SOCK_DGRAM, 0);
    int fd = -1, answered = 0;
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    while ((length = getline(&line, &capacity, stdin)) >= 0) {
        if (length > 0 && line[length - 1] == '\n')
            length--;
        for (;;) {
            ssize_t n = -2;
            if (fd < 0) {
                fd = socket(address->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, address->ai_protocol);
                if (fd >= 0 && connect(fd, address->ai_addr, address->ai_addrlen) < 0) {
                    int problem = errno;
                    close(fd);
                    fd = -1;
                    errno = problem;
                }
            }
            if (fd >= 0)
                n = ask(fd, line, length, reply, sizeof reply);
            if (n >= 0) {
                answered = 1;
                print_text("", reply, n);
                break;
            }

            char text[ADDRESS_MAX];
            int problem = errno;
            show(address->ai_addr, address->ai_addrlen, text);
            if (n == -2)
                report("%s: %s", text, strerror(problem));
            else if (answered || address->ai_next == NULL)
                report("no reply from %s", text);
            if (answered || address->ai_next == NULL)
                return 1;
            address = address->ai_next;
            if (fd >= 0)
                close(fd);
            fd = -1;
        }
    }
    if (ferror(stdin))
        fail("stdin: %s", strerror(errno));
    return 0;
}
