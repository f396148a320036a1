/* The facts of the task, of the agent or of init_data.xml. */
#ifndef VMSLOT_INIT_DATA_H
#define VMSLOT_INIT_DATA_H

#include <stdint.h>

#include "agent-call.h"
#include "agent-messages.h"

/* Asks the agent for them. */
enum vmslot_call_result vmslot_join_agent(struct vmslot_connection *connection,
                                          int64_t deadline_ms);

/* The same until the deadline, while nobody answers: the agent may just be starting again. */
enum vmslot_call_result vmslot_join_agent_soon(struct vmslot_connection *connection,
                                               int64_t deadline_ms);

/* 1: it has told them. */
int vmslot_has_joined(void);

/* Which ones it told last; 0: none, or it does not say. */
uint64_t vmslot_joined_revision(void);

/* Reads the file of the work directory. 0, -108 or -112. */
int vmslot_read_init_data_file(void);

/* From here on these are the facts. */
void vmslot_set_init_data(struct vmslot_facts *facts);

/* CPU seconds of earlier lives up to the last checkpoint. */
double vmslot_earlier_cpu_time_s(void);

/* Around a fork. */
void vmslot_lock_init_data(void);
void vmslot_unlock_init_data(void);

#endif
