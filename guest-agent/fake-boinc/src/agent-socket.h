/* Where the agent listens, and whether it ever answered. */
#ifndef VMSLOT_AGENT_SOCKET_H
#define VMSLOT_AGENT_SOCKET_H

#include <stdint.h>

/* 1: VMSLOT_APP_SOCKET is a path. As it was at the first call: later changes do not count. */
int vmslot_has_agent(void);

/* 1: somebody has answered there since the program began. */
int vmslot_agent_has_answered(void);
void vmslot_note_answer(void);

/* A connected socket that does not block, or -1; waits until the deadline of clock.h at the most. */
int vmslot_connect_agent(int64_t deadline_ms);

#endif
