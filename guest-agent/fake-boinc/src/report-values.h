/* The newest values that the program has given, for the next report. */
#ifndef VMSLOT_REPORT_VALUES_H
#define VMSLOT_REPORT_VALUES_H

#include "agent-messages.h"

/* What a report says now. sends_fraction: the program wants its fraction done told by itself. */
void vmslot_fill_report(struct vmslot_report *report, int sends_fraction);

/* As boinc_report_app_status gives it, which is told in any case. */
void vmslot_set_explicit_fraction(double fraction);

#endif
