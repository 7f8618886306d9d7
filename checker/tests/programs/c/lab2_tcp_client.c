/* Lab 2: sends one line of stdin over TCP and prints what comes back. */
#include "net.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *port = argc == 3 ? port_argument(argv[2]) : NULL;
    if (port == NULL)
        usage(argv[0], "HOST PORT");

    int fd = open_connection(argv[1], port);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length = getline(&line, &capacity, stdin);
    if (length < 0 && ferror(stdin))
        fail("stdin: %s", strerror(errno));
    if (length < 0)
        length = 0;
    if (length > 0 && line[length - 1] == '\n')
        length--;

    struct buffer reply = {0};
    if (exchange(fd, line, length, &reply) < 0)
        fail("%s, port %s: %s", argv[1], port, strerror(errno));
    print_text("From Server: ", reply.bytes, reply.length);
    return 0;
}
