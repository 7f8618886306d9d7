/* Lab 5: one thread, and poll() for the keyboard and the socket. */
#include "frames.h"
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char typed[2 * LARGEST];
static size_t length;
static int sent, received, over;

static void send_line(int fd, const char *line, size_t size)
{
    if (over)
        return;
    sent++;
    over = size == 4 && memcmp(line, "/bye", 4) == 0;
    if (write_frame(fd, "", line, size) < 0)
        fail("send: %s", strerror(errno));
}

/* 0 at the end of stdin. */
static int take_input(int fd)
{
    ssize_t n = read(STDIN_FILENO, typed + length, sizeof typed - length);
    if (n <= 0) {
        if (length > 0)
            send_line(fd, typed, length);
        return 0;
    }
    length += n;
    char *line = typed, *end;
    while ((end = memchr(line, '\n', typed + length - line)) != NULL) {
        send_line(fd, line, end - line);
        line = end + 1;
    }
    length -= line - typed;
    memmove(typed, line, length);
    return 1;
}

int main(int argc, char **argv)
{
    const char *port = argc == 3 ? port_argument(argv[2]) : NULL;
    if (port == NULL)
        usage(argv[0], "HOST PORT");
    int fd = open_connection(argv[1], port);
    char problem[128] = "";
    struct pollfd watch[2] = {{.fd = fd, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    for (;;) {
        if (poll(watch, 2, -1) < 0 && errno != EINTR)
            fail("poll: %s", strerror(errno));
        if (watch[0].revents != 0) {
            char *payload;
            long size = read_frame(fd, &payload, problem);
            if (size < 0)
                break;
            print_text("ack: ", payload, size);
            received += (size >= 10 && memcmp(payload, "received: ", 10) == 0) ||
                        (size == 3 && memcmp(payload, "bye", 3) == 0);
            free(payload);
        }
        if (watch[1].revents != 0 && !take_input(fd)) {
            watch[1].fd = -1;
            over = 1;
            shutdown(fd, SHUT_WR);
        }
    }
    if (received < sent)
        fail("%d messages unacknowledged", sent - received);
    if (problem[0] != 0)
        fail("%s", problem);
    if (!over)
        fail("the server has closed the connection");
    return 0;
}
