/* Files of the work directory that are messages of the project's server. */
#ifndef VMSLOT_TRICKLE_FILE_H
#define VMSLOT_TRICKLE_FILE_H

#include <stddef.h>
#include <stdint.h>

/* 1 and the name of one, cut to capacity; 0: there is none. */
int vmslot_find_trickle_file(char *name, size_t capacity);

/* 1: one of them has just these bytes: that of the name, or where that is empty, any. */
int vmslot_has_trickle_file(const char *name, const uint8_t *bytes, size_t length);

#endif
