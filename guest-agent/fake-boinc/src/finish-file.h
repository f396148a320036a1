/* The files by which a BOINC client knows how a program ended; written where no agent has heard it. */
#ifndef VMSLOT_FINISH_FILE_H
#define VMSLOT_FINISH_FILE_H

/* boinc_finish_called. message: NULL or a line. 0, -108 or -103. */
int vmslot_write_finish_file(int status, const char *message, int is_notice);

/* boinc_temporary_exit. */
int vmslot_write_temporary_exit_file(int delay_s, const char *reason, int is_notice);

#endif
