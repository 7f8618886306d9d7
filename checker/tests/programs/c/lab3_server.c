/* Lab 3: answers lines, one client at a time, and is back whatever becomes of the client. */
#include "lines.h"
#include "net.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void enter(const char *state)
{
    printf("state: %s\n", state);
    fflush(stdout);
}

/* The answer and its newline are sent apart: a stream has no message boundaries. */
static int answer(int fd, const char *word)
{
    if (send_all(fd, word, strlen(word)) < 0)
        return -1;
    return send_all(fd, "\n", 1);
}

/* 0 when the conversation has come to an end, -1 with errno set when it broke. */
static int serve(int fd, struct lines *lines)
{
    for (;;) {
        const char *line;
        size_t length;
        while ((line = lines_next(lines, &length)) != NULL) {
            if (is_word(line, length, "close"))
                return answer(fd, "closed");
            print_text("received: ", line, length);
            if (answer(fd, "accepted") < 0)
                return -1;
        }
        ssize_t n = lines_fill(lines, fd);
        size_t rest;
        if (n == 0 && (lines_rest(lines, &rest), rest > 0))
            report("a client left in the middle of a line");
        if (n <= 0)
            return n;
    }
}

int main(int argc, char **argv)
{
    struct lines lines = {0};
    int listener = open_server(argc, argv, SOCK_STREAM);
    enter("listening");
    for (;;) {
        int yes = 1;
        char peer[ADDRESS_MAX];
        int fd = next_client(listener, peer);
        enter("connected");
        /* only for speed; it may fail on a connection that is gone already */
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (serve(fd, &lines) < 0)
            report("%s: %s", peer, strerror(errno));
        lines_clear(&lines);
        close(fd);
        enter("listening");
    }
}
