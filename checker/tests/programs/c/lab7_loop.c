/* Lab 7: bytes that have come and are no frame yet, and bytes that have still to go. */
#include "lab7_loop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

size_t left(const struct bytes *bytes)
{
    return bytes->end - bytes->start;
}

void release(struct bytes *bytes)
{
    free(bytes->data);
    memset(bytes, 0, sizeof *bytes);
}

void append(struct bytes *bytes, const void *data, size_t length)
{
    if (length == 0)
        return;
    if (bytes->end + length > bytes->room && bytes->start > 0) {
        memmove(bytes->data, bytes->data + bytes->start, left(bytes));
        bytes->end -= bytes->start;
        bytes->start = 0;
    }
    if (bytes->end + length > bytes->room) {
        bytes->room = 2 * bytes->room > bytes->end + length ? 2 * bytes->room : bytes->end + length;
        bytes->data = realloc(bytes->data, bytes->room);
        if (bytes->data == NULL)
            abort();
    }
    memcpy(bytes->data + bytes->end, data, length);
    bytes->end += length;
}

bool append_frame(struct bytes *bytes, const char *prefix, const char *text, size_t length)
{
    size_t whole = strlen(prefix) + length;
    if (whole > LARGEST)
        return false;
    uint32_t header = htonl(whole);
    append(bytes, &header, sizeof header);
    append(bytes, prefix, strlen(prefix));
    append(bytes, text, length);
    return true;
}

int next_frame(struct bytes *bytes, const char **payload, size_t *length)
{
    uint32_t header;
    if (left(bytes) < sizeof header)
        return 0;
    memcpy(&header, bytes->data + bytes->start, sizeof header);
    *length = ntohl(header);
    if (*length > LARGEST)
        return -1;
    if (left(bytes) - sizeof header < *length)
        return 0;
    *payload = bytes->data + bytes->start + sizeof header;
    bytes->start += sizeof header + *length;
    return 1;
}

int drain(int fd, struct bytes *bytes)
{
    while (left(bytes) > 0) {
        ssize_t sent = send(fd, bytes->data + bytes->start, left(bytes), MSG_NOSIGNAL);
        if (sent >= 0)
            bytes->start += sent;
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            return 0;
        else if (errno != EINTR)
            return -1;
    }
    release(bytes);
    return 0;
}

void never_wait(int fd)
{
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}
