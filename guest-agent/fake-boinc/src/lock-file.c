#include "lock-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "../include/boinc/app_ipc.h"
#include "atomic-value.h"

/* Open as long as the program runs: closing it would free the lock. */
static int held = -1;

int vmslot_take_lock_file(void) {
  const int fd = open(LOCKFILE, O_WRONLY | O_CREAT | O_CLOEXEC, 0664);
  struct flock lock;
  if (fd < 0) return 0;
  memset(&lock, 0, sizeof lock);
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  if (fcntl(fd, F_SETLK, &lock) != 0 && (errno == EACCES || errno == EAGAIN)) {
    close(fd);
    return -1;
  }
  vmslot_store(&held, fd);
  return 0;
}

void vmslot_release_lock_file(void) {
  const int fd = vmslot_exchange(&held, -1);
  if (fd < 0) return;
  (void)unlink(LOCKFILE);
  close(fd);
}
