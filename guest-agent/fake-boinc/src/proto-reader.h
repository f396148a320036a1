/* Reads the fields of a protobuf message one after the other, of any kind: the caller passes over those
 * it does not know. Nothing is copied. */
#ifndef VMSLOT_PROTO_READER_H
#define VMSLOT_PROTO_READER_H

#include <stddef.h>
#include <stdint.h>

struct vmslot_proto_reader {
  const uint8_t *bytes;
  size_t length;
};

enum vmslot_wire { VMSLOT_VARINT = 0, VMSLOT_FIXED64 = 1, VMSLOT_DELIMITED = 2, VMSLOT_FIXED32 = 5 };

struct vmslot_proto_field {
  uint32_t number;
  enum vmslot_wire wire;
  uint64_t value;       /* Of a varint or fixed field. */
  const uint8_t *bytes; /* Of a delimited one. */
  size_t length;
};

/* 1: field is the next; 0: there is none; -1: the bytes are damaged. */
int vmslot_read_field(struct vmslot_proto_reader *reader, struct vmslot_proto_field *field);

/* Of a fixed field of 64 bits. */
double vmslot_field_double(const struct vmslot_proto_field *field);

/* Of a sint32. */
int vmslot_field_sint(const struct vmslot_proto_field *field);

/* Copies a text, cut to capacity with the 0 at its end; bytes behind a 0 are lost. */
void vmslot_field_text(const struct vmslot_proto_field *field, char *text, size_t capacity);

#endif
