/* Lab 7, the client: poll() over stdin and the connection. */
#include "lab7_loop.h"
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct bytes in, out, typed;
static long sent, acknowledged;
static bool over, shut;
static char piece[PIECE];

static void put_line(const char *line, size_t length)
{
    sent++;
    if (!append_frame(&out, "", line, length))
        fail("a line of %zu bytes fits no frame", length);
    over = length == 4 && memcmp(line, "/bye", 4) == 0;
}

static void read_keyboard(void)
{
    ssize_t got = read(0, piece, sizeof piece);
    if (got < 0)
        return;
    if (got == 0) {
        if (left(&typed) > 0)
            put_line(typed.data + typed.start, left(&typed));
        over = true;
        return;
    }
    append(&typed, piece, got);
    char *end;
    while (!over && left(&typed) > 0 && (end = memchr(typed.data + typed.start, '\n', left(&typed))) != NULL) {
        put_line(typed.data + typed.start, end - (typed.data + typed.start));
        typed.start = end + 1 - typed.data;
    }
}

/* Whether the connection goes on; a problem with it is given. */
static bool receive(int fd, const char **problem)
{
    ssize_t got = recv(fd, piece, sizeof piece, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (got < 0) {
        *problem = strerror(errno);
        return false;
    }
    if (got == 0) {
        if (left(&in) > 0)
            *problem = "connection closed mid-frame";
        return false;
    }
    append(&in, piece, got);
    const char *payload;
    size_t length;
    int found;
    while ((found = next_frame(&in, &payload, &length)) > 0) {
        print_text("ack: ", payload, length);
        if ((length >= 10 && memcmp(payload, "received: ", 10) == 0) || (length == 3 && memcmp(payload, "bye", 3) == 0))
            acknowledged++;
    }
    if (found < 0)
        *problem = "a frame is too large";
    return found == 0;
}

int main(int argc, char **argv)
{
    if (argc != 3 || *argv[1] == '\0' || port_argument(argv[2]) == NULL)
        usage(argv[0], "HOST PORT");
    int fd = open_connection(argv[1], argv[2]);
    never_wait(fd);
    const char *problem = NULL;
    for (bool on = true; on;) {
        bool listens = !over && left(&out) < ENOUGH;
        struct pollfd polls[] = {
            {.fd = fd, .events = POLLIN | (left(&out) > 0 ? POLLOUT : 0)},
            {.fd = listens ? 0 : -1, .events = POLLIN},
        };
        if (poll(polls, 2, -1) < 0)
            continue;
        if (polls[0].revents & ~POLLOUT)
            on = receive(fd, &problem);
        if (polls[1].revents)
            read_keyboard();
        if (on && drain(fd, &out) < 0)
            release(&out); /* what comes in says why */
        if (over && !shut && left(&out) == 0) {
            shut = true;
            shutdown(fd, SHUT_WR);
        }
    }
    if (acknowledged < sent)
        fail("%ld messages unacknowledged", sent - acknowledged);
    if (problem != NULL)
        fail("%s", problem);
    if (!over)
        fail("the server has closed the connection");
    return 0;
}
