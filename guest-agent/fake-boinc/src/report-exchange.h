/* One report and its answer. */
#ifndef VMSLOT_REPORT_EXCHANGE_H
#define VMSLOT_REPORT_EXCHANGE_H

#include <stdint.h>

#include "agent-call.h"

/* Tells the newest values, with a checkpoint if there is one, and heeds the answer. */
enum vmslot_call_result vmslot_exchange_report(struct vmslot_connection *connection,
                                               int64_t deadline_ms);

/* 1: there is what should not wait for the next second. */
int vmslot_has_news(void);

#endif
