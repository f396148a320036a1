/* Texts of a report, which the program may give at any time. */
#ifndef VMSLOT_REPORT_TEXTS_H
#define VMSLOT_REPORT_TEXTS_H

#include "agent-messages.h"

void vmslot_copy_report_texts(struct vmslot_report *report);

#endif
