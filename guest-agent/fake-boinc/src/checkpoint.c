#include "checkpoint.h"

#include "../include/boinc_api.h"
#include "atomic-value.h"
#include "clock.h"
#include "process-owner.h"
#include "random-id.h"
#include "report-wake.h"

#define DEFAULT_PERIOD_S 300

static int is_ready;
static int period_s, minimum_s;
static int64_t started_ms;
static int completed, told;
static char life_id[VMSLOT_ID_SIZE];

void vmslot_start_checkpoints(int64_t now_ms) {
  vmslot_choose_id(life_id);
  vmslot_store_long(&started_ms, now_ms);
}

const char *vmslot_life_id(void) { return life_id; }

void vmslot_set_checkpoint_period(uint64_t period_ms) {
  /* Whole seconds, as BOINC counts them. */
  const uint64_t seconds = period_ms / 1000;
  if (period_ms > 0) vmslot_store(&period_s, seconds > 86400 * 365 ? 86400 * 365 : (int)seconds);
}

static int64_t period_ms(void) {
  const int wanted = vmslot_load(&period_s), least = vmslot_load(&minimum_s);
  const int seconds = wanted > least ? wanted : least;
  return (int64_t)(seconds > 0 ? seconds : DEFAULT_PERIOD_S) * 1000;
}

void vmslot_count_down(int64_t now_ms) {
  if (now_ms - vmslot_load_long(&started_ms) >= period_ms()) vmslot_store(&is_ready, 1);
}

int boinc_time_to_checkpoint(void) {
  if (!vmslot_load(&is_ready) || vmslot_is_forked_child()) return 0;
  boinc_begin_critical_section();
  return 1;
}

int boinc_checkpoint_completed(void) {
  if (vmslot_is_forked_child()) return 0;
  vmslot_store_long(&started_ms, vmslot_now_ms());
  vmslot_store(&is_ready, 0);
  vmslot_note_checkpoint();
  /* Last: where the program was told to quit meanwhile, it ends here. */
  boinc_end_critical_section();
  return 0;
}

int boinc_set_min_checkpoint_period(int seconds) {
  if (seconds >= 0) vmslot_store(&minimum_s, seconds);
  return 0;
}

void vmslot_note_checkpoint(void) {
  (void)vmslot_add(&completed, 1);
  vmslot_wake_report_loop();
}

int vmslot_completed_checkpoints(void) { return vmslot_load(&completed); }

void vmslot_note_told_checkpoints(int count) { vmslot_store(&told, count); }

int vmslot_has_untold_checkpoint(void) { return vmslot_load(&told) != vmslot_load(&completed); }
