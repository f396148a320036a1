#include "socket-io.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

#include "clock.h"

/* 0: look again; -1: too late. Only a look in vain after the deadline is too late: a program that was
 * stopped for an hour finds the reply that has been there since. */
static int wait_for(int fd, short event, int64_t deadline_ms, int *is_last_look) {
  const int64_t left = deadline_ms - vmslot_now_ms();
  struct pollfd entry;
  if (*is_last_look) return -1;
  if (left <= 0) {
    *is_last_look = 1;
    return 0;
  }
  entry.fd = fd;
  entry.events = event;
  entry.revents = 0;
  (void)poll(&entry, 1, left > 60000 ? 60000 : (int)left);
  return 0;
}

int vmslot_send_all(int fd, const void *bytes, size_t length, int64_t deadline_ms) {
  const char *next = (const char *)bytes;
  int is_last_look = 0;
  while (length > 0) {
    const ssize_t count = send(fd, next, length, MSG_NOSIGNAL);
    if (count >= 0) {
      next += count;
      length -= (size_t)count;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (wait_for(fd, POLLOUT, deadline_ms, &is_last_look) != 0) return -1;
    } else if (errno != EINTR) {
      return -1;
    }
  }
  return 0;
}

long vmslot_receive_some(int fd, void *bytes, size_t length, int64_t deadline_ms) {
  int is_last_look = 0;
  for (;;) {
    const ssize_t count = recv(fd, bytes, length, 0);
    if (count >= 0) return (long)count;
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return 0;
    if (wait_for(fd, POLLIN, deadline_ms, &is_last_look) != 0) return -1;
  }
}
