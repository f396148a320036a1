/* The library's thread. */
#ifndef VMSLOT_REPORT_LOOP_H
#define VMSLOT_REPORT_LOOP_H

/* Starts it with all signals blocked. 0, or -1. */
int vmslot_start_report_loop(void);

/* 1: it is telling something. Once the end has begun and this is 0, it tells nothing any more. */
int vmslot_is_loop_talking(void);

/* Seconds of this life in which the program was not suspended. */
double vmslot_elapsed_s(void);

#endif
