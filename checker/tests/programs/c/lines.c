#include "lines.h"
#include "net.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

ssize_t lines_fill(struct lines *lines, int fd)
{
    if (lines->start > 0) {
        memmove(lines->bytes, lines->bytes + lines->start, lines->end - lines->start);
        lines->end -= lines->start;
        lines->searched -= lines->start;
        lines->start = 0;
    }
    if (lines->capacity - lines->end < 4096) {
        lines->capacity = 2 * lines->capacity + 4096;
        lines->bytes = realloc(lines->bytes, lines->capacity);
        if (lines->bytes == NULL)
            fail("%s", strerror(ENOMEM));
    }
    ssize_t n;
    do
        n = read(fd, lines->bytes + lines->end, lines->capacity - lines->end);
    while (n < 0 && errno == EINTR);
    if (n > 0)
        lines->end += n;
    return n;
}

const char *lines_next(struct lines *lines, size_t *length)
{
    if (lines->searched == lines->end)
        return NULL;
    char *from = lines->bytes + lines->searched;
    char *newline = memchr(from, '\n', lines->end - lines->searched);
    if (newline == NULL) {
        lines->searched = lines->end;
        return NULL;
    }
    const char *line = lines->bytes + lines->start;
    *length = newline - line;
    lines->start = lines->searched = newline + 1 - lines->bytes;
    return line;
}

const char *lines_rest(struct lines *lines, size_t *length)
{
    *length = lines->end - lines->start;
    return lines->bytes + lines->start;
}

void lines_clear(struct lines *lines)
{
    lines->start = lines->end = lines->searched = 0;
}

int is_word(const char *bytes, size_t length, const char *word)
{
    return length == strlen(word) && strncasecmp(bytes, word, length) == 0;
}
