/* Lab 6: the line client of the chat. */
#include "lab6_frames.h"
#include "lines.h"
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int server;

static void send_frame(const char *payload, size_t length)
{
    char *frame = make_frame(payload, length);
    if (send_all(server, frame, length + 4) < 0)
        fail("send: %s", strerror(errno));
    free(frame);
}

/* 0 if the word is not the first one. */
static int strip(char **payload, size_t *length, const char *word)
{
    size_t count = strlen(word);
    if (*length < count || memcmp(*payload, word, count) != 0)
        return 0;
    *payload += count;
    *length -= count;
    return 1;
}

static void tell(char *payload, size_t length)
{
    static int logged_in = 0;
    if (strip(&payload, &length, "OK ")) {
        logged_in = 1;
        print_text("logged in as ", payload, length);
    } else if (strip(&payload, &length, "ERR ")) {
        if (!logged_in)
            fail("%.*s", (int)length, payload);
        report("%.*s", (int)length, payload);
    } else if (strip(&payload, &length, "MSG ")) {
        char *space = memchr(payload, ' ', length);
        size_t name = space == NULL ? length : (size_t)(space - payload);
        printf("%.*s: ", (int)name, payload);
        print_text("", payload + name + 1, length - name - 1);
    } else if (strip(&payload, &length, "USERS ")) {
        print_text("users: ", payload, length);
    } else if (strip(&payload, &length, "JOINED ")) {
        printf("* %.*s joined\n", (int)length, payload);
    } else if (strip(&payload, &length, "LEFT ")) {
        printf("* %.*s left\n", (int)length, payload);
    }
    fflush(stdout);
}

/* 0 at the end. */
static int typed(const char *line, size_t length)
{
    static char to[32];
    if (length == 4 && memcmp(line, "/bye", 4) == 0)
        return 0;
    if (length == 6 && memcmp(line, "/users", 6) == 0) {
        send_frame("USERS", 5);
    } else if (length > 6 && memcmp(line, "/chat ", 6) == 0) {
        snprintf(to, sizeof to, "%.*s", (int)(length - 6), line + 6);
    } else if (to[0] == '\0') {
        report("choose somebody with /chat NAME");
    } else {
        char *text = malloc(length + sizeof to + 8);
        int head = sprintf(text, "MSG %s ", to);
        memcpy(text + head, line, length);
        send_frame(text, head + length);
        free(text);
    }
    return 1;
}

int main(int argc, char **argv)
{
    const char *port = argc == 4 ? port_argument(argv[2]) : NULL;
    if (port == NULL)
        usage(argv[0], "HOST PORT NAME");
    server = open_connection(argv[1], port);
    char login[64];
    send_frame(login, snprintf(login, sizeof login, "LOGIN %s", argv[3]));
    struct lines lines = {0};
    struct inbox inbox = {0};
    for (;;) {
        struct pollfd set[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                               {.fd = server, .events = POLLIN}};
        if (poll(set, 2, -1) < 0)
            fail("poll: %s", strerror(errno));
        if (set[1].revents) {
            ssize_t count = inbox_fill(&inbox, server);
            char *payload;
            size_t length;
            while (inbox_next(&inbox, &payload, &length) > 0)
                tell(payload, length);
            if (count <= 0)
                fail("%s", count < 0 ? strerror(errno) : "the server has gone");
        }
        if (set[0].revents) {
            ssize_t count = lines_fill(&lines, STDIN_FILENO);
            const char *line;
            size_t length;
            int more = count > 0;
            while (more && (line = lines_next(&lines, &length)) != NULL)
                more = typed(line, length);
            if (count <= 0) {
                line = lines_rest(&lines, &length);
                if (length > 0)
                    typed(line, length);
            }
            if (!more) {
                send_frame("QUIT", 4);
                shutdown(server, SHUT_WR);
                return 0;
            }
        }
    }
}
