/* The directory that the program was started in, whatever it changes to later. */
#ifndef VMSLOT_WORK_DIRECTORY_H
#define VMSLOT_WORK_DIRECTORY_H

#include <stddef.h>

/* 0, or -1. */
int vmslot_open_work_directory(void);

/* Its descriptor, for openat and its like. */
int vmslot_work_directory(void);

/* A piece of a file. */
struct vmslot_piece {
  const void *bytes;
  size_t length;
};

/* Writes a file of the directory so that it is there with all its bytes, on disk, or not at all. 0,
 * -108: cannot be made, -103: cannot be written. */
int vmslot_write_durably(const char *name, const struct vmslot_piece *pieces, int count);

/* Deletes what programs that are gone have left half-written. */
void vmslot_delete_half_written(void);

#endif
