/* Names that nothing else of the task has. */
#ifndef VMSLOT_RANDOM_ID_H
#define VMSLOT_RANDOM_ID_H

#define VMSLOT_ID_SIZE 33

/* 32 hexadecimal digits and a 0. */
void vmslot_choose_id(char id[VMSLOT_ID_SIZE]);

#endif
