/* Lab 5: two loops at two rates, in two threads. */
#include "net.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct rate {
    const char *name;
    long period, total;
    struct timespec start;
};

static void *print_lines(void *argument)
{
    const struct rate *rate = argument;
    for (long line = 0; line * rate->period < rate->total; line++) {
        struct timespec due = rate->start;
        due.tv_sec += line * rate->period / 1000;
        due.tv_nsec += line * rate->period % 1000 * 1000000;
        if (due.tv_nsec >= 1000000000) {
            due.tv_sec++;
            due.tv_nsec -= 1000000000;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
        printf("%s thread %ld\n", rate->name, line);
        fflush(stdout);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    long times[3] = {0};
    for (int i = 0; i < 3 && i < argc - 1; i++)
        times[i] = strtol(argv[i + 1], NULL, 10);
    if (argc != 4 || times[0] <= 0 || times[1] <= 0 || times[2] <= 0)
        usage(argv[0], "SLOW_MS FAST_MS TOTAL_MS");

    struct rate slow = {.name = "main", .period = times[0], .total = times[2]};
    clock_gettime(CLOCK_MONOTONIC, &slow.start);
    struct rate fast = slow;
    fast.name = "other";
    fast.period = times[1];
    pthread_t other;
    if (pthread_create(&other, NULL, print_lines, &fast) != 0)
        fail("cannot start a thread");
    print_lines(&slow);
    pthread_join(other, NULL);
    return 0;
}
