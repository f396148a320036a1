#include "control.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../include/boinc/error_numbers.h"
#include "atomic-value.h"
#include "checkpoint.h"
#include "clock.h"
#include "critical-section.h"
#include "ending.h"
#include "init-data.h"
#include "library-options.h"
#include "lock-file.h"
#include "report-exchange.h"
#include "trickle-down.h"

#define LAST_WORDS_TIMEOUT_MS 1000
#define FLUSH_TIMEOUT_MS 2000

volatile BOINC_STATUS boinc_status;

static void store_bytes(volatile double *target, uint64_t bytes) {
  double value = (double)bytes;
  __atomic_store(target, &value, __ATOMIC_SEQ_CST);
}

/* The program sets its flag back by itself, so only a new change sets it. */
static void note_facts(const struct vmslot_control *control) {
  static int knew_change;
  static int64_t known_revision;
  const int64_t revision = (int64_t)control->facts_revision;
  if (revision == 0) {
    if (!vmslot_exchange(&knew_change, control->facts_changed) && control->facts_changed)
      vmslot_store(&boinc_status.reread_init_data_file, 1);
    return;
  }
  /* Not by the flag: another program of the task may have asked for the facts first. */
  if ((uint64_t)revision == vmslot_joined_revision()) return;
  if (vmslot_load_long(&known_revision) == revision) return;
  vmslot_store_long(&known_revision, revision);
  vmslot_store(&boinc_status.reread_init_data_file, 1);
}

void vmslot_apply_control(const struct vmslot_control *control) {
  store_bytes(&boinc_status.working_set_size, control->memory_bytes);
  store_bytes(&boinc_status.max_working_set_size, control->memory_limit_bytes);
  vmslot_store(&boinc_status.network_suspended, control->network_suspended);
  note_facts(control);
  if (control->trickle_waits) vmslot_note_trickle_down();
  vmslot_set_checkpoint_period(control->checkpoint_period_ms);
  if (!vmslot_library_options()->handle_process_control) return;
  vmslot_store(&boinc_status.suspended, control->suspended);
  /* There is no way back from these: the program may be on its way out already. */
  if (control->quit_requested) vmslot_store(&boinc_status.quit_request, 1);
  if (control->abort_requested) vmslot_store(&boinc_status.abort_request, 1);
}

/* Exit status that the program was told to end with, or -1. */
static int wanted_status(void) {
  const BOINC_OPTIONS *options = vmslot_library_options();
  if (!options->handle_process_control || !options->direct_process_action) return -1;
  if (vmslot_load(&boinc_status.quit_request)) return 0;
  return vmslot_load(&boinc_status.abort_request) ? EXIT_ABORTED_BY_CLIENT : -1;
}

static void tell_checkpoint(struct vmslot_connection *connection) {
  if (vmslot_has_untold_checkpoint())
    (void)vmslot_exchange_report(connection, vmslot_now_ms() + LAST_WORDS_TIMEOUT_MS);
}

static void *end_anyway(void *status) {
  vmslot_sleep_ms(FLUSH_TIMEOUT_MS);
  _exit(*(const int *)status);
}

void vmslot_act_in_loop(struct vmslot_connection *connection) {
  static int status;
  pthread_t watch;
  status = wanted_status();
  if (status < 0 || !vmslot_close_critical_sections()) return;
  if (!vmslot_claim_ending()) {
    vmslot_reopen_critical_sections();
    return;
  }
  tell_checkpoint(connection);
  vmslot_release_lock_file();
  /* The program's threads run on, so its exit handlers cannot: what they take down is in use. And one
   * of them may hold a file's lock for ever, while it waits for a line of input. */
  if (pthread_create(&watch, NULL, end_anyway, &status) == 0) (void)fflush(NULL);
  _exit(status);
}

void vmslot_act_in_program(void) {
  struct vmslot_connection connection = {-1};
  const int status = wanted_status();
  if (status < 0 || !vmslot_claim_ending()) return;
  tell_checkpoint(&connection);
  vmslot_close_connection(&connection);
  vmslot_release_lock_file();
  exit(status);
}
