/* Names as Fortran compilers on Unix make them: an underscore behind, arguments by reference, the
 * lengths of texts last. */
#include "fortran.h"

#include <string.h>

#include "../include/boinc_api.h"

#define MAX_PATH_BYTES 4096

void boinc_init_(void) { (void)boinc_init(); }

void boinc_finish_(const int *status) { (void)boinc_finish(*status); }

void boinc_is_standalone_(int *result) { *result = boinc_is_standalone(); }

/* Texts of Fortran have no 0 behind them, but blanks. */
void boincrf_(const char *logical, char *physical, int logical_length, int physical_length) {
  char name[MAX_PATH_BYTES], path[MAX_PATH_BYTES];
  size_t length = logical_length < 0 ? 0 : (size_t)logical_length;
  const size_t room = physical_length < 0 ? 0 : (size_t)physical_length;
  while (length > 0 && logical[length - 1] == ' ') length--;
  if (length >= sizeof name) length = sizeof name - 1;
  memcpy(name, logical, length);
  name[length] = '\0';
  (void)boinc_resolve_filename(name, path, (int)sizeof path);
  length = strlen(path) < room ? strlen(path) : room;
  memcpy(physical, path, length);
  memset(physical + length, ' ', room - length);
}

void boinc_parse_init_data_file_(void) { (void)boinc_parse_init_data_file(); }

void boinc_time_to_checkpoint_(int *result) { *result = boinc_time_to_checkpoint(); }

void boinc_checkpoint_completed_(void) { (void)boinc_checkpoint_completed(); }

void boinc_begin_critical_section_(void) { boinc_begin_critical_section(); }

void boinc_end_critical_section_(void) { boinc_end_critical_section(); }

void boinc_fraction_done_(const double *fraction) { (void)boinc_fraction_done(*fraction); }

void boinc_get_fraction_done_(double *fraction) { *fraction = boinc_get_fraction_done(); }

void boinc_wu_cpu_time_(double *seconds) { (void)boinc_wu_cpu_time(seconds); }

void boinc_calling_thread_cpu_time_(double *seconds) {
  (void)boinc_calling_thread_cpu_time(seconds);
}
