#include "work-directory.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../include/boinc/error_numbers.h"
#include "atomic-value.h"
#include "directory-names.h"

/* Before boinc_init the current one. */
static int directory = AT_FDCWD;
static const char temporary_prefix[] = ".vmslot_temporary_";
static int temporary_count;

int vmslot_open_work_directory(void) {
  const int fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return -1;
  vmslot_store(&directory, fd);
  return 0;
}

int vmslot_work_directory(void) { return vmslot_load(&directory); }

static int write_all(int fd, const struct vmslot_piece *piece) {
  const char *next = (const char *)piece->bytes;
  size_t left = piece->length;
  while (left > 0) {
    const ssize_t count = write(fd, next, left);
    if (count < 0 && errno != EINTR) return -1;
    if (count <= 0) continue;
    next += count;
    left -= (size_t)count;
  }
  return 0;
}

static int fill(int fd, const struct vmslot_piece *pieces, int count) {
  int index, result = 0;
  for (index = 0; index < count && result == 0; index++) result = write_all(fd, &pieces[index]);
  if (fsync(fd) != 0) result = -1;
  return close(fd) == 0 ? result : -1;
}

int vmslot_write_durably(const char *name, const struct vmslot_piece *pieces, int count) {
  const int at = vmslot_work_directory();
  char temporary[64];
  int fd;
  (void)snprintf(temporary, sizeof temporary, "%s%ld_%d", temporary_prefix, (long)getpid(),
                 vmslot_add(&temporary_count, 1));
  fd = openat(at, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (fd < 0) return ERR_FOPEN;
  if (fill(fd, pieces, count) != 0 || renameat(at, temporary, at, name) != 0) {
    (void)unlinkat(at, temporary, 0);
    return ERR_WRITE;
  }
  /* So that the name is on disk as well; a file system that cannot say so has no better answer. */
  (void)fsync(at);
  return 0;
}

/* The name says who writes it; another program of the task may be about to. */
static int is_left(const char *name) {
  const size_t length = sizeof temporary_prefix - 1;
  long pid;
  if (strncmp(name, temporary_prefix, length) != 0) return 0;
  pid = strtol(name + length, NULL, 10);
  return pid <= 0 || pid == (long)getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

void vmslot_delete_half_written(void) {
  struct vmslot_names names;
  const char *name;
  if (vmslot_open_names(&names) != 0) return;
  while ((name = vmslot_next_name(&names)) != NULL)
    if (is_left(name)) (void)unlinkat(vmslot_work_directory(), name, 0);
  vmslot_close_names(&names);
}
