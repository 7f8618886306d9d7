/* Lab 6: the chat server in one thread. No socket ever blocks; each user has a ring of frames. */
#include "lab6_frames.h"
#include "net.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 1000, RING = 256 };

struct waiting {
    char *bytes;
    size_t length;
};

struct user {
    int fd;
    char name[17];
    struct inbox inbox;
    struct waiting ring[RING];
    size_t first, count, sent;
    int leaving, dead;
};

static struct user *users[MOST];
static struct pollfd set[MOST + 1];
static int many;

static void post(struct user *user, const char *payload, size_t length)
{
    if (user->count == RING) {
        user->dead = 1;
        return;
    }
    struct waiting *last = &user->ring[(user->first + user->count++) % RING];
    last->bytes = make_frame(payload, length);
    last->length = length + 4;
}

static void post_text(struct user *user, const char *word, const char *rest)
{
    char text[64];
    post(user, text, snprintf(text, sizeof text, "%s %s", word, rest));
}

static void tell_others(const struct user *but, const char *word, const char *name)
{
    for (int i = 0; i < many; i++)
        if (users[i] != but && users[i]->name[0] != '\0')
            post_text(users[i], word, name);
}

static struct user *find(const char *name)
{
    for (int i = 0; i < many; i++)
        if (strcmp(users[i]->name, name) == 0)
            return users[i];
    return NULL;
}

static int is_name(const char *text, size_t length)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    if (length < 1 || length > 16 || memchr(text, '\0', length) != NULL)
        return 0;
    for (size_t i = 0; i < length; i++)
        if (strchr(allowed, text[i]) == NULL)
            return 0;
    return 1;
}

static int is_utf8(const char *text, size_t length)
{
    const unsigned char *c = (const unsigned char *)text;
    for (size_t i = 0; i < length;) {
        int more = c[i] < 0x80 ? 0 : c[i] >= 0xc2 && c[i] < 0xe0 ? 1
                 : c[i] >= 0xe0 && c[i] < 0xf0 ? 2 : c[i] >= 0xf0 && c[i] < 0xf5 ? 3 : -1;
        if (more < 0 || i + more >= length)
            return 0;
        for (int k = 1; k <= more; k++)
            if ((c[i + k] & 0xc0) != 0x80)
                return 0;
        i += more + 1;
    }
    return 1;
}

static int by_name(const void *one, const void *other)
{
    return strcmp((*(struct user *const *)one)->name, (*(struct user *const *)other)->name);
}

static void list(struct user *user)
{
    struct user *sorted[MOST];
    char text[MOST * 17 + 8] = "USERS";
    size_t length = 5;
    memcpy(sorted, users, many * sizeof *users);
    qsort(sorted, many, sizeof *sorted, by_name);
    for (int i = 0; i < many; i++)
        if (sorted[i]->name[0] != '\0')
            length += sprintf(text + length, " %s", sorted[i]->name);
    post(user, text, length);
}

static void log_in(struct user *user, const char *name, size_t length)
{
    char wanted[17] = "";
    if (!is_name(name, length)) {
        post_text(user, "ERR", "bad-name that is none");
        return;
    }
    memcpy(wanted, name, length);
    if (find(wanted) != NULL) {
        post_text(user, "ERR", "name-taken try another");
        return;
    }
    strcpy(user->name, wanted);
    post_text(user, "OK", wanted);
    tell_others(user, "JOINED", wanted);
}

static void message(struct user *user, const char *rest, size_t length)
{
    const char *space = memchr(rest, ' ', length);
    size_t name = space == NULL ? length : (size_t)(space - rest);
    size_t text = length - name - (space != NULL);
    size_t whole = strlen(user->name) + 5 + text;
    if (text == 0 || whole > LARGEST) {
        post_text(user, "ERR", "bad-command no text, or too much");
        return;
    }
    char wanted[17] = "";
    if (name < sizeof wanted)
        memcpy(wanted, rest, name);
    struct user *to = wanted[0] == '\0' ? NULL : find(wanted);
    if (to == NULL) {
        post_text(user, "ERR", "no-such-user who is that");
        return;
    }
    char *bytes = malloc(whole + 1);
    int head = sprintf(bytes, "MSG %s ", user->name);
    memcpy(bytes + head, space + 1, text);
    post(to, bytes, whole);
    free(bytes);
}

