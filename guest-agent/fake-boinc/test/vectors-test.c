/* Golden bytes that the TypeScript tests share: proto/vectors/app/messages.txt. */
#include <string.h>

#include "agent-messages.h"
#include "expect.h"
#include "vector-line.h"

static struct vmslot_optional_double optional(const struct vector_line *line, const char *name) {
  struct vmslot_optional_double value;
  value.is_set = has_value(line, name);
  value.value = number_of(line, name);
  return value;
}

static int flag(const struct vector_line *line, const char *name) {
  return has_value(line, name) ? (int)number_of(line, name) : -1;
}

static void encode_report(struct vmslot_proto_writer *writer, const struct vector_line *line) {
  struct vmslot_report report;
  memset(&report, 0, sizeof report);
  report.fraction_done = optional(line, "fraction_done");
  report.floating_point_operations = optional(line, "floating_point_operations");
  report.integer_operations = optional(line, "integer_operations");
  report.floating_point_speed = optional(line, "floating_point_speed");
  report.integer_speed = optional(line, "integer_speed");
  report.in_critical_section = flag(line, "in_critical_section");
  report.needs_network = flag(line, "needs_network");
  strcpy(report.web_graphics_url, text_of(line, "web_graphics_url"));
  strcpy(report.remote_desktop_address, text_of(line, "remote_desktop_address"));
  if (!strcmp(line->type, "CheckpointRequest"))
    vmslot_encode_checkpoint(writer, &report, text_of(line, "life_id"), (int)number_of(line, "count"));
  else
    vmslot_encode_report(writer, &report);
}

static void encode(struct vmslot_proto_writer *writer, const struct vector_line *line) {
  const char *type = line->type;
  if (!strcmp(type, "ReportRequest") || !strcmp(type, "CheckpointRequest"))
    encode_report(writer, line);
  else if (!strcmp(type, "JoinRequest"))
    vmslot_encode_join(writer, text_of(line, "library"));
  else if (!strcmp(type, "SendTrickleRequest")) {
    const char *text = text_of(line, "text");
    vmslot_encode_trickle_head(writer, text_of(line, "trickle_id"), text_of(line, "variety"),
                               strlen(text));
    memcpy(writer->bytes + writer->length, text, strlen(text));
    writer->length += strlen(text);
  } else if (!strcmp(type, "ReceiveTrickleRequest"))
    vmslot_encode_receive_trickle(writer, (uint64_t)number_of(line, "taken_number"));
  else if (!strcmp(type, "RequestUploadRequest") || !strcmp(type, "GetUploadRequest"))
    vmslot_encode_upload(writer, text_of(line, "name"));
  else if (!strcmp(type, "FinishRequest"))
    vmslot_encode_finish(writer, (int)number_of(line, "exit_code"), text_of(line, "message"),
                         (int)number_of(line, "is_notice"), (int)number_of(line, "retry_after_s"));
  else
    EXPECT(!"a request that the test knows");
}

static void check_control(const struct vector_line *line) {
  struct vmslot_control control;
  EXPECT(vmslot_decode_control(line->bytes, line->length, &control) == 0);
  EXPECT(control.suspended == (int)number_of(line, "suspended"));
  EXPECT(control.quit_requested == (int)number_of(line, "quit_requested"));
  EXPECT(control.abort_requested == (int)number_of(line, "abort_requested"));
  EXPECT(control.network_suspended == (int)number_of(line, "network_suspended"));
  EXPECT(control.facts_changed == (int)number_of(line, "facts_changed"));
  EXPECT(control.trickle_waits == (int)number_of(line, "trickle_waits"));
  EXPECT(control.memory_bytes == (uint64_t)number_of(line, "memory_bytes"));
  EXPECT(control.memory_limit_bytes == (uint64_t)number_of(line, "memory_limit_bytes"));
  EXPECT(control.checkpoint_period_ms == (uint64_t)number_of(line, "checkpoint_period_ms"));
  EXPECT(control.facts_revision == (uint64_t)number_of(line, "facts_revision"));
}

#define SAME(left, right) EXPECT(!((left) < (right)) && !((left) > (right)))

