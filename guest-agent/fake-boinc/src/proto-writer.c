/* Encoding: https://protobuf.dev/programming-guides/encoding/ */
#include "proto-writer.h"

#include <string.h>

enum { VARINT = 0, FIXED64 = 1, DELIMITED = 2 };

static void put(struct vmslot_proto_writer *writer, const void *bytes, size_t length) {
  if (writer->has_overflowed || length > writer->capacity - writer->length) {
    writer->has_overflowed = 1;
    return;
  }
  if (length > 0) memcpy(writer->bytes + writer->length, bytes, length);
  writer->length += length;
}

static void put_varint(struct vmslot_proto_writer *writer, uint64_t value) {
  uint8_t bytes[10];
  size_t length = 0;
  do {
    const uint8_t low = (uint8_t)(value & 0x7f);
    value >>= 7;
    bytes[length++] = (uint8_t)(low | (value != 0 ? 0x80 : 0));
  } while (value != 0);
  put(writer, bytes, length);
}

static void put_tag(struct vmslot_proto_writer *writer, int field, int wire) {
  put_varint(writer, ((uint64_t)field << 3) | (uint64_t)wire);
}

void vmslot_write_varint(struct vmslot_proto_writer *writer, int field, uint64_t value) {
  put_tag(writer, field, VARINT);
  put_varint(writer, value);
}

void vmslot_write_double(struct vmslot_proto_writer *writer, int field, double value) {
  uint64_t bits;
  uint8_t bytes[8];
  int index;
  memcpy(&bits, &value, sizeof bits);
  for (index = 0; index < 8; index++) bytes[index] = (uint8_t)(bits >> (8 * index));
  put_tag(writer, field, FIXED64);
  put(writer, bytes, sizeof bytes);
}

void vmslot_write_bytes_head(struct vmslot_proto_writer *writer, int field, size_t length) {
  put_tag(writer, field, DELIMITED);
  put_varint(writer, length);
}

void vmslot_write_bytes(struct vmslot_proto_writer *writer, int field, const void *bytes,
                        size_t length) {
  vmslot_write_bytes_head(writer, field, length);
  put(writer, bytes, length);
}
