#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "../include/boinc_api.h"
#include "init-data.h"
#include "report-loop.h"

static double read_clock(clockid_t clock) {
  struct timespec now = {0, 0};
  (void)clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double boinc_worker_thread_cpu_time(void) { return read_clock(CLOCK_PROCESS_CPUTIME_ID); }

int boinc_wu_cpu_time(double *seconds) {
  if (seconds == NULL) return -116;
  *seconds = vmslot_earlier_cpu_time_s() + boinc_worker_thread_cpu_time();
  return 0;
}

int boinc_calling_thread_cpu_time(double *seconds) {
  if (seconds == NULL) return -116;
  *seconds = read_clock(CLOCK_THREAD_CPUTIME_ID);
  return 0;
}

double boinc_elapsed_time(void) { return vmslot_elapsed_s(); }

char *boinc_msg_prefix(char *text, int length) {
  char clock[32];
  struct tm parts;
  time_t now = time(NULL);
  if (text == NULL || length < 1) return text;
  if (localtime_r(&now, &parts) == NULL || strftime(clock, sizeof clock, "%H:%M:%S", &parts) == 0)
    clock[0] = '\0';
  (void)snprintf(text, (size_t)length, "%s (%ld):", clock, (long)getpid());
  return text;
}
