#include "lab6_frames.h"
#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

ssize_t inbox_fill(struct inbox *inbox, int fd)
{
    if (inbox->bytes == NULL && (inbox->bytes = malloc(LARGEST + 4 + 65536)) == NULL)
        fail("out of memory");
    memmove(inbox->bytes, inbox->bytes + inbox->taken, inbox->length - inbox->taken);
    inbox->length -= inbox->taken;
    inbox->taken = 0;
    ssize_t count;
    do
        count = recv(fd, inbox->bytes + inbox->length, 65536, 0);
    while (count < 0 && errno == EINTR);
    if (count > 0)
        inbox->length += count;
    return count;
}

int inbox_next(struct inbox *inbox, char **payload, size_t *length)
{
    uint32_t header;
    size_t there = inbox->length - inbox->taken;
    if (there < sizeof header)
        return 0;
    memcpy(&header, inbox->bytes + inbox->taken, sizeof header);
    *length = ntohl(header);
    if (*length > LARGEST)
        return -1;
    if (there < sizeof header + *length)
        return 0;
    *payload = inbox->bytes + inbox->taken + sizeof header;
    inbox->taken += sizeof header + *length;
    return 1;
}

char *make_frame(const char *payload, size_t length)
{
    uint32_t header = htonl((uint32_t)length);
    char *frame = malloc(length + sizeof header);
    if (frame == NULL)
        fail("out of memory");
    memcpy(frame, &header, sizeof header);
    memcpy(frame + sizeof header, payload, length);
    return frame;
}
