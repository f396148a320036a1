/* Stretches in which the program must not be ended. */
#ifndef VMSLOT_CRITICAL_SECTION_H
#define VMSLOT_CRITICAL_SECTION_H

/* 1: in one. */
int vmslot_in_critical_section(void);

/* 1: there is none and none begins any more: whoever tries waits for the process' end, which the caller
 * must bring about. 0: the program is in one. */
int vmslot_close_critical_sections(void);

/* They may begin again. */
void vmslot_reopen_critical_sections(void);

#endif
