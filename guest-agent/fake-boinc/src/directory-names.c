/* syscall() is no part of POSIX. */
#define _GNU_SOURCE
#include "directory-names.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "work-directory.h"

/* struct linux_dirent64 of getdents64(2): 8 bytes inode, 8 offset, 2 length of the record, 1 type. */
#define RECORD_LENGTH_AT 16
#define NAME_AT 19

int vmslot_open_names(struct vmslot_names *names) {
  /* Opened anew: a duplicate would share its place with other readers. */
  names->fd = openat(vmslot_work_directory(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  names->at = names->length = 0;
  return names->fd < 0 ? -1 : 0;
}

static int fill(struct vmslot_names *names) {
  long count;
  do count = syscall(SYS_getdents64, names->fd, names->bytes, sizeof names->bytes);
  while (count < 0 && errno == EINTR);
  names->at = 0;
  names->length = count < 0 ? 0 : (size_t)count;
  return names->length > 0;
}

const char *vmslot_next_name(struct vmslot_names *names) {
  const char *record;
  uint16_t length;
  if (names->at >= names->length && !fill(names)) return NULL;
  record = (const char *)names->bytes + names->at;
  memcpy(&length, record + RECORD_LENGTH_AT, sizeof length);
  names->at += length;
  return record + NAME_AT;
}

void vmslot_close_names(struct vmslot_names *names) { close(names->fd); }
