/* Lab 4: sends each line of stdin as a frame. */
#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST = 1048576 };

int main(int argc, char **argv)
{
    const char *port = argc == 3 ? port_argument(argv[2]) : NULL;
    if (port == NULL)
        usage(argv[0], "HOST PORT");

    int yes = 1;
    int fd = open_connection(argv[1], port);
    /* without Nagle's algorithm the two parts of a frame really leave one by one */
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);

    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    while ((length = getline(&line, &capacity, stdin)) >= 0) {
        if (length > 0 && line[length - 1] == '\n')
            length--;
        if (length > LARGEST)
            fail("frame of %zd bytes is larger than %d", length, LARGEST);
        uint32_t header = htonl((uint32_t)length);
        if (send_all(fd, (const char *)&header, sizeof header) < 0 ||
            send_all(fd, line, length) < 0)
            fail("send: %s", strerror(errno));
    }
    if (ferror(stdin))
        fail("stdin: %s", strerror(errno));
    if (close(fd) < 0)
        fail("close: %s", strerror(errno));
    free(line);
    return 0;
}
