/* Names that a program may have for itself stand alone: a static library gives them only to one that
 * has none. */
#include <time.h>

#include "../include/boinc/util.h"
#include "clock.h"

double dtime(void) {
  struct timespec now = {0, 0};
  (void)clock_gettime(CLOCK_REALTIME, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void boinc_sleep(double seconds) {
  /* Not a number sleeps not at all. */
  if (seconds > 0) vmslot_sleep_ms(seconds > 86400 ? 86400000 : (int64_t)(seconds * 1000));
}