static void check_facts(const struct vector_line *line) {
  static struct vmslot_facts facts;
  const struct APP_INIT_DATA *data = &facts.data;
  const char *preferences;
  EXPECT(vmslot_decode_facts(line->bytes, line->length, &facts) == 0);
  EXPECT(!strcmp(data->project_dir, text_of(line, "work_directory")));
  EXPECT(!strcmp(data->app_name, text_of(line, "app_name")));
  EXPECT(!strcmp(data->wu_name, text_of(line, "wu_name")));
  EXPECT(!strcmp(data->result_name, text_of(line, "result_name")));
  EXPECT(!strcmp(data->user_name, text_of(line, "user_name")));
  EXPECT(!strcmp(data->team_name, text_of(line, "team_name")));
  EXPECT(!strcmp(data->plan_class, text_of(line, "plan_class")));
  EXPECT(facts.revision == (uint64_t)number_of(line, "facts_revision"));
  EXPECT(data->app_version == (int)number_of(line, "app_version"));
  EXPECT(data->userid == (int)number_of(line, "user_id"));
  EXPECT(data->teamid == (int)number_of(line, "team_id"));
  /* 2^40 of the vectors is more than BOINC's int holds. */
  EXPECT(data->hostid == (has_value(line, "host_id") ? 2147483647 : 0));
  SAME(data->user_total_credit, number_of(line, "user_total_credit"));
  SAME(data->user_expavg_credit, number_of(line, "user_expavg_credit"));
  SAME(data->host_total_credit, number_of(line, "host_total_credit"));
  SAME(data->host_expavg_credit, number_of(line, "host_expavg_credit"));
  SAME(data->wu_cpu_time, number_of(line, "earlier_cpu_time_ms") / 1000);
  SAME(data->starting_elapsed_time, number_of(line, "earlier_elapsed_time_ms") / 1000);
  SAME(data->checkpoint_period, number_of(line, "checkpoint_period_ms") / 1000);
  SAME(data->ncpus, number_of(line, "cpu_count"));
  SAME(data->rsc_fpops_est, number_of(line, "fpops_estimate"));
  SAME(data->rsc_fpops_bound, number_of(line, "fpops_bound"));
  SAME(data->rsc_memory_bound, number_of(line, "memory_bound_bytes"));
  SAME(data->rsc_disk_bound, number_of(line, "disk_bound_bytes"));
  SAME(data->computation_deadline, number_of(line, "computation_deadline"));
  EXPECT(data->major_version == (int)number_of(line, "client_major_version"));
  EXPECT(data->minor_version == (int)number_of(line, "client_minor_version"));
  EXPECT(data->release == (int)number_of(line, "client_release"));
  preferences = text_of(line, "project_preferences");
  EXPECT(facts.preferences_length == strlen(preferences));
  EXPECT(strncmp(facts.preferences == NULL ? "" : facts.preferences, preferences,
                 strlen(preferences)) == 0);
}

static void decode(const struct vector_line *line) {
  struct vmslot_trickle_down trickle;
  struct vmslot_upload_status upload;
  if (!strcmp(line->type, "ReportResponse") || !strcmp(line->type, "CheckpointResponse"))
    check_control(line);
  else if (!strcmp(line->type, "JoinResponse"))
    check_facts(line);
  else if (!strcmp(line->type, "ReceiveTrickleResponse")) {
    EXPECT(vmslot_decode_trickle_down(line->bytes, line->length, &trickle) == 0);
    EXPECT(trickle.number == (uint64_t)number_of(line, "number"));
    EXPECT(trickle.length == strlen(text_of(line, "text")));
    EXPECT(!strcmp(trickle.file_name, text_of(line, "file_name")));
    EXPECT(trickle.length == 0 || !memcmp(trickle.text, text_of(line, "text"), trickle.length));
  } else {
    EXPECT(!strcmp(line->type, "GetUploadResponse"));
    EXPECT(vmslot_decode_upload_status(line->bytes, line->length, &upload) == 0);
    EXPECT(upload.ended == (int)number_of(line, "ended"));
    EXPECT(upload.status == (int)number_of(line, "status"));
  }
}

int main(void) {
  static struct vector_line line;
  FILE *file = fopen(VECTORS, "r");
  int count = 0;
  EXPECT(file != NULL);
  while (read_vector_line(file, &line)) {
    uint8_t bytes[4096];
    struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
    count++;
    if (strstr(line.type, "Response") != NULL) {
      decode(&line);
      continue;
    }
    encode(&writer, &line);
    EXPECT(!writer.has_overflowed && writer.length == line.length);
    EXPECT(line.length == 0 || memcmp(bytes, line.bytes, line.length) == 0);
  }
  fclose(file);
  EXPECT(count > 20);
  printf("vectors  %d messages\n", count);
  return 0;
}
