/* Lab 8: sends a file.
 *
 * Its clock ticks every 10 ms, and counts from when the first segment that is not
 * acknowledged was sent. The socket is connected, so a port that nobody has
 * shows as ECONNREFUSED, which is no more than silence.
 */
#include "lab8.h"
#include "net.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_MS = 100, SHORTEST_MS = 20, LONGEST_MS = 500, TIME_OUTS = 8, TICK_MS = 10 };

struct piece {
    unsigned char bytes[HEADER + PAYLOAD];
    size_t length;
    long long sent, due;
    int times;
};

static struct piece *pieces;
static size_t count, total;
static double smoothed = -1, deviation;
static long time_out = FIRST_MS; /* ms */

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    long long ms = t.tv_sec * 1000LL + t.tv_nsec / 1000000;
    return ms - ms % TICK_MS;
}

static void read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail("%s: %s", path, strerror(errno));
    for (size_t n = 1; n > 0; count++) {
        pieces = realloc(pieces, (count + 1) * sizeof *pieces);
        struct piece *piece = &pieces[count];
        memset(piece, 0, sizeof *piece);
        n = fread(piece->bytes + HEADER, 1, PAYLOAD, file);
        piece->length = seal(piece->bytes, DATA, count, n);
        total += n;
    }
    if (ferror(file))
        fail("%s: %s", path, strerror(errno));
    fclose(file);
}

static void transmit(int fd, struct piece *piece)
{
    piece->sent = now_ms();
    piece->due = piece->sent + time_out;
    piece->times++;
    if (send(fd, piece->bytes, piece->length, 0) < 0 && errno == ECONNREFUSED)
        send(fd, piece->bytes, piece->length, 0);
}

static void learn(long sample)
{
    if (smoothed < 0) {
        smoothed = sample;
        deviation = sample / 2;
    } else {
        double distance = smoothed > sample ? smoothed - sample : sample - smoothed;
        deviation += (distance - deviation) / 4;
        smoothed += (sample - smoothed) / 8;
    }
    /* What lies between two ticks it can't see: RFC 6298, section 2.3. */
    time_out = smoothed + (4 * deviation > TICK_MS ? 4 * deviation : TICK_MS);
    if (time_out < SHORTEST_MS)
        time_out = SHORTEST_MS;
    if (time_out > LONGEST_MS)
        time_out = LONGEST_MS;
}

/* 0, or -1 if nobody answers. */
static int transfer(int fd, size_t window)
{
    size_t first = 0, next = 0;
    int repetitions = 0, silent = 0;
    while (first < count) {
        for (; next < count && next < first + window; next++)
            transmit(fd, &pieces[next]);
        long long due = pieces[first].due - now_ms();
        struct pollfd watch = {.fd = fd, .events = POLLIN};
        if (due > 0)
            poll(&watch, 1, due < TICK_MS ? (int)due : TICK_MS);
        static unsigned char bytes[LARGEST];
        uint32_t number;
        ssize_t n;
        while (first < count && (n = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT)) >= 0) {
            if (open_segment(bytes, n, &number) != ACK || number < first || number > count)
                continue;
            if (number == first) {
                if (++repetitions == 3)
                    transmit(fd, &pieces[first]);
                continue;
            }
            int once = 1;
            for (size_t i = first; i < number; i++)
                once = once && pieces[i].times == 1;
            if (once)
                learn(now_ms() - pieces[number - 1].sent);
            first = number;
            if (next < first)
                next = first;
            repetitions = silent = 0;
        }
        if (first == next || now_ms() < pieces[first].due)
            continue;
        if (++silent == TIME_OUTS)
            return -1;
        time_out = time_out * 2 > LONGEST_MS ? LONGEST_MS : time_out * 2;
        /* Its receiver throws away what is early: all of it goes again. */
        for (size_t i = first; i < next; i++)
            transmit(fd, &pieces[i]);
    }
    return 0;
}

int main(int argc, char **argv)
{
    const char *port = argc == 4 || argc == 5 ? port_argument(argv[2]) : NULL;
    char *end = "";
    long window = argc == 5 ? strtol(argv[4], &end, 10) : 1;
    if (port == NULL || *end != '\0' || window < 1 || window > 1024)
        usage(argv[0], "HOST PORT FILE [WINDOW]");
    read_file(argv[3]);
    char text[ADDRESS_MAX] = "";
    for (struct addrinfo *a = resolve(argv[1], port, SOCK_DGRAM, 0); a != NULL; a = a->ai_next) {
        int fd = socket(a->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, a->ai_protocol);
        show(a->ai_addr, a->ai_addrlen, text);
        if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) == 0 && transfer(fd, window) == 0) {
            printf("sent %zu bytes\n", total);
            return 0;
        }
        if (fd >= 0)
            close(fd);
    }
    fail("no answer from %s", text);
}
