#include "http-reply.h"

#include <string.h>

#include "http-header.h"

void vmslot_start_reply(struct vmslot_http_reply *reply, uint8_t *body, size_t capacity) {
  memset(reply, 0, sizeof *reply);
  reply->part = VMSLOT_STATUS_LINE;
  reply->body = body;
  reply->capacity = capacity;
}

static enum vmslot_reply_part part_after_headers(struct vmslot_http_reply *reply) {
  /* A reply whose end is that of the connection could be cut off and not be noticed. */
  if (reply->is_chunked == reply->has_length) return VMSLOT_REPLY_DAMAGED;
  if (reply->is_chunked) return VMSLOT_CHUNK_SIZE;
  return reply->left == 0 ? VMSLOT_REPLY_DONE : VMSLOT_BODY;
}

static enum vmslot_reply_part take_line(struct vmslot_http_reply *reply, const char *line) {
  switch (reply->part) {
    case VMSLOT_STATUS_LINE:
      reply->status = vmslot_parse_status_line(line);
      return reply->status < 200 ? VMSLOT_REPLY_DAMAGED : VMSLOT_HEADERS;
    case VMSLOT_HEADERS:
      if (line[0] == '\0') return part_after_headers(reply);
      return vmslot_parse_header(reply, line) == 0 ? VMSLOT_HEADERS : VMSLOT_REPLY_DAMAGED;
    case VMSLOT_CHUNK_SIZE:
      if (vmslot_parse_chunk_size(line, &reply->left) != 0) return VMSLOT_REPLY_DAMAGED;
      if (reply->left > reply->capacity - reply->length) return VMSLOT_REPLY_DAMAGED;
      return reply->left == 0 ? VMSLOT_TRAILERS : VMSLOT_CHUNK_BODY;
    case VMSLOT_CHUNK_END:
      return line[0] == '\0' ? VMSLOT_CHUNK_SIZE : VMSLOT_REPLY_DAMAGED;
    default: /* Trailers, which say nothing that is wanted. */
      return line[0] == '\0' ? VMSLOT_REPLY_DONE : VMSLOT_TRAILERS;
  }
}

static void take_line_byte(struct vmslot_http_reply *reply, char byte) {
  if (++reply->head_bytes > VMSLOT_MAX_HEAD_BYTES || byte == '\0') {
    reply->part = VMSLOT_REPLY_DAMAGED;
    return;
  }
  if (byte != '\n') {
    if (reply->line_length == sizeof reply->line - 1) reply->part = VMSLOT_REPLY_DAMAGED;
    else reply->line[reply->line_length++] = byte;
    return;
  }
  if (reply->line_length == 0 || reply->line[reply->line_length - 1] != '\r') {
    reply->part = VMSLOT_REPLY_DAMAGED;
    return;
  }
  reply->line[reply->line_length - 1] = '\0';
  reply->line_length = 0;
  reply->part = take_line(reply, reply->line);
  /* The limit is on heads; chunks have theirs by the body's capacity, of one byte each at least. */
  if (reply->part == VMSLOT_CHUNK_BODY) reply->head_bytes = 0;
}

static size_t take_body(struct vmslot_http_reply *reply, const uint8_t *bytes, size_t length) {
  const size_t count = length < reply->left ? length : (size_t)reply->left;
  memcpy(reply->body + reply->length, bytes, count);
  reply->length += count;
  reply->left -= count;
  if (reply->left == 0)
    reply->part = reply->part == VMSLOT_BODY ? VMSLOT_REPLY_DONE : VMSLOT_CHUNK_END;
  return count;
}

size_t vmslot_take_reply(struct vmslot_http_reply *reply, const uint8_t *bytes, size_t length) {
  size_t taken = 0;
  while (taken < length && reply->part != VMSLOT_REPLY_DONE &&
         reply->part != VMSLOT_REPLY_DAMAGED) {
    if (reply->part == VMSLOT_BODY || reply->part == VMSLOT_CHUNK_BODY)
      taken += take_body(reply, bytes + taken, length - taken);
    else
      take_line_byte(reply, (char)bytes[taken++]);
  }
  return taken;
}
