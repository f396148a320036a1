/* The messages of vmslot.agent.v1.AppService that the library writes and reads;
 * proto/vmslot/agent/v1/app_service.proto says what they mean. */
#ifndef VMSLOT_AGENT_MESSAGES_H
#define VMSLOT_AGENT_MESSAGES_H

#include <stddef.h>
#include <stdint.h>

#include "../include/boinc_api.h"
#include "proto-writer.h"

#define VMSLOT_MAX_REPORT_BYTES 1024
#define VMSLOT_MAX_TRICKLE_TEXT_BYTES 65536
#define VMSLOT_MAX_PREFERENCES_BYTES 65536
#define VMSLOT_MAX_TEXT_BYTES 255

struct vmslot_optional_double {
  int is_set;
  double value;
};

/* AppReport. A text that is empty and a flag that is -1 are not set. */
struct vmslot_report {
  struct vmslot_optional_double fraction_done;
  struct vmslot_optional_double floating_point_operations;
  struct vmslot_optional_double integer_operations;
  struct vmslot_optional_double floating_point_speed;
  struct vmslot_optional_double integer_speed;
  int in_critical_section;
  int needs_network;
  char web_graphics_url[VMSLOT_MAX_TEXT_BYTES + 1];
  char remote_desktop_address[VMSLOT_MAX_TEXT_BYTES + 1];
};

/* AppControl. */
struct vmslot_control {
  int suspended;
  int quit_requested;
  int abort_requested;
  int network_suspended;
  int facts_changed;
  int trickle_waits;
  uint64_t memory_bytes;
  uint64_t memory_limit_bytes;
  uint64_t checkpoint_period_ms;
  /* 0: the agent is older and does not say. */
  uint64_t facts_revision;
};

/* JoinResponse. The preferences are bytes of the message that was read. */
struct vmslot_facts {
  struct APP_INIT_DATA data;
  const char *preferences;
  size_t preferences_length;
  uint64_t revision;
};

struct vmslot_trickle_down {
  uint64_t number;
  const uint8_t *text;
  size_t length;
  /* Of the file that has the text; empty: the agent does not say. */
  char file_name[VMSLOT_MAX_TEXT_BYTES + 1];
};

struct vmslot_upload_status {
  int ended;
  int status;
};

void vmslot_encode_report(struct vmslot_proto_writer *writer, const struct vmslot_report *report);
void vmslot_encode_checkpoint(struct vmslot_proto_writer *writer,
                              const struct vmslot_report *report, const char *life_id, int count);
void vmslot_encode_join(struct vmslot_proto_writer *writer, const char *library);
/* Without the bytes of its text, which follow. */
void vmslot_encode_trickle_head(struct vmslot_proto_writer *writer, const char *trickle_id,
                                const char *variety, size_t text_length);
void vmslot_encode_receive_trickle(struct vmslot_proto_writer *writer, uint64_t taken_number);
/* RequestUploadRequest and GetUploadRequest, which are alike. */
void vmslot_encode_upload(struct vmslot_proto_writer *writer, const char *name);
void vmslot_encode_finish(struct vmslot_proto_writer *writer, int exit_code, const char *message,
                          int is_notice, int retry_after_s);

/* Each gives 0, or -1 where the bytes are damaged. Fields that are not known, or of another kind than
 * known, are passed over. */

/* ReportResponse and CheckpointResponse, which are alike. */
int vmslot_decode_control(const uint8_t *bytes, size_t length, struct vmslot_control *control);
int vmslot_decode_facts(const uint8_t *bytes, size_t length, struct vmslot_facts *facts);
int vmslot_decode_trickle_down(const uint8_t *bytes, size_t length,
                               struct vmslot_trickle_down *trickle);
int vmslot_decode_upload_status(const uint8_t *bytes, size_t length,
                                struct vmslot_upload_status *status);

#endif
