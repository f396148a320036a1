/* The end of the program is brought about once, by one thread. */
#ifndef VMSLOT_ENDING_H
#define VMSLOT_ENDING_H

/* 1: the caller ends the program; 0: it is being ended. */
int vmslot_claim_ending(void);

int vmslot_is_ending(void);

/* Waits for the end that another thread brings about. Where that is this very thread, which came here
 * from a signal handler or an exit handler, ends the program with the status. */
void vmslot_wait_for_end(int status);

#endif
