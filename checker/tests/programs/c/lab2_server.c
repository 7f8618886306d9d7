/* Lab 2: answers every datagram with the same bytes in ASCII upper case. */
#include "net.h"

#include <errno.h>
#include <string.h>

int main(int argc, char **argv)
{
    static char bytes[65536];
    int fd = open_server(argc, argv, SOCK_DGRAM);
    for (;;) {
        struct sockaddr_storage sender;
        socklen_t length = sizeof sender;
        ssize_t n = recvfrom(fd, bytes, sizeof bytes, 0, (struct sockaddr *)&sender, &length);
        if (n < 0) {
            if (errno != EINTR)
                report("recvfrom: %s", strerror(errno));
            continue;
        }
        upper_case(bytes, n);
        while (sendto(fd, bytes, n, 0, (struct sockaddr *)&sender, length) < 0) {
            if (errno != EINTR) {
                char text[ADDRESS_MAX];
                report("sendto %s: %s", show((struct sockaddr *)&sender, length, text),
                       strerror(errno));
                break;
            }
        }
    }
}
