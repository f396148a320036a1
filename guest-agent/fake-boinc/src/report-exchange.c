#include "report-exchange.h"

#include "atomic-value.h"
#include "checkpoint.h"
#include "control.h"
#include "critical-section.h"
#include "library-options.h"
#include "report-values.h"

static int told_critical;

enum vmslot_call_result vmslot_exchange_report(struct vmslot_connection *connection,
                                               int64_t deadline_ms) {
  uint8_t request_bytes[VMSLOT_MAX_REPORT_BYTES + 64], reply_bytes[4096];
  struct vmslot_proto_writer writer = {request_bytes, sizeof request_bytes, 0, 0};
  struct vmslot_request request = {"Report", request_bytes, 0, NULL, 0};
  struct vmslot_reply reply = {reply_bytes, sizeof reply_bytes, 0};
  struct vmslot_report report;
  struct vmslot_control control;
  enum vmslot_call_result result;
  /* Read first: what is completed from here on is for the next report. */
  const int completed = vmslot_completed_checkpoints();
  const int has_checkpoint = vmslot_has_untold_checkpoint();
  if (has_checkpoint) request.method = "Checkpoint";
  vmslot_fill_report(&report, vmslot_library_options()->send_status_msgs);
  if (has_checkpoint)
    vmslot_encode_checkpoint(&writer, &report, vmslot_life_id(), completed);
  else
    vmslot_encode_report(&writer, &report);
  request.head_length = writer.length;
  result = vmslot_call_agent(connection, &request, &reply, deadline_ms);
  if (result != VMSLOT_CALL_OK) return result;
  if (vmslot_decode_control(reply.bytes, reply.length, &control) != 0) {
    vmslot_close_connection(connection);
    return VMSLOT_CALL_FAILED;
  }
  vmslot_note_told_checkpoints(completed);
  vmslot_store(&told_critical, report.in_critical_section);
  vmslot_apply_control(&control);
  return VMSLOT_CALL_OK;
}

int vmslot_has_news(void) {
  return vmslot_has_untold_checkpoint() ||
         vmslot_load(&told_critical) != vmslot_in_critical_section();
}
