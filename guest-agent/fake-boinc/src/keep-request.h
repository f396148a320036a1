/* Requests of the program that must arrive. */
#ifndef VMSLOT_KEEP_REQUEST_H
#define VMSLOT_KEEP_REQUEST_H

#include "agent-call.h"

/* Keeps the request on disk and asks the agent, for 2 s at the most. 0: it is taken or will be; -103:
 * refused for good, or neither disk nor agent takes it; -108: the same, where no file can be made. */
int vmslot_keep_request(const struct vmslot_request *request);

#endif
