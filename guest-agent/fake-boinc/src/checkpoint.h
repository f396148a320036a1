/* When a checkpoint is due, and which ones the agent has not heard of. */
#ifndef VMSLOT_CHECKPOINT_H
#define VMSLOT_CHECKPOINT_H

#include <stdint.h>

/* The first countdown begins. */
void vmslot_start_checkpoints(int64_t now_ms);

/* What the volunteer wants; 0: not known, no change. */
void vmslot_set_checkpoint_period(uint64_t period_ms);

/* Once a second. */
void vmslot_count_down(int64_t now_ms);

/* The program has made one more without saying so in its own words. */
void vmslot_note_checkpoint(void);

/* How many there have been, and how many of them the agent knows. */
int vmslot_completed_checkpoints(void);
void vmslot_note_told_checkpoints(int count);
int vmslot_has_untold_checkpoint(void);

/* Of this life of the program, so that the agent counts a checkpoint once that it is told twice. */
const char *vmslot_life_id(void);

#endif
