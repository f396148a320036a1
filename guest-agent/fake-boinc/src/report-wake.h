/* Waking the library's thread before its second is over. */
#ifndef VMSLOT_REPORT_WAKE_H
#define VMSLOT_REPORT_WAKE_H

#include <stdint.h>

/* 0, or -1. */
int vmslot_open_wake(void);

/* The thread should look at once for what is new. May be called anywhere, also from a signal handler;
 * costs a system call once for each time that the thread wakes. */
void vmslot_wake_report_loop(void);

/* For the thread. 1: woken; 0: the time is over. */
int vmslot_wait_for_wake(int64_t duration_ms);

/* For the thread: from here on it can be woken again. */
void vmslot_clear_wake(void);

#endif
