/* Encoding: https://protobuf.dev/programming-guides/encoding/ */
#include "proto-reader.h"

#include <string.h>

static int read_varint(struct vmslot_proto_reader *reader, uint64_t *value) {
  size_t index;
  *value = 0;
  for (index = 0; index < 10 && index < reader->length; index++) {
    const uint8_t byte = reader->bytes[index];
    if (index == 9 && byte > 1) return -1;
    *value |= (uint64_t)(byte & 0x7f) << (7 * index);
    if (byte < 0x80) {
      reader->bytes += index + 1;
      reader->length -= index + 1;
      return 0;
    }
  }
  return -1;
}

static int read_fixed(struct vmslot_proto_reader *reader, size_t size, uint64_t *value) {
  size_t index;
  if (reader->length < size) return -1;
  *value = 0;
  for (index = 0; index < size; index++) *value |= (uint64_t)reader->bytes[index] << (8 * index);
  reader->bytes += size;
  reader->length -= size;
  return 0;
}

int vmslot_read_field(struct vmslot_proto_reader *reader, struct vmslot_proto_field *field) {
  uint64_t tag;
  if (reader->length == 0) return 0;
  if (read_varint(reader, &tag) != 0 || tag >> 3 == 0 || tag >> 32 != 0) return -1;
  field->number = (uint32_t)(tag >> 3);
  field->value = 0;
  field->bytes = NULL;
  field->length = 0;
  switch (tag & 7) {
    case VMSLOT_VARINT:
      field->wire = VMSLOT_VARINT;
      return read_varint(reader, &field->value) == 0 ? 1 : -1;
    case VMSLOT_FIXED64:
      field->wire = VMSLOT_FIXED64;
      return read_fixed(reader, 8, &field->value) == 0 ? 1 : -1;
    case VMSLOT_FIXED32:
      field->wire = VMSLOT_FIXED32;
      return read_fixed(reader, 4, &field->value) == 0 ? 1 : -1;
    case VMSLOT_DELIMITED:
      field->wire = VMSLOT_DELIMITED;
      if (read_varint(reader, &field->value) != 0 || field->value > reader->length) return -1;
      field->bytes = reader->bytes;
      field->length = (size_t)field->value;
      reader->bytes += field->length;
      reader->length -= field->length;
      return 1;
    default: /* Groups, which proto3 does not have. */
      return -1;
  }
}

double vmslot_field_double(const struct vmslot_proto_field *field) {
  double number;
  memcpy(&number, &field->value, sizeof number);
  return number;
}

int vmslot_field_sint(const struct vmslot_proto_field *field) {
  const uint32_t value = (uint32_t)field->value;
  return (int)(value >> 1) ^ -(int)(value & 1);
}

void vmslot_field_text(const struct vmslot_proto_field *field, char *text, size_t capacity) {
  const size_t length = field->length < capacity ? field->length : capacity - 1;
  if (length > 0) memcpy(text, field->bytes, length);
  text[length] = '\0';
}
