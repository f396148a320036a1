/* Options that the program gave to boinc_init_options; all 0 before. Written before the library's
 * thread begins, and not afterwards. */
#ifndef VMSLOT_LIBRARY_OPTIONS_H
#define VMSLOT_LIBRARY_OPTIONS_H

#include "../include/boinc_api.h"

const BOINC_OPTIONS *vmslot_library_options(void);
void vmslot_set_library_options(const BOINC_OPTIONS *options);

/* 1: boinc_init_options has done its work. */
int vmslot_is_initialized(void);
void vmslot_note_initialized(void);

#endif
