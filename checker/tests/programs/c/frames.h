/* Lab 5: frames in and out. */
#ifndef FRAMES_H
#define FRAMES_H

#include <stddef.h>

enum { LARGEST = 1048576 };

/* The length of the next payload, which is malloc()ed; -1 at the end of the stream where it may
   end, -2 after an error, of which `problem` then says what it is. */
long read_frame(int fd, char **payload, char problem[128]);

/* The two parts as one frame; 0, or -1 with errno set. */
int write_frame(int fd, const char *prefix, const char *bytes, size_t length);

#endif
