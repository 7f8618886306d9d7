/* Lab 7, the server: poll() over a table of guests. */
#include "lab7_loop.h"
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct guest {
    char peer[ADDRESS_MAX];
    struct bytes in, out;
    bool finished, failed;
    long long heard;
};

/* polls[0] is the listener, polls[i + 1] belongs to guests[i]. */
static struct pollfd *polls;
static struct guest **guests;
static size_t count, room;
static long long retry = -1;

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static bool is_heard(const struct guest *guest)
{
    return !guest->finished && left(&guest->out) < ENOUGH;
}

static void complain(struct guest *guest, const char *problem)
{
    report("%s: %s", guest->peer, problem);
}

static void answer(struct guest *guest)
{
    const char *payload;
    size_t length;
    int found;
    while ((found = next_frame(&guest->in, &payload, &length)) > 0) {
        if (length == 4 && memcmp(payload, "/bye", 4) == 0) {
            append_frame(&guest->out, "", "bye", 3);
            guest->finished = true;
            return;
        }
        char prefix[ADDRESS_MAX + 2];
        snprintf(prefix, sizeof prefix, "%s: ", guest->peer);
        print_text(prefix, payload, length);
        if (!append_frame(&guest->out, "received: ", payload, length)) {
            complain(guest, "the answer would be too large");
            guest->failed = true;
            return;
        }
    }
    if (found < 0) {
        report("%s: frame of %zu bytes is larger than %d", guest->peer, length, LARGEST);
        guest->failed = true;
    }
    if (left(&guest->in) == 0)
        release(&guest->in);
}

static void receive(struct guest *guest, int fd)
{
    static char piece[PIECE];
    ssize_t got = recv(fd, piece, sizeof piece, 0);
    if (got > 0) {
        guest->heard = now();
        append(&guest->in, piece, got);
        answer(guest);
    } else if (got == 0) {
        guest->finished = true;
        if (left(&guest->in) > 0)
            complain(guest, "connection closed mid-frame");
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        complain(guest, strerror(errno));
        guest->failed = true;
    }
}

static void go_on(struct guest *guest, struct pollfd *place, bool readable)
{
    if (readable && is_heard(guest))
        receive(guest, place->fd);
    if (left(&guest->out) >= ENOUGH)
        guest->heard = now();
    if (!guest->failed && drain(place->fd, &guest->out) < 0) {
        complain(guest, strerror(errno));
        guest->failed = true;
    }
    place->events = (is_heard(guest) ? POLLIN : 0) | (left(&guest->out) > 0 ? POLLOUT : 0);
}

static void add(int fd, const char *peer)
{
    if (count == room) {
        room = 2 * room + 16;
        polls = realloc(polls, (room + 1) * sizeof *polls);
        guests = realloc(guests, room * sizeof *guests);
    }
    struct guest *guest = calloc(1, sizeof *guest);
    if (polls == NULL || guests == NULL || guest == NULL)
        fail("no memory left");
    never_wait(fd);
    snprintf(guest->peer, sizeof guest->peer, "%s", peer);
    guest->heard = now();
    append_frame(&guest->out, "Welcome, you are connected to the server", "", 0);
    guests[count] = guest;
    polls[count + 1] = (struct pollfd){.fd = fd};
    count++;
    printf("connected %s (active %zu)\n", peer, count);
    fflush(stdout);
    go_on(guest, &polls[count], false);
}

static void accept_all(void)
{
    for (;;) {
        struct sockaddr_storage address;
        socklen_t length = sizeof address;
        int fd = accept(polls[0].fd, (struct sockaddr *)&address, &length);
        if (fd < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (fd < 0 && (errno == EINTR || errno == ECONNABORTED))
            continue;
        if (fd < 0) {
            report("accept: %s", strerror(errno));
            retry = now() + 1000;
            return;
        }
        char peer[ADDRESS_MAX];
        add(fd, show((struct sockaddr *)&address, length, peer));
    }
}

static void part(size_t at)
{
    char peer[ADDRESS_MAX];
    snprintf(peer, sizeof peer, "%s", guests[at]->peer);
    close(polls[at + 1].fd);
    release(&guests[at]->in);
    release(&guests[at]->out);
    free(guests[at]);
    count--;
    guests[at] = guests[count];
    polls[at + 1] = polls[count + 1];
    retry = -1;
    printf("disconnected %s (active %zu)\n", peer, count);
    fflush(stdout);
}

static int time_left(long idle)
{
    long long due = retry;
    for (size_t at = 0; idle >= 0 && at < count; at++)
        if (is_heard(guests[at]) && (due < 0 || guests[at]->heard + idle < due))
            due = guests[at]->heard + idle;
    return due < 0 ? -1 : due <= now() ? 0 : (int)(due - now());
}

static void turn(long idle)
{
    polls[0].events = retry < 0 ? POLLIN : 0;
    if (poll(polls, count + 1, time_left(idle)) < 0) {
        if (errno == EINTR)
            return;
        fail("poll: %s", strerror(errno));
    }
    /* From the back: whoever goes leaves the place to one who has had a turn. */
    for (size_t at = count; at-- > 0;) {
        struct guest *guest = guests[at];
        short came = polls[at + 1].revents;
        if (came != 0)
            go_on(guest, &polls[at + 1], came & ~POLLOUT);
        if (idle >= 0 && is_heard(guest) && !guest->failed && now() >= guest->heard + idle) {
            append_frame(&guest->out, "", "idle", 4);
            guest->finished = true;
            go_on(guest, &polls[at + 1], false);
        }
        if (guest->failed || (guest->finished && left(&guest->out) == 0))
            part(at);
    }
    if (retry >= 0 && now() >= retry)
        retry = -1;
    if (polls[0].revents != 0)
        accept_all();
}

int main(int argc, char **argv)
{
    long idle = -1;
    if (argc == 4) {
        char *end;
        idle = strtol(argv[3], &end, 10);
        if (*argv[3] < '0' || *argv[3] > '9' || *end != '\0')
            usage(argv[0], "PORT [HOST] [IDLE_MS]");
        argc = 3;
    }
    int listener = open_server(argc, argv, SOCK_STREAM);
    never_wait(listener);
    polls = malloc(sizeof *polls);
    if (polls == NULL)
        fail("no memory left");
    polls[0] = (struct pollfd){.fd = listener};
    for (;;)
        turn(idle);
}
