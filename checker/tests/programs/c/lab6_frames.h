/* Lab 6: frames out of a buffer that grows as they come. */
#ifndef LAB6_FRAMES_H
#define LAB6_FRAMES_H

#include <stddef.h>
#include <sys/types.h>

enum { LARGEST = 1048576 };

struct inbox {
    char *bytes;
    size_t length, taken;
};

/* Reads once. What recv() gave. */
ssize_t inbox_fill(struct inbox *inbox, int fd);

/* 1 and the next payload, good until the next fill; 0 if there is none yet; -1 if it is too large. */
int inbox_next(struct inbox *inbox, char **payload, size_t *length);

/* A frame of its own, to be freed. */
char *make_frame(const char *payload, size_t length);

#endif