static void obey(struct user *user, const char *payload, size_t length)
{
    const char *space = memchr(payload, ' ', length);
    size_t word = space == NULL ? length : (size_t)(space - payload);
    const char *rest = space == NULL ? payload + length : space + 1;
    size_t left = length - word - (space != NULL);
    int login = word == 5 && memcmp(payload, "LOGIN", 5) == 0;
    if (user->name[0] == '\0' && login)
        log_in(user, rest, left);
    else if (user->name[0] == '\0')
        post_text(user, "ERR", "not-logged-in LOGIN first");
    else if (login)
        post_text(user, "ERR", "already-logged-in");
    else if (length == 4 && memcmp(payload, "QUIT", 4) == 0)
        user->leaving = 1;
    else if (length == 5 && memcmp(payload, "USERS", 5) == 0)
        list(user);
    else if (word == 3 && memcmp(payload, "MSG", 3) == 0 && is_utf8(payload, length))
        message(user, rest, left);
    else
        post_text(user, "ERR", "bad-command what");
}

static void receive(struct user *user)
{
    ssize_t count = inbox_fill(&user->inbox, user->fd);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return;
    char *payload;
    size_t length;
    int whole = 0;
    while (!user->leaving && !user->dead &&
           (whole = inbox_next(&user->inbox, &payload, &length)) > 0)
        obey(user, payload, length);
    if (whole < 0) {
        report("frame of %zu bytes is larger than %d", length, LARGEST);
        user->dead = 1;
    } else if (count < 0) {
        report("receive: %s", strerror(errno));
        user->dead = 1;
    } else if (count == 0) {
        if (!user->leaving && user->inbox.taken < user->inbox.length)
            report("connection closed mid-frame");
        user->leaving = 1;
    }
}

static void write_waiting(struct user *user)
{
    while (user->count > 0) {
        struct waiting *next = &user->ring[user->first];
        ssize_t count = send(user->fd, next->bytes + user->sent, next->length - user->sent,
                             MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0) {
            user->dead |= errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR;
            return;
        }
        user->sent += count;
        if (user->sent < next->length)
            return;
        free(next->bytes);
        user->sent = 0;
        user->first = (user->first + 1) % RING;
        user->count--;
    }
}

/* Whoever goes loses the name at once, and the connection once all is sent. */
static void say_goodbyes(void)
{
    for (int i = 0; i < many; i++) {
        struct user *user = users[i];
        if ((user->leaving || user->dead) && user->name[0] != '\0') {
            char name[17];
            strcpy(name, user->name);
            user->name[0] = '\0';
            tell_others(user, "LEFT", name);
            i = -1; /* somebody's ring may be full now */
        }
    }
    for (int i = 0; i < many; i++) {
        struct user *user = users[i];
        if (!user->dead && !(user->leaving && user->count == 0))
            continue;
        close(user->fd);
        for (; user->count > 0; user->count--, user->first = (user->first + 1) % RING)
            free(user->ring[user->first].bytes);
        free(user->inbox.bytes);
        free(user);
        users[i--] = users[--many];
    }
}

int main(int argc, char **argv)
{
    int listener = open_server(argc, argv, SOCK_STREAM);
    for (;;) {
        set[0] = (struct pollfd){.fd = many < MOST ? listener : -1, .events = POLLIN};
        int polled = many;
        for (int i = 0; i < many; i++) {
            short events = users[i]->leaving ? 0 : POLLIN;
            set[i + 1] = (struct pollfd){.fd = users[i]->fd,
                                         .events = events | (users[i]->count > 0 ? POLLOUT : 0)};
        }
        if (poll(set, polled + 1, -1) < 0 && errno != EINTR)
            fail("poll: %s", strerror(errno));
        for (int i = 0; i < polled; i++)
            if (set[i + 1].revents & (POLLIN | POLLHUP | POLLERR)) {
                if (users[i]->leaving && set[i + 1].revents & (POLLHUP | POLLERR))
                    users[i]->dead = 1;
                else if (!users[i]->leaving)
                    receive(users[i]);
            }
        if (set[0].revents) {
            char peer[ADDRESS_MAX];
            struct user *user = calloc(1, sizeof *user);
            user->fd = next_client(listener, peer);
            users[many++] = user;
        }
        for (int i = 0; i < many; i++)
            write_waiting(users[i]);
        say_goodbyes();
    }
}
