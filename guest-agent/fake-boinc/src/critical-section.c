#include "critical-section.h"

#include "../include/boinc_api.h"
#include "atomic-value.h"
#include "clock.h"
#include "control.h"
#include "process-owner.h"
#include "report-wake.h"

enum { CLOSED = -1 };

static int depth;

/* The agent hears of it from the library's thread, which is woken for it and reports at once, but not
 * within 100 ms of its last report. A program that begins 100,000 of them in a second pays a store for
 * each, and one that is told to quit meanwhile quits at the end of the section: it is the library that
 * acts on that, so nothing is lost if the agent does not know yet. */
void boinc_begin_critical_section(void) {
  if (vmslot_is_forked_child()) return;
  for (;;) {
    const int now = vmslot_load(&depth);
    if (now == CLOSED)
      vmslot_sleep_ms(10);
    else if (vmslot_replace(&depth, now, now + 1)) {
      if (now == 0) vmslot_wake_report_loop();
      return;
    }
  }
}

void boinc_end_critical_section(void) {
  if (vmslot_is_forked_child()) return;
  for (;;) {
    const int now = vmslot_load(&depth);
    if (now <= 0) return;
    if (!vmslot_replace(&depth, now, now - 1)) continue;
    if (now > 1) return;
    vmslot_wake_report_loop();
    vmslot_act_in_program();
    return;
  }
}

int vmslot_in_critical_section(void) { return vmslot_load(&depth) > 0; }

int vmslot_close_critical_sections(void) { return vmslot_replace(&depth, 0, CLOSED); }

void vmslot_reopen_critical_sections(void) { (void)vmslot_replace(&depth, CLOSED, 0); }
