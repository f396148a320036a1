/*
 * Tells how far it is by so many calls a second, ten at once, or does the same without the calls.
 * Arguments: calls a second, seconds, 1 to call or 0 not to. Prints its CPU time and its time, in
 * milliseconds.
 */
#define _GNU_SOURCE
#include <boinc_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define AT_ONCE 10

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  struct rusage usage;
  struct timespec pause = {0, 0};
  long count, rate, call;
  int calls;
  double begin = now_ms();
  if (argc != 4 || boinc_init() != 0) return 2;
  rate = atol(argv[1]);
  count = rate * atol(argv[2]);
  calls = atoi(argv[3]);
  pause.tv_nsec = AT_ONCE * 1000000000L / rate;
  for (call = 1; call <= count; call++) {
    if (calls) boinc_fraction_done(call / (count + 1.0));
    if (call % AT_ONCE == 0) nanosleep(&pause, NULL);
  }
  getrusage(RUSAGE_SELF, &usage);
  printf("%.1f %.1f\n",
         (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
             (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3,
         now_ms() - begin);
  fflush(stdout);
  return boinc_finish(0);
}
