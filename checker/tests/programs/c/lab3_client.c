/* Lab 3: sends the lines of stdin one at a time, each until the server has accepted it.
 *
 * One poll() loop watches the keyboard and the connection. The keyboard is left alone while a
 * line is on its way, so that at most one line has to be kept for the next connection.
 */
#include "lines.h"
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_PAUSE_MS = 100, LONGEST_PAUSE_MS = 1000 };

enum outcome { LOST, CLOSED };

/* The line on its way, with its newline. Nothing is on its way while the length is 0. */
struct flight {
    char *bytes;
    size_t length;
    int is_close;
};

static struct lines keyboard;
static int keyboard_ended;
static struct flight flight;

static void enter(const char *state)
{
    printf("state: %s\n", state);
    fflush(stdout);
}

static void launch(const char *line, size_t length)
{
    if (is_word(line, length, "close"))
        line = "close"; /* in the spelling of the contract */
    flight.is_close = is_word(line, length, "close");
    flight.bytes = realloc(flight.bytes, length + 1);
    if (flight.bytes == NULL)
        fail("%s", strerror(ENOMEM));
    memcpy(flight.bytes, line, length);
    flight.bytes[length] = '\n';
    flight.length = length + 1;
}

/* Takes the next line, if there is one already. The end of stdin is a `close`, too. */
static void next_line(void)
{
    size_t length;
    const char *line = lines_next(&keyboard, &length);
    if (line == NULL && keyboard_ended) {
        line = lines_rest(&keyboard, &length);
        if (length == 0) {
            line = "close";
            length = 5;
        }
    }
    if (line != NULL)
        launch(line, length);
    if (line != NULL && keyboard_ended && keyboard.searched == keyboard.end)
        lines_clear(&keyboard);
}

static void read_keyboard(void)
{
    ssize_t n = lines_fill(&keyboard, STDIN_FILENO);
    if (n < 0 && errno == EAGAIN)
        return;
    if (n < 0)
        report("stdin: %s", strerror(errno));
    if (n <= 0)
        keyboard_ended = 1;
}

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    struct addrinfo *list;
    int code = getaddrinfo(host, port, &hints, &list);
    if (code != 0) {
        report("%s: %s", host, code == EAI_SYSTEM ? strerror(errno) : gai_strerror(code));
        return -1;
    }
    int fd = -1;
    for (struct addrinfo *a = list; a != NULL && fd < 0; a = a->ai_next) {
        char name[ADDRESS_MAX];
        fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, a->ai_protocol);
        if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) == 0)
            break;
        int problem = errno;
        report("%s: %s", show(a->ai_addr, a->ai_addrlen, name), strerror(problem));
        if (fd >= 0)
            close(fd);
        fd = -1;
    }
    freeaddrinfo(list);
    return fd;
}

/* Whether the answers are what they should be; *closed tells that the last one has come. */
static int take_answers(struct lines *answers, size_t sent, int *closed)
{
    const char *answer;
    size_t length;
    while ((answer = lines_next(answers, &length)) != NULL) {
        int in_flight = flight.length > 0 && sent == flight.length;
        const char *expected = flight.is_close ? "closed" : "accepted";
        if (!in_flight || length != strlen(expected) || memcmp(answer, expected, length) != 0) {
            report("the server gave an answer that was not asked for");
            return 0;
        }
        if (flight.is_close) {
            *closed = 1;
            return 1;
        }
        flight.length = 0;
    }
    return 1;
}

static enum outcome converse(int fd, struct lines *answers)
{
    size_t sent = 0;
    for (;;) {
        if (flight.length == 0) {
            sent = 0;
            next_line();
        }
        struct pollfd watch[2] = {
            {.fd = fd, .events = sent < flight.length ? POLLIN | POLLOUT : POLLIN},
            /* poll() passes over a negative descriptor */
            {.fd = flight.length > 0 ? -1 : STDIN_FILENO, .events = POLLIN},
        };
        if (poll(watch, 2, -1) < 0) {
            if (errno == EINTR)
                continue;
            fail("poll: %s", strerror(errno));
        }
        if (watch[0].revents & (POLLIN | POLLHUP | POLLERR)) {
            int closed = 0;
            ssize_t n = lines_fill(answers, fd);
            if (n < 0)
                report("receive: %s", strerror(errno));
            else if (n == 0)
                report("the server has closed the connection");
            if (n <= 0 || !take_answers(answers, sent, &closed))
                return LOST;
            if (closed)
                return CLOSED;
        } else if (watch[0].revents & POLLOUT) {
            ssize_t n = send(fd, flight.bytes + sent, flight.length - sent,
                             MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n < 0 && errno != EAGAIN && errno != EINTR) {
                report("send: %s", strerror(errno));
                return LOST;
            }
            if (n > 0)
                sent += n;
        } else if (watch[1].revents) {
            read_keyboard();
        }
    }
}

int main(int argc, char **argv)
{
    const char *port = argc == 3 ? port_argument(argv[2]) : NULL;
    if (port == NULL)
        usage(argv[0], "HOST PORT");

    struct lines answers = {0};
    int pause = FIRST_PAUSE_MS;
    enter("disconnected");
    for (;;) {
        enter("connecting");
        int fd = connect_to(argv[1], port);
        if (fd >= 0) {
            enter("connected");
            pause = FIRST_PAUSE_MS;
            /* half an answer of the last connection must not meet the other half here */
            lines_clear(&answers);
            enum outcome outcome = converse(fd, &answers);
            close(fd);
            if (outcome == CLOSED) {
                enter("closed");
                return 0;
            }
        }
        enter("disconnected");
        poll(NULL, 0, pause);
        pause = pause < LONGEST_PAUSE_MS / 2 ? 2 * pause : LONGEST_PAUSE_MS;
    }
}
