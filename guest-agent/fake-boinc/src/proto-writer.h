/* Writes the fields of a protobuf message into memory that the caller has. What does not fit is left
 * out and remembered: look at has_overflowed once, at the end. */
#ifndef VMSLOT_PROTO_WRITER_H
#define VMSLOT_PROTO_WRITER_H

#include <stddef.h>
#include <stdint.h>

struct vmslot_proto_writer {
  uint8_t *bytes;
  size_t capacity;
  size_t length;
  int has_overflowed;
};

void vmslot_write_varint(struct vmslot_proto_writer *writer, int field, uint64_t value);
void vmslot_write_double(struct vmslot_proto_writer *writer, int field, double value);
void vmslot_write_bytes(struct vmslot_proto_writer *writer, int field, const void *bytes,
                        size_t length);

/* Tag and length of a field whose bytes the caller sends after those of the writer. */
void vmslot_write_bytes_head(struct vmslot_proto_writer *writer, int field, size_t length);

#endif
