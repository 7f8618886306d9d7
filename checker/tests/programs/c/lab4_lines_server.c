/* Lab 4: prints lines, however they come cut and merged. */
#include "lines.h"
#include "net.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct lines lines = {0};
    int listener = open_server(argc, argv, SOCK_STREAM);
    for (;;) {
        char peer[ADDRESS_MAX];
        int fd = next_client(listener, peer);
        const char *line;
        size_t length;
        ssize_t n;
        while ((n = lines_fill(&lines, fd)) > 0)
            while ((line = lines_next(&lines, &length)) != NULL)
                print_text("line: ", line, length);
        if (n < 0)
            report("%s: %s", peer, strerror(errno));
        lines_rest(&lines, &length);
        if (n == 0 && length > 0)
            report("connection closed mid-line");
        lines_clear(&lines);
        close(fd);
    }
}
