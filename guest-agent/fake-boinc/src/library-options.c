#include "library-options.h"

#include <string.h>

#include "atomic-value.h"

static BOINC_OPTIONS current;
static int is_initialized;

const BOINC_OPTIONS *vmslot_library_options(void) { return &current; }

void vmslot_set_library_options(const BOINC_OPTIONS *options) { current = *options; }

int vmslot_is_initialized(void) { return vmslot_load(&is_initialized); }

void vmslot_note_initialized(void) { vmslot_store(&is_initialized, 1); }

void boinc_options_defaults_p(BOINC_OPTIONS *options) {
  if (options == NULL) return;
  memset(options, 0, sizeof *options);
  options->main_program = 1;
  options->check_heartbeat = 1;
  options->handle_process_control = 1;
  options->send_status_msgs = 1;
  options->direct_process_action = 1;
}
