/* Whether this process is the one that the library was started in, or a child of a fork of it. */
#ifndef VMSLOT_PROCESS_OWNER_H
#define VMSLOT_PROCESS_OWNER_H

/* Call once, when the library is started. */
void vmslot_own_process(void);

/* 1: a child: its calls must reach nobody. */
int vmslot_is_forked_child(void);

#endif
