/* One reply of HTTP/1.1, taken as its bytes come. Strict: what is not as RFC 9112 says it, or larger
 * than these limits, is damage. Memory is that of the structure and of the caller's body. */
#ifndef VMSLOT_HTTP_REPLY_H
#define VMSLOT_HTTP_REPLY_H

#include <stddef.h>
#include <stdint.h>

#define VMSLOT_MAX_HEAD_BYTES 16384
#define VMSLOT_MAX_LINE_BYTES 1024

enum vmslot_reply_part {
  VMSLOT_STATUS_LINE,
  VMSLOT_HEADERS,
  VMSLOT_BODY,
  VMSLOT_CHUNK_SIZE,
  VMSLOT_CHUNK_BODY,
  VMSLOT_CHUNK_END,
  VMSLOT_TRAILERS,
  VMSLOT_REPLY_DONE,
  VMSLOT_REPLY_DAMAGED
};

struct vmslot_http_reply {
  enum vmslot_reply_part part;
  int status;
  int is_chunked;
  int has_length;
  int closes;   /* The connection is of no use after it. */
  int is_proto; /* Its body is a protobuf message. */
  uint64_t left; /* Bytes of the body or chunk that are to come. */
  size_t head_bytes;
  char line[VMSLOT_MAX_LINE_BYTES];
  size_t line_length;
  uint8_t *body;
  size_t capacity;
  size_t length;
};

void vmslot_start_reply(struct vmslot_http_reply *reply, uint8_t *body, size_t capacity);

/* Takes bytes until the reply is done or damaged, and gives how many: after a whole reply, those behind
 * it are not taken. */
size_t vmslot_take_reply(struct vmslot_http_reply *reply, const uint8_t *bytes, size_t length);

#endif
