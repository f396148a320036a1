#include "finish-file.h"

#include <stdio.h>
#include <string.h>

#include "../include/boinc/app_ipc.h"
#include "../include/boinc/error_numbers.h"
#include "work-directory.h"

/* A number; a message; "notice" or an empty line. Whole or not at all, for whoever reads it: and without
 * stdio, since a signal handler may end the program. */
static int write_file(const char *name, int number, const char *message, int is_notice) {
  char first[32];
  const char *text = message == NULL ? "" : message;
  const char *rest = message == NULL ? "" : is_notice ? "\nnotice\n" : "\n\n";
  struct vmslot_piece pieces[3];
  (void)snprintf(first, sizeof first, "%d\n", number);
  pieces[0].bytes = first;
  pieces[0].length = strlen(first);
  pieces[1].bytes = text;
  pieces[1].length = strlen(text);
  pieces[2].bytes = rest;
  pieces[2].length = strlen(rest);
  return vmslot_write_durably(name, pieces, 3);
}

int vmslot_write_finish_file(int status, const char *message, int is_notice) {
  return write_file(BOINC_FINISH_CALLED_FILE, status, message, is_notice);
}

int vmslot_write_temporary_exit_file(int delay_s, const char *reason, int is_notice) {
  /* A client takes a file without a second line for none. */
  return write_file(TEMPORARY_EXIT_FILE, delay_s, reason == NULL ? "" : reason, is_notice);
}
