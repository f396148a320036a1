/* util.h - time, as sources of BOINC apps expect it. */
#ifndef BOINC_UTIL_H
#define BOINC_UTIL_H

#include <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

/* Unix time, in seconds. */
double dtime(void);

/* Sleeps so many seconds, also when signals come. */
void boinc_sleep(double seconds);

#pragma GCC visibility pop
#ifdef __cplusplus
}
static inline double drand() { return (double)rand() / (double)RAND_MAX; }
#endif

#define SECONDS_PER_DAY 86400
#define KILO (1024.)
#define MEGA (1024. * KILO)
#define GIGA (1024. * MEGA)

#endif
