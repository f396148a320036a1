/* Names that a Fortran program calls; it needs no header, the compiler of this library does. */
#ifndef VMSLOT_FORTRAN_H
#define VMSLOT_FORTRAN_H

#pragma GCC visibility push(default)
void boinc_init_(void);
void boinc_finish_(const int *status);
void boinc_is_standalone_(int *result);
void boincrf_(const char *logical, char *physical, int logical_length, int physical_length);
void boinc_parse_init_data_file_(void);
void boinc_time_to_checkpoint_(int *result);
void boinc_checkpoint_completed_(void);
void boinc_begin_critical_section_(void);
void boinc_end_critical_section_(void);
void boinc_fraction_done_(const double *fraction);
void boinc_get_fraction_done_(double *fraction);
void boinc_wu_cpu_time_(double *seconds);
void boinc_calling_thread_cpu_time_(double *seconds);
#pragma GCC visibility pop

#endif
