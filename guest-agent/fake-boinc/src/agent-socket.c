#include "agent-socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "atomic-value.h"
#include "clock.h"

static struct sockaddr_un address;
static int is_known;
static int has_answered;

static void find_agent(void) {
  const char *path = getenv("VMSLOT_APP_SOCKET");
  if (path == NULL || path[0] == '\0') return;
  if (strlen(path) >= sizeof address.sun_path) {
    fprintf(stderr, "boinc: VMSLOT_APP_SOCKET has more than %d bytes: running standalone\n",
            (int)sizeof address.sun_path - 1);
    return;
  }
  address.sun_family = AF_UNIX;
  memcpy(address.sun_path, path, strlen(path) + 1);
  vmslot_store(&is_known, 1);
}

int vmslot_has_agent(void) {
  static int has_looked;
  if (!vmslot_exchange(&has_looked, 1)) find_agent();
  return vmslot_load(&is_known);
}

int vmslot_agent_has_answered(void) { return vmslot_load(&has_answered); }

void vmslot_note_answer(void) { vmslot_store(&has_answered, 1); }

static int open_socket(void) {
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0) return -1;
  if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && fcntl(fd, F_SETFL, O_NONBLOCK) == 0) return fd;
  close(fd);
  return -1;
}

int vmslot_connect_agent(int64_t deadline_ms) {
  const int fd = vmslot_has_agent() ? open_socket() : -1;
  while (fd >= 0) {
    if (connect(fd, (const struct sockaddr *)&address, sizeof address) == 0 || errno == EISCONN)
      return fd;
    /* Linux answers EAGAIN while the listener's queue is full, and gives no event when it is not. */
    if ((errno != EAGAIN && errno != EINTR) || vmslot_now_ms() >= deadline_ms) break;
    vmslot_sleep_ms(10);
  }
  if (fd >= 0) close(fd);
  return -1;
}
