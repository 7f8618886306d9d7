/* Lab 8: receives a file. What comes too early is thrown away. */
#include "lab8.h"
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINGER_MS = 1000 };

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static int same(const struct sockaddr_storage *a, socklen_t na, const struct sockaddr_storage *b, socklen_t nb)
{
    return na == nb && memcmp(a, b, na) == 0;
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4 || port_argument(argv[1]) == NULL)
        usage(argv[0], "PORT FILE [HOST]");
    FILE *file = fopen(argv[2], "wb");
    if (file == NULL)
        fail("%s: %s", argv[2], strerror(errno));
    char *words[] = {argv[0], argv[1], argc == 4 ? argv[3] : "127.0.0.1", NULL};
    int fd = open_server(3, words, SOCK_DGRAM);

    static unsigned char bytes[LARGEST];
    struct sockaddr_storage sender, peer;
    socklen_t sender_length = 0;
    uint32_t expected = 0, number;
    unsigned long long total = 0;
    long long deadline = -1;
    for (;;) {
        long long left = deadline < 0 ? -1 : deadline - now_ms();
        if (deadline >= 0 && left <= 0)
            break;
        struct pollfd watch = {.fd = fd, .events = POLLIN};
        if (poll(&watch, 1, (int)left) <= 0)
            continue;
        memset(&peer, 0, sizeof peer);
        socklen_t peer_length = sizeof peer;
        ssize_t n = recvfrom(fd, bytes, sizeof bytes, 0, (struct sockaddr *)&peer, &peer_length);
        if (n < 0 || open_segment(bytes, n, &number) != DATA)
            continue;
        if (sender_length == 0 && number == 0) {
            sender = peer;
            sender_length = peer_length;
        }
        if (!same(&sender, sender_length, &peer, peer_length))
            continue;
        if (deadline < 0 && number == expected) {
            if (fwrite(bytes + HEADER, 1, n - HEADER, file) != (size_t)n - HEADER || fflush(file) != 0)
                fail("%s: %s", argv[2], strerror(errno));
            total += n - HEADER;
            expected++;
            if (n == HEADER)
                deadline = 0;
        }
        if (deadline >= 0)
            deadline = now_ms() + LINGER_MS;
        size_t length = seal(bytes, ACK, expected, 0);
        sendto(fd, bytes, length, 0, (struct sockaddr *)&peer, peer_length);
    }
    if (fclose(file) != 0)
        fail("%s: %s", argv[2], strerror(errno));
    printf("received %llu bytes\n", total);
    return 0;
}
