/* Lab 1: the client of the TCP echo server. */
#include "net.h"

#include <errno.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *port = argc == 4 ? port_argument(argv[2]) : NULL;
    if (port == NULL)
        usage(argv[0], "HOST PORT MESSAGE");

    struct buffer reply = {0};
    int fd = open_connection(argv[1], port);
    if (exchange(fd, argv[3], strlen(argv[3]), &reply) < 0)
        fail("%s, port %s: %s", argv[1], port, strerror(errno));
    print_text("received: ", reply.bytes, reply.length);
    return 0;
}
