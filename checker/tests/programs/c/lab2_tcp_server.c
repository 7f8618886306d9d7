/* Lab 2: the upper-case service over TCP, one client at a time. */
#include "net.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int listener = open_server(argc, argv, SOCK_STREAM);
    for (;;) {
        char peer[ADDRESS_MAX], bytes[8192];
        int fd = next_client(listener, peer);
        ssize_t n;
        while ((n = recv(fd, bytes, sizeof bytes, 0)) != 0) {
            if (n < 0 && errno == EINTR)
                continue;
            if (n > 0) {
                upper_case(bytes, n);
                /* the last byte on its own */
                if (send_all(fd, bytes, n - 1) == 0 && send_all(fd, bytes + n - 1, 1) == 0)
                    continue;
            }
            report("%s: %s", peer, strerror(errno));
            break;
        }
        close(fd);
    }
}
