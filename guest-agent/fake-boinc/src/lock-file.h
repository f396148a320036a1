/* boinc_lockfile, which keeps two main programs out of one work directory. */
#ifndef VMSLOT_LOCK_FILE_H
#define VMSLOT_LOCK_FILE_H

/* 0, also where the file cannot be made or locked at all; -1: another process holds it. */
int vmslot_take_lock_file(void);

void vmslot_release_lock_file(void);

#endif
