/* Lab 7: bytes that have come and are no frame yet, and bytes that have still to go. */
#ifndef LAB7_LOOP_H
#define LAB7_LOOP_H

#include <stdbool.h>
#include <stddef.h>

enum { LARGEST = 1048576, ENOUGH = 262144, PIECE = 65536 };

struct bytes {
    char *data;
    size_t start, end, room;
};

void append(struct bytes *bytes, const void *data, size_t length);
void release(struct bytes *bytes);
size_t left(const struct bytes *bytes);

/* A frame of a prefix and a text, behind what is there. False if it would be too large. */
bool append_frame(struct bytes *bytes, const char *prefix, const char *text, size_t length);

/* 1 and the payload of the next frame, which stays in the buffer until more is appended; 0 if it is not whole; -1 if
   its length, which is given then, is too large. */
int next_frame(struct bytes *bytes, const char **payload, size_t *length);

/* Sends what goes. 0, or -1 with errno set. */
int drain(int fd, struct bytes *bytes);

void never_wait(int fd);

#endif
