/* Lab 5: a pool of threads that all wait in accept; there are more of them than clients. */
#include "frames.h"
#include "net.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 1200 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int active;

static void count(const char *word, const char *peer, int change)
{
    pthread_mutex_lock(&lock);
    active += change;
    printf("%s %s (active %d)\n", word, peer, active);
    fflush(stdout);
    pthread_mutex_unlock(&lock);
}

static void serve(int fd, const char *peer)
{
    char prefix[ADDRESS_MAX + 2], problem[128];
    snprintf(prefix, sizeof prefix, "%s: ", peer);
    if (write_frame(fd, "Welcome, you are connected to the server", "", 0) < 0) {
        report("%s: %s", peer, strerror(errno));
        return;
    }
    for (;;) {
        char *payload;
        long length = read_frame(fd, &payload, problem);
        if (length == -2)
            report("%s: %s", peer, problem);
        if (length < 0)
            return;
        int bye = length == 4 && memcmp(payload, "/bye", 4) == 0;
        int failed;
        if (bye) {
            failed = write_frame(fd, "bye", "", 0);
        } else {
            pthread_mutex_lock(&lock);
            print_text(prefix, payload, length);
            pthread_mutex_unlock(&lock);
            failed = write_frame(fd, "received: ", payload, length);
        }
        free(payload);
        if (failed < 0)
            report("%s: %s", peer, strerror(errno));
        if (bye || failed < 0)
            return;
    }
}

static void *work(void *argument)
{
    for (;;) {
        char peer[ADDRESS_MAX];
        int fd = next_client(*(int *)argument, peer);
        count("connected", peer, 1);
        serve(fd, peer);
        close(fd);
        count("disconnected", peer, -1);
    }
}

int main(int argc, char **argv)
{
    int listener = open_server(argc, argv, SOCK_STREAM);
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 128 * 1024);
    for (int i = 1; i < THREADS; i++) {
        pthread_t thread;
        if (pthread_create(&thread, &small, work, &listener) != 0)
            report("there are only %d threads", i);
    }
    work(&listener);
}
