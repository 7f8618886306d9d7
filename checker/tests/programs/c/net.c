#include "net.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void usage(const char *program, const char *arguments)
{
    fprintf(stderr, "usage: %s %s\n", program, arguments);
    exit(2);
}

static void vreport(const char *format, va_list arguments)
{
    char line[1024];
    vsnprintf(line, sizeof line, format, arguments);
    fprintf(stderr, "error: %s\n", line);
}

void report(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vreport(format, arguments);
    va_end(arguments);
}

void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vreport(format, arguments);
    va_end(arguments);
    exit(1);
}

const char *port_argument(const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || length > 5 || strspn(text, "0123456789") != length)
        return NULL;
    return atoi(text) <= 65535 ? text : NULL;
}

struct addrinfo *resolve(const char *host, const char *port, int kind, int flags)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = kind};
    struct addrinfo *list;
    hints.ai_flags = flags | AI_NUMERICSERV;
    int code = getaddrinfo(host, port, &hints, &list);
    if (code == EAI_SYSTEM)
        fail("%s: %s", host, strerror(errno));
    if (code != 0)
        fail("%s: %s", host, gai_strerror(code));
    return list;
}

const char *show(const struct sockaddr *address, socklen_t length, char text[ADDRESS_MAX])
{
    char ip[64], port[8];
    if (getnameinfo(address, length, ip, sizeof ip, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        strcpy(text, "?");
    else
        snprintf(text, ADDRESS_MAX, strchr(ip, ':') ? "[%s]:%s" : "%s:%s", ip, port);
    return text;
}

int open_server(int argc, char **argv, int kind)
{
    const char *port = argc == 2 || argc == 3 ? port_argument(argv[1]) : NULL;
    if (port == NULL)
        usage(argv[0], "PORT [HOST]");
    const char *host = argc == 3 ? argv[2] : "127.0.0.1";

    int problem = 0;
    struct addrinfo *list = resolve(host, port, kind, AI_PASSIVE);
    for (struct addrinfo *a = list; a != NULL; a = a->ai_next) {
        int yes = 1;
        int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, a->ai_protocol);
        if (fd < 0) {
            problem = errno;
            continue;
        }
        if ((kind == SOCK_STREAM &&
             setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0) ||
            bind(fd, a->ai_addr, a->ai_addrlen) < 0 ||
            (kind == SOCK_STREAM && listen(fd, 128) < 0)) {
            problem = errno;
            close(fd);
            continue;
        }
        freeaddrinfo(list);

        struct sockaddr_storage own;
        socklen_t length = sizeof own;
        char text[ADDRESS_MAX];
        if (getsockname(fd, (struct sockaddr *)&own, &length) < 0)
            fail("getsockname: %s", strerror(errno));
        printf("listening on %s\n", show((struct sockaddr *)&own, length, text));
        fflush(stdout);
        return fd;
    }
    fail("cannot listen on %s, port %s: %s", host, port, strerror(problem));
}

int next_client(int listener, char peer[ADDRESS_MAX])
{
    for (;;) {
        struct sockaddr_storage address;
        socklen_t length = sizeof address;
        int fd = accept(listener, (struct sockaddr *)&address, &length);
        if (fd >= 0) {
            show((struct sockaddr *)&address, length, peer);
            return fd;
        }
        if (errno != EINTR) {
            report("accept: %s", strerror(errno));
            poll(NULL, 0, 50); /* not to spin when descriptors run out */
        }
    }
}

int open_connection(const char *host, const char *port)
{
    int problem = 0;
    struct addrinfo *list = resolve(host, port, SOCK_STREAM, 0);
    for (struct addrinfo *a = list; a != NULL; a = a->ai_next) {
        int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, a->ai_protocol);
        if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) == 0) {
            freeaddrinfo(list);
            return fd;
        }
        problem = errno;
        if (fd >= 0)
            close(fd);
    }
    fail("cannot connect to %s, port %s: %s", host, port, strerror(problem));
}

int send_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        bytes += n;
        length -= n;
    }
    return 0;
}

static void reserve(struct buffer *buffer, size_t more)
{
    if (buffer->capacity - buffer->length >= more)
        return;
    buffer->capacity = 2 * buffer->capacity + more;
    buffer->bytes = realloc(buffer->bytes, buffer->capacity);
    if (buffer->bytes == NULL)
        fail("%s", strerror(ENOMEM));
}

int exchange(int fd, const char *bytes, size_t length, struct buffer *reply)
{
    int sending = 1;
    for (;;) {
        if (sending && length == 0) {
            if (shutdown(fd, SHUT_WR) < 0)
                return -1;
            sending = 0;
        }
        struct pollfd watch = {.fd = fd, .events = sending ? POLLIN | POLLOUT : POLLIN};
        if (poll(&watch, 1, -1) < 0) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        if (sending && (watch.revents & POLLOUT)) {
            ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n < 0 && errno != EAGAIN && errno != EINTR)
                return -1;
            if (n > 0) {
                bytes += n;
                length -= n;
            }
        }
        if (watch.revents & (POLLIN | POLLHUP | POLLERR)) {
            reserve(reply, 16384);
            ssize_t n = recv(fd, reply->bytes + reply->length, 16384, MSG_DONTWAIT);
            if (n < 0 && errno != EAGAIN && errno != EINTR)
                return -1;
            if (n == 0)
                return 0;
            if (n > 0)
                reply->length += n;
        }
    }
}

/* The length of the character at the start of the bytes; or, negative, of what is to be
   replaced there. */
static int character(const unsigned char *s, size_t length)
{
    unsigned char first = s[0], low = 0x80, high = 0xBF;
    int size;
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        size = 2;
    else if (first >= 0xE0 && first <= 0xEF)
        size = 3;
    else if (first >= 0xF0 && first <= 0xF4)
        size = 4;
    else
        return -1;
    if (first == 0xE0)
        low = 0xA0; /* shorter forms exist */
    if (first == 0xED)
        high = 0x9F; /* surrogates */
    if (first == 0xF0)
        low = 0x90;
    if (first == 0xF4)
        high = 0x8F; /* beyond U+10FFFF */
    for (int i = 1; i < size; i++) {
        if ((size_t)i >= length || s[i] < low || s[i] > high)
            return -i;
        low = 0x80;
        high = 0xBF;
    }
    return size;
}

void print_text(const char *prefix, const char *bytes, size_t length)
{
    const unsigned char *s = (const unsigned char *)bytes;
    fputs(prefix, stdout);
    while (length > 0) {
        int size = character(s, length);
        if (size > 0) {
            fwrite(s, 1, size, stdout);
        } else {
            fputs("\xEF\xBF\xBD", stdout);
            size = -size;
        }
        s += size;
        length -= size;
    }
    putchar('\n');
    fflush(stdout);
}

void upper_case(char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] >= 'a' && bytes[i] <= 'z')
            bytes[i] -= 'a' - 'A';
}
