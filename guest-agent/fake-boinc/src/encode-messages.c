#include <string.h>

#include "agent-messages.h"

/* proto3 writes no field that has its default. */
static void write_text(struct vmslot_proto_writer *writer, int field, const char *text) {
  if (text[0] != '\0') vmslot_write_bytes(writer, field, text, strlen(text));
}

static void write_number(struct vmslot_proto_writer *writer, int field, uint64_t value) {
  if (value != 0) vmslot_write_varint(writer, field, value);
}

static void write_optional(struct vmslot_proto_writer *writer, int field,
                           const struct vmslot_optional_double *value) {
  if (value->is_set) vmslot_write_double(writer, field, value->value);
}

static void write_flag(struct vmslot_proto_writer *writer, int field, int flag) {
  if (flag >= 0) vmslot_write_varint(writer, field, flag != 0);
}

void vmslot_encode_report(struct vmslot_proto_writer *writer, const struct vmslot_report *report) {
  uint8_t bytes[VMSLOT_MAX_REPORT_BYTES];
  struct vmslot_proto_writer inner = {bytes, sizeof bytes, 0, 0};
  write_optional(&inner, 1, &report->fraction_done);
  write_optional(&inner, 2, &report->floating_point_operations);
  write_optional(&inner, 3, &report->integer_operations);
  write_optional(&inner, 4, &report->floating_point_speed);
  write_optional(&inner, 5, &report->integer_speed);
  write_flag(&inner, 6, report->in_critical_section);
  write_text(&inner, 8, report->web_graphics_url);
  write_text(&inner, 9, report->remote_desktop_address);
  write_flag(&inner, 10, report->needs_network);
  if (inner.has_overflowed) writer->has_overflowed = 1;
  vmslot_write_bytes(writer, 1, bytes, inner.length);
}

void vmslot_encode_checkpoint(struct vmslot_proto_writer *writer,
                              const struct vmslot_report *report, const char *life_id, int count) {
  vmslot_encode_report(writer, report);
  write_text(writer, 2, life_id);
  write_number(writer, 3, (uint64_t)count);
}

void vmslot_encode_join(struct vmslot_proto_writer *writer, const char *library) {
  write_text(writer, 1, library);
}

void vmslot_encode_trickle_head(struct vmslot_proto_writer *writer, const char *trickle_id,
                                const char *variety, size_t text_length) {
  write_text(writer, 1, trickle_id);
  write_text(writer, 2, variety);
  if (text_length > 0) vmslot_write_bytes_head(writer, 3, text_length);
}

void vmslot_encode_receive_trickle(struct vmslot_proto_writer *writer, uint64_t taken_number) {
  write_number(writer, 1, taken_number);
}

void vmslot_encode_upload(struct vmslot_proto_writer *writer, const char *name) {
  write_text(writer, 1, name);
}

void vmslot_encode_finish(struct vmslot_proto_writer *writer, int exit_code, const char *message,
                          int is_notice, int retry_after_s) {
  write_number(writer, 1, (uint64_t)(exit_code & 0xff));
  write_text(writer, 2, message);
  write_number(writer, 3, is_notice != 0);
  write_number(writer, 4, (uint64_t)retry_after_s);
}
