/* Requests that must not be lost: files of the work directory until the agent has taken them, be it in
 * the next life of the program. A repeated one is taken once, by its trickle_id or because asking for
 * an upload again changes nothing. */
#ifndef VMSLOT_SPOOL_H
#define VMSLOT_SPOOL_H

#include <stdint.h>

#include "agent-call.h"

/* As many trickles as the agent takes of a task. */
#define VMSLOT_MAX_SPOOLED_COUNT 1000
/* A request with the longest trickle. */
#define VMSLOT_MAX_SPOOLED_BYTES 66048

/* Where it is kept. */
struct vmslot_spooled {
  char name[128];
};

/* Looks for what an earlier life has left. */
void vmslot_open_spool(void);

/* 1: there is something to be sent, and its time has come. */
int vmslot_has_spooled(void);

/* 1: there is something that is to go first. */
int vmslot_has_files_in_spool(void);

/* Keeps a request. 0, -108 or -103. Then either the caller sends and drops it, or it leaves it. */
int vmslot_spool_request(const struct vmslot_request *request, struct vmslot_spooled *spooled);

/* It is done with. 0, or -1: it cannot be deleted. */
int vmslot_drop_spooled(const struct vmslot_spooled *spooled);

/* The library's thread sends what is there. */
void vmslot_leave_in_spool(void);

/* Sends the oldest ones, until the deadline. 0: none is left; -1: the agent does not take them now. */
int vmslot_send_spooled(struct vmslot_connection *connection, int64_t deadline_ms);

#endif
