/* Lab 6: the server of a pair. */
#include "lab6_pair.h"
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int listener = open_server(argc, argv, SOCK_STREAM);
    int client = -1, keyboard = STDIN_FILENO;
    struct lines typed = {0}, heard = {0};
    for (;;) {
        struct pollfd set[] = {{.fd = keyboard, .events = POLLIN},
                               {.fd = client, .events = POLLIN},
                               {.fd = client < 0 ? listener : -1, .events = POLLIN}};
        if (poll(set, 3, -1) < 0 && errno != EINTR)
            fail("poll: %s", strerror(errno));
        if (set[0].revents) {
            enum typed what = send_lines(&typed, client);
            if (what == TYPED_END)
                keyboard = -1;
            if (what == TYPED_EXIT) {
                close(client);
                client = -1;
                lines_clear(&heard);
                refuse_lines(&typed);
                continue;
            }
        }
        if (set[1].revents) {
            ssize_t count = print_lines(&heard, client);
            if (count < 0)
                report("receive: %s", strerror(errno));
            if (count <= 0) {
                close(client);
                client = -1;
                lines_clear(&heard);
            }
        }
        if (set[2].revents) {
            char peer[ADDRESS_MAX];
            client = next_client(listener, peer);
        }
    }
}
