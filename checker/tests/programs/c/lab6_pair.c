#include "lab6_pair.h"
#include "net.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

ssize_t print_lines(struct lines *lines, int fd)
{
    ssize_t count = lines_fill(lines, fd);
    const char *line;
    size_t length;
    while ((line = lines_next(lines, &length)) != NULL)
        print_text("", line, length);
    return count;
}

/* 1 if it was EXIT, which is for us. */
static int send_line(const char *line, size_t length, int fd)
{
    if (fd < 0)
        report("nobody is connected");
    else if (length == 4 && memcmp(line, "EXIT", 4) == 0)
        return 1;
    else if (send_all(fd, line, length) < 0 || send_all(fd, "\n", 1) < 0)
        report("send: %s", strerror(errno));
    return 0;
}

void refuse_lines(struct lines *lines)
{
    const char *line;
    size_t length;
    while ((line = lines_next(lines, &length)) != NULL)
        send_line(line, length, -1);
}

enum typed send_lines(struct lines *lines, int fd)
{
    ssize_t count = lines_fill(lines, STDIN_FILENO);
    const char *line;
    size_t length;
    while ((line = lines_next(lines, &length)) != NULL)
        if (send_line(line, length, fd))
            return TYPED_EXIT;
    if (count > 0)
        return TYPED_MORE;
    line = lines_rest(lines, &length);
    if (length > 0)
        send_line(line, length, fd);
    return TYPED_END;
}
