/* Lab 8: segments. */
#ifndef LAB8_H
#define LAB8_H

#include <stddef.h>
#include <stdint.h>

enum { DATA = 1, ACK = 2, HEADER = 8, PAYLOAD = 1000, LARGEST = 65536 };

/* Puts a header before the payload that stands at bytes + HEADER; gives the length of the whole. */
size_t seal(unsigned char *bytes, int kind, uint32_t number, size_t payload);

/* The kind of a segment and its number, or 0 for what is none. */
int open_segment(unsigned char *bytes, size_t length, uint32_t *number);

#endif
