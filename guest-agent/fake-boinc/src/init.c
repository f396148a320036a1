#include <stdio.h>
#include <stdlib.h>

#include "../include/boinc/diagnostics.h"
#include "../include/boinc/error_numbers.h"
#include "../include/boinc_api.h"
#include "agent-socket.h"
#include "atomic-value.h"
#include "checkpoint.h"
#include "clock.h"
#include "ending.h"
#include "init-data.h"
#include "library-options.h"
#include "lock-file.h"
#include "process-owner.h"
#include "report-exchange.h"
#include "report-loop.h"
#include "report-wake.h"
#include "spool.h"
#include "work-directory.h"

#define LOCK_WAIT_MS 35000
#define LOCK_RETRY_DELAY_S 600
#define LAST_WORDS_TIMEOUT_MS 1000

/* A program that ends by exit() or return, in its exit handlers. */
static void tell_last_checkpoint(void) {
  struct vmslot_connection connection = {-1};
  if (vmslot_is_forked_child() || vmslot_is_ending() || !vmslot_has_untold_checkpoint()) return;
  if (!vmslot_agent_has_answered()) return;
  (void)vmslot_exchange_report(&connection, vmslot_now_ms() + LAST_WORDS_TIMEOUT_MS);
  vmslot_close_connection(&connection);
}

static void take_lock(void) {
  if (vmslot_take_lock_file() == 0) return;
  fprintf(stderr, "boinc_init: another program holds boinc_lockfile: waiting 35 s\n");
  vmslot_sleep_ms(LOCK_WAIT_MS);
  if (vmslot_take_lock_file() == 0) return;
  (void)boinc_temporary_exit(LOCK_RETRY_DELAY_S, "Another program holds the lock file", 0);
}

/* Its facts, which the program may ask for next; without them it begins all the same. */
static void meet_agent(void) {
  struct vmslot_connection connection = {-1};
  if (!vmslot_has_agent()) {
    if (vmslot_read_init_data_file() != 0)
      fprintf(stderr, "boinc_init: no VMSLOT_APP_SOCKET and no init_data.xml: running standalone\n");
    return;
  }
  if (vmslot_join_agent_soon(&connection, vmslot_now_ms() + VMSLOT_APP_CALL_TIMEOUT_MS) !=
      VMSLOT_CALL_OK)
    fprintf(stderr, "boinc_init: nobody answers on VMSLOT_APP_SOCKET: standalone until then\n");
  vmslot_close_connection(&connection);
}

static int start(const BOINC_OPTIONS *options) {
  vmslot_own_process();
  vmslot_set_library_options(options);
  if (options->main_program) take_lock();
  (void)vmslot_open_work_directory();
  vmslot_open_spool();
  meet_agent();
  vmslot_start_checkpoints(vmslot_now_ms());
  if (vmslot_open_wake() != 0 || vmslot_start_report_loop() != 0) return ERR_THREAD;
  (void)atexit(tell_last_checkpoint);
  vmslot_note_initialized();
  return 0;
}

int boinc_init_options(BOINC_OPTIONS *options) {
  static int has_started;
  BOINC_OPTIONS defaults;
  boinc_options_defaults_p(&defaults);
  if (vmslot_is_forked_child() || vmslot_exchange(&has_started, 1)) return 0;
  return start(options == NULL ? &defaults : options);
}

int boinc_init(void) {
  (void)boinc_init_diagnostics(BOINC_DIAG_DEFAULTS);
  return boinc_init_options(NULL);
}

int boinc_init_parallel(void) {
  BOINC_OPTIONS options;
  boinc_options_defaults_p(&options);
  options.multi_thread = 1;
  (void)boinc_init_diagnostics(BOINC_DIAG_DEFAULTS);
  return boinc_init_options(&options);
}
