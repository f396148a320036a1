#include "report-wake.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "atomic-value.h"
#include "clock.h"

static int ends[2] = {-1, -1};
static int is_open;
static int is_woken;

static int prepare(int fd) {
  return fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && fcntl(fd, F_SETFL, O_NONBLOCK) == 0 ? 0 : -1;
}

int vmslot_open_wake(void) {
  if (pipe(ends) != 0) return -1;
  if (prepare(ends[0]) != 0 || prepare(ends[1]) != 0) return -1;
  vmslot_store(&is_open, 1);
  return 0;
}

void vmslot_wake_report_loop(void) {
  const int error = errno;
  if (!vmslot_load(&is_open) || vmslot_exchange(&is_woken, 1)) return;
  /* A full pipe wakes as well. */
  if (write(ends[1], "", 1) < 0) errno = error;
}

int vmslot_wait_for_wake(int64_t duration_ms) {
  struct pollfd entry;
  if (vmslot_load(&is_woken)) return 1;
  entry.fd = ends[0];
  entry.events = POLLIN;
  entry.revents = 0;
  if (duration_ms < 0) duration_ms = 0;
  return poll(&entry, 1, duration_ms > 60000 ? 60000 : (int)duration_ms) > 0;
}

void vmslot_clear_wake(void) {
  char bytes[16];
  while (read(ends[0], bytes, sizeof bytes) > 0) continue;
  /* Whoever wakes in between writes nothing; the look that follows sees what it has stored before. */
  vmslot_store(&is_woken, 0);
}
