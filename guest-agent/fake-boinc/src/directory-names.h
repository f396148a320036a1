/* The names of the work directory, without memory of the heap: a program may end in a signal handler
 * that has interrupted malloc, and what it leaves is sent then as well. */
#ifndef VMSLOT_DIRECTORY_NAMES_H
#define VMSLOT_DIRECTORY_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* Begin with vmslot_open_names; end with vmslot_close_names. */
struct vmslot_names {
  int fd;
  size_t at, length;
  /* Aligned as the kernel's records are. */
  uint64_t bytes[512];
};

/* 0, or -1: it cannot be read now, for instance because no more files can be open. */
int vmslot_open_names(struct vmslot_names *names);

/* The next one, until the next call; NULL: there is none, or it cannot be read. */
const char *vmslot_next_name(struct vmslot_names *names);

void vmslot_close_names(struct vmslot_names *names);

#endif
