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

enum typed send_lines(struct lines *lines, int fd)
{
    ssize_t count = lines_fill(lines, STDIN_FILENO);
    const char *line;
    size_t length;
    while ((line = lines_next(lines, &length)) != NULL) {
        if (fd < 0)
            report("nobody is connected");
        else if (length == 4 && memcmp(line, "EXIT", 4) == 0)
            return TYPED_EXIT;
        else if (send_all(fd, line, length) < 0 || send_all(fd, "\n", 1) < 0)
            report("send: %s", strerror(errno));
    }
    return count > 0 ? TYPED_MORE : TYPED_END;
}
