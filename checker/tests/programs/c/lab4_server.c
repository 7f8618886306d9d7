/* Lab 4: prints frames. A frame is a length of 4 bytes, big-endian, and as many bytes. */
#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST = 1048576 };

/* The number of bytes that came: fewer than wanted only at the end of the stream. */
static ssize_t receive_exactly(int fd, void *bytes, size_t length)
{
    size_t count = 0;
    while (count < length) {
        ssize_t n = recv(fd, (char *)bytes + count, length - count, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        count += n;
    }
    return count;
}

static void serve(int fd, const char *peer)
{
    /* one for all: no length that a client claims is ever allocated */
    static char payload[LARGEST];
    for (;;) {
        uint32_t header, length = 0;
        ssize_t n = receive_exactly(fd, &header, sizeof header);
        if (n == 0)
            return;
        if (n == sizeof header) {
            length = ntohl(header);
            if (length > LARGEST) {
                report("frame of %lu bytes is larger than %d", (unsigned long)length, LARGEST);
                return;
            }
            n = receive_exactly(fd, payload, length);
            if (n == (ssize_t)length) {
                printf("message %lu bytes", (unsigned long)length);
                print_text(": ", payload, length);
                continue;
            }
        }
        if (n < 0)
            report("%s: %s", peer, strerror(errno));
        else
            report("connection closed mid-frame");
        return;
    }
}

int main(int argc, char **argv)
{
    int listener = open_server(argc, argv, SOCK_STREAM);
    for (;;) {
        char peer[ADDRESS_MAX];
        int fd = next_client(listener, peer);
        serve(fd, peer);
        close(fd);
    }
}
