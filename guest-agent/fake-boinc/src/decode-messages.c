#include <string.h>

#include "agent-messages.h"
#include "proto-reader.h"

/* Numbers of a field of a message are read by one that fills in what it knows. */
typedef void (*take_field)(const struct vmslot_proto_field *field, void *target);

static int read_all(const uint8_t *bytes, size_t length, take_field take, void *target) {
  struct vmslot_proto_reader reader = {bytes, length};
  struct vmslot_proto_field field;
  int found;
  while ((found = vmslot_read_field(&reader, &field)) == 1) take(&field, target);
  return found;
}

static void take_control(const struct vmslot_proto_field *field, void *target) {
  struct vmslot_control *control = (struct vmslot_control *)target;
  const int flag = field->value != 0;
  if (field->wire != VMSLOT_VARINT) return;
  switch (field->number) {
    case 1: control->suspended = flag; break;
    case 2: control->quit_requested = flag; break;
    case 3: control->abort_requested = flag; break;
    case 4: control->network_suspended = flag; break;
    case 5: control->facts_changed = flag; break;
    case 6: control->trickle_waits = flag; break;
    case 7: control->memory_bytes = field->value; break;
    case 8: control->memory_limit_bytes = field->value; break;
    case 9: control->checkpoint_period_ms = field->value; break;
    case 10: control->facts_revision = field->value; break;
    default: break;
  }
}

/* A message that stands in another twice is one message with the fields of both. */
int vmslot_decode_control(const uint8_t *bytes, size_t length, struct vmslot_control *control) {
  struct vmslot_proto_reader reader = {bytes, length};
  struct vmslot_proto_field field;
  int found;
  memset(control, 0, sizeof *control);
  while ((found = vmslot_read_field(&reader, &field)) == 1) {
    if (field.number != 1 || field.wire != VMSLOT_DELIMITED) continue;
    if (read_all(field.bytes, field.length, take_control, control) != 0) return -1;
  }
  return found;
}

static void take_trickle(const struct vmslot_proto_field *field, void *target) {
  struct vmslot_trickle_down *trickle = (struct vmslot_trickle_down *)target;
  if (field->number == 1 && field->wire == VMSLOT_VARINT) trickle->number = field->value;
  if (field->number == 2 && field->wire == VMSLOT_DELIMITED) {
    trickle->text = field->bytes;
    trickle->length = field->length;
  }
  if (field->number == 3 && field->wire == VMSLOT_DELIMITED)
    vmslot_field_text(field, trickle->file_name, sizeof trickle->file_name);
}

int vmslot_decode_trickle_down(const uint8_t *bytes, size_t length,
                               struct vmslot_trickle_down *trickle) {
  memset(trickle, 0, sizeof *trickle);
  return read_all(bytes, length, take_trickle, trickle);
}

static void take_upload(const struct vmslot_proto_field *field, void *target) {
  struct vmslot_upload_status *status = (struct vmslot_upload_status *)target;
  if (field->wire != VMSLOT_VARINT) return;
  if (field->number == 1) status->ended = field->value != 0;
  if (field->number == 2) status->status = vmslot_field_sint(field);
}

int vmslot_decode_upload_status(const uint8_t *bytes, size_t length,
                                struct vmslot_upload_status *status) {
  memset(status, 0, sizeof *status);
  return read_all(bytes, length, take_upload, status);
}
