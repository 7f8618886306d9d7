/* Lines out of a stream that comes in pieces; for labs 3 and 4. */
#ifndef LINES_H
#define LINES_H

#include <stddef.h>
#include <sys/types.h>

struct lines {
    char *bytes;
    size_t start, end, capacity; /* what is there is bytes[start..end] */
    size_t searched;             /* no newline in bytes[start..searched] */
};

/* Reads once. What read() gave: 0 at the end of the stream, -1 with errno set. */
ssize_t lines_fill(struct lines *lines, int fd);

/* The next complete line, without its newline, good until the next call; or NULL. */
const char *lines_next(struct lines *lines, size_t *length);

/* What has come after the last newline. */
const char *lines_rest(struct lines *lines, size_t *length);

void lines_clear(struct lines *lines);

/* Whether the bytes are the word, in upper or lower case. */
int is_word(const char *bytes, size_t length, const char *word);

#endif
