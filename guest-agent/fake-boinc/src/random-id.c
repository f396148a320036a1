#include "random-id.h"

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "atomic-value.h"

/* Where there are no random numbers, time, process and count must do. */
void vmslot_choose_id(char id[VMSLOT_ID_SIZE]) {
  static int count;
  unsigned char bytes[16];
  struct timespec now = {0, 0};
  const int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
  const ssize_t found = fd < 0 ? -1 : read(fd, bytes, sizeof bytes);
  size_t index;
  if (fd >= 0) close(fd);
  if (found == (ssize_t)sizeof bytes) {
    for (index = 0; index < sizeof bytes; index++)
      (void)snprintf(id + 2 * index, 3, "%02x", bytes[index]);
    return;
  }
  (void)clock_gettime(CLOCK_REALTIME, &now);
  (void)snprintf(id, VMSLOT_ID_SIZE, "%08lx%08lx%08lx%08x", (unsigned long)now.tv_sec & 0xffffffffUL,
                 (unsigned long)now.tv_nsec & 0xffffffffUL,
                 (unsigned long)getpid() & 0xffffffffUL, (unsigned)vmslot_add(&count, 1));
}
