/* What goes with a report: progress, operations, checkpoints; and what its reply says. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent-messages.h"
#include "agent-socket.h"
#include "commands.h"
#include "tell-agent.h"

static void begin_report(struct vmslot_report *report) {
  memset(report, 0, sizeof *report);
  report->in_critical_section = -1;
  report->needs_network = -1;
}

static int tell(const struct vmslot_report *report, const char *method, const char *command,
                struct vmslot_control *control) {
  uint8_t bytes[VMSLOT_MAX_REPORT_BYTES + 64], reply_bytes[4096];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  struct vmslot_request request = {method, bytes, 0, NULL, 0};
  struct vmslot_reply reply = {reply_bytes, sizeof reply_bytes, 0};
  enum vmslot_call_result result;
  struct talk talk;
  begin_talk(&talk);
  /* ReportRequest, and a CheckpointRequest without a life_id, each call of which counts: the agent keeps
   * few of those, and one for each call would drive out those of programs that count their own. */
  vmslot_encode_report(&writer, report);
  request.head_length = writer.length;
  result = strcmp(method, "Checkpoint") == 0 ? ask_agent_once(&talk, &request, &reply)
                                             : ask_agent(&talk, &request, &reply);
  if (result == VMSLOT_CALL_OK && vmslot_decode_control(reply.bytes, reply.length, control) != 0)
    result = VMSLOT_CALL_FAILED;
  if (result == VMSLOT_CALL_OK) (void)send_kept(&talk);
  end_talk(&talk);
  return exit_code_of(result, command);
}

static int tell_if_any(const struct vmslot_report *report, const char *method,
                       const char *command) {
  struct vmslot_control control;
  return vmslot_has_agent() ? tell(report, method, command, &control) : EXIT_TOLD;
}

int run_progress(int count, char **words) {
  struct vmslot_report report;
  double fraction;
  if (count != 1 || parse_number(words[0], &fraction) != 0)
    return wrong_usage("progress takes a number, 0 to 1");
  begin_report(&report);
  report.fraction_done.is_set = 1;
  report.fraction_done.value = fraction < 0 ? 0 : fraction > 1 ? 1 : fraction;
  return tell_if_any(&report, "Report", "progress");
}

int run_checkpoint(int count, char **words) {
  struct vmslot_report report;
  (void)words;
  if (count != 0) return wrong_usage("checkpoint takes no argument");
  begin_report(&report);
  return tell_if_any(&report, "Checkpoint", "checkpoint");
}

int run_credit(int count, char **words) {
  struct vmslot_report report;
  int index;
  begin_report(&report);
  for (index = 0; index + 1 < count; index += 2) {
    struct vmslot_optional_double *target = strcmp(words[index], "--fpops") == 0
                                                ? &report.floating_point_operations
                                            : strcmp(words[index], "--iops") == 0
                                                ? &report.integer_operations
                                                : NULL;
    if (target == NULL || parse_number(words[index + 1], &target->value) != 0 || target->value < 0)
      break;
    target->is_set = 1;
  }
  if (count == 0 || index < count)
    return wrong_usage("credit takes --fpops NUMBER and --iops NUMBER, from 0");
  return tell_if_any(&report, "Report", "credit");
}

int run_status(int count, char **words) {
  struct vmslot_report report;
  struct vmslot_control control;
  const int has_agent = vmslot_has_agent();
  int code = EXIT_TOLD;
  (void)words;
  if (count != 0) return wrong_usage("status takes no argument");
  begin_report(&report);
  memset(&control, 0, sizeof control);
  if (has_agent) code = tell(&report, "Report", "status", &control);
  if (code != EXIT_TOLD) return code;
  printf("standalone=%d\nsuspended=%d\nquit_request=%d\nabort_request=%d\nnetwork_suspended=%d\n"
         "facts_changed=%d\ntrickle_waits=%d\n",
         !has_agent, control.suspended, control.quit_requested, control.abort_requested,
         control.network_suspended, control.facts_changed, control.trickle_waits);
  printf("memory_bytes=%llu\nmemory_limit_bytes=%llu\ncheckpoint_period_s=%llu\n",
         (unsigned long long)control.memory_bytes, (unsigned long long)control.memory_limit_bytes,
         (unsigned long long)(control.checkpoint_period_ms / 1000));
  return fflush(stdout) == 0 ? EXIT_TOLD : EXIT_FILE;
}

int parse_number(const char *word, double *value) {
  char *end;
  *value = strtod(word, &end);
  return end != word && *end == '\0' && isfinite(*value) ? 0 : -1;
}
