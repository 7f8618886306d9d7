#include "frames.h"
#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ssize_t receive_exactly(int fd, void *bytes, size_t length)
{
    size_t count = 0;
    while (count < length) {
        ssize_t n = recv(fd, (char *)bytes + count, length - count, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        count += n;
    }
    return count;
}

long read_frame(int fd, char **payload, char problem[128])
{
    uint32_t header;
    ssize_t n = receive_exactly(fd, &header, sizeof header);
    if (n == 0)
        return -1;
    if (n == sizeof header) {
        uint32_t length = ntohl(header);
        if (length > LARGEST) {
            snprintf(problem, 128, "frame of %lu bytes is larger than %d", (unsigned long)length, LARGEST);
            return -2;
        }
        *payload = malloc(length + 1);
        if (*payload != NULL && (n = receive_exactly(fd, *payload, length)) == (ssize_t)length)
            return length;
        free(*payload);
    }
    snprintf(problem, 128, "%s", n < 0 ? strerror(errno) : "connection closed mid-frame");
    return -2;
}

int write_frame(int fd, const char *prefix, const char *bytes, size_t length)
{
    size_t before = strlen(prefix);
    uint32_t header = htonl((uint32_t)(before + length));
    char *frame = malloc(sizeof header + before + length);
    if (frame == NULL)
        return -1;
    memcpy(frame, &header, sizeof header);
    memcpy(frame + sizeof header, prefix, before);
    memcpy(frame + sizeof header + before, bytes, length);
    int result = send_all(fd, frame, sizeof header + before + length);
    free(frame);
    return result;
}
