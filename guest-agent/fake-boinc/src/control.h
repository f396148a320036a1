/* What the agent wants of the program. */
#ifndef VMSLOT_CONTROL_H
#define VMSLOT_CONTROL_H

#include "agent-messages.h"
#include "agent-call.h"

/* Puts it into boinc_status and where else it belongs. */
void vmslot_apply_control(const struct vmslot_control *control);

/* Ends the program if it was told to, acts by itself and is in no critical section. In the library's
 * thread: nothing of the program's runs any more. In the program's: as exit() does. */
void vmslot_act_in_loop(struct vmslot_connection *connection);
void vmslot_act_in_program(void);

#endif
