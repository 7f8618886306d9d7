/* What the programs of labs 1 and 2 share. */
#ifndef NET_H
#define NET_H

#include <netdb.h>
#include <stddef.h>
#include <stdnoreturn.h>
#include <sys/socket.h>

#define ADDRESS_MAX 128

struct buffer {
    char *bytes;
    size_t length, capacity;
};

noreturn void usage(const char *program, const char *arguments);
noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
void report(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The port as getaddrinfo wants it, or NULL if the text is no port number. */
const char *port_argument(const char *text);

/* Every address of the host; ends the program if there is none. */
struct addrinfo *resolve(const char *host, const char *port, int kind, int flags);

/* IP:PORT, an IPv6 address in brackets. */
const char *show(const struct sockaddr *address, socklen_t length, char text[ADDRESS_MAX]);

/* A bound (and, if it is a stream, listening) socket, announced on stdout. */
int open_server(int argc, char **argv, int kind);

/* The next client, and its address. */
int next_client(int listener, char peer[ADDRESS_MAX]);

/* A connection to the first address that takes one; ends the program if none does. */
int open_connection(const char *host, const char *port);

/* 0, or -1 with errno set. */
int send_all(int fd, const char *bytes, size_t length);

/* Sends the bytes and closes the sending side, and meanwhile collects the reply until
   the peer has closed. 0, or -1 with errno set. */
int exchange(int fd, const char *bytes, size_t length, struct buffer *reply);

/* The prefix, the text and a newline to stdout; U+FFFD stands for what is not UTF-8. */
void print_text(const char *prefix, const char *bytes, size_t length);

void upper_case(char *bytes, size_t length);

#endif
