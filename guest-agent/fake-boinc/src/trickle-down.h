/* Messages of the project's server. */
#ifndef VMSLOT_TRICKLE_DOWN_H
#define VMSLOT_TRICKLE_DOWN_H

/* The agent has one. */
void vmslot_note_trickle_down(void);

#endif
