/* Lab 1: a TCP echo server for one client at a time. */
#include "net.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The echo comes in two unequal pieces: a stream has no message boundaries to keep. */
static int send_in_pieces(int fd, const char *bytes, size_t length)
{
    size_t first = length / 3;
    if (send_all(fd, bytes, first) < 0)
        return -1;
    return send_all(fd, bytes + first, length - first);
}

static int echo(int fd)
{
    char bytes[10007];
    for (;;) {
        ssize_t n = recv(fd, bytes, sizeof bytes, 0);
        if (n == 0)
            return 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || send_in_pieces(fd, bytes, n) < 0)
            return -1;
    }
}

int main(int argc, char **argv)
{
    int listener = open_server(argc, argv, SOCK_STREAM);
    for (;;) {
        int yes = 1;
        char peer[ADDRESS_MAX];
        int fd = next_client(listener, peer);
        /* only for speed; it may fail on a connection that is gone already */
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        printf("connected %s\n", peer);
        fflush(stdout);
        if (echo(fd) < 0)
            report("%s: %s", peer, strerror(errno));
        close(fd);
        printf("disconnected %s\n", peer);
        fflush(stdout);
    }
}
