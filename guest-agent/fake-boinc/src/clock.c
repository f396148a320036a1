#include "clock.h"

#include <errno.h>
#include <time.h>

int64_t vmslot_now_ms(void) {
  struct timespec now = {0, 0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void vmslot_sleep_ms(int64_t duration_ms) {
  struct timespec rest;
  if (duration_ms <= 0) return;
  if (duration_ms > 86400000) duration_ms = 86400000;
  rest.tv_sec = (time_t)(duration_ms / 1000);
  rest.tv_nsec = (long)(duration_ms % 1000) * 1000000;
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR) continue;
}
