/* Lab 6, a pair: poll() waits for the keyboard and the connection alike. */
#ifndef LAB6_PAIR_H
#define LAB6_PAIR_H

#include "lines.h"

/* Reads once, and prints the whole lines. What read() gave. */
ssize_t print_lines(struct lines *lines, int fd);

enum typed { TYPED_MORE, TYPED_EXIT, TYPED_END };

/* Reads stdin once, and sends the whole lines to fd; to nobody if it is negative. */
enum typed send_lines(struct lines *lines, int fd);

/* Refuses the whole lines that were typed behind EXIT: nobody is connected any more. */
void refuse_lines(struct lines *lines);

#endif
