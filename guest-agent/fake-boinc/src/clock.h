/* Time that no one sets, in milliseconds. */
#ifndef VMSLOT_CLOCK_H
#define VMSLOT_CLOCK_H

#include <stdint.h>

/* Since some moment before the program's start. */
int64_t vmslot_now_ms(void);

/* Sleeps, also when signals come. At most a day. */
void vmslot_sleep_ms(int64_t duration_ms);

#endif
