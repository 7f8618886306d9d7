/* Lab 6: the client of a pair. */
#include "lab6_pair.h"
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    const char *port = argc == 3 ? port_argument(argv[2]) : NULL;
    if (port == NULL)
        usage(argv[0], "HOST PORT");
    int server = open_connection(argv[1], port);
    struct lines typed = {0}, heard = {0};
    for (;;) {
        struct pollfd set[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                               {.fd = server, .events = POLLIN}};
        if (poll(set, 2, -1) < 0)
            fail("poll: %s", strerror(errno));
        if (set[1].revents) {
            ssize_t count = print_lines(&heard, server);
            if (count < 0)
                fail("receive: %s", strerror(errno));
            if (count == 0)
                return 0;
        }
        if (set[0].revents && send_lines(&typed, server) != TYPED_MORE)
            return 0;
    }
}
