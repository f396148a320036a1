#include "http-header.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int is_digit(char byte) { return byte >= '0' && byte <= '9'; }

int vmslot_parse_status_line(const char *line) {
  static const char version[] = "HTTP/1.1 ";
  const char *code = line + sizeof version - 1;
  if (strncmp(line, version, sizeof version - 1) != 0) return -1;
  if (!is_digit(code[0]) || !is_digit(code[1]) || !is_digit(code[2])) return -1;
  if ((code[3] != ' ' && code[3] != '\0') || code[0] < '1' || code[0] > '5') return -1;
  return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

static int parse_length(struct vmslot_http_reply *reply, const char *value, size_t size) {
  uint64_t length = 0;
  size_t index;
  if (size == 0 || size > 10) return -1;
  for (index = 0; index < size; index++) {
    if (!is_digit(value[index])) return -1;
    length = length * 10 + (uint64_t)(value[index] - '0');
  }
  if (length > reply->capacity || (reply->has_length && reply->left != length)) return -1;
  reply->has_length = 1;
  reply->left = length;
  return 0;
}

static int is_value(const char *value, size_t size, const char *wanted) {
  return size == strlen(wanted) && strncasecmp(value, wanted, size) == 0;
}

int vmslot_parse_header(struct vmslot_http_reply *reply, const char *line) {
  const char *colon = strchr(line, ':');
  const size_t name = colon == NULL ? 0 : (size_t)(colon - line);
  const char *value;
  size_t size;
  if (name == 0 || strcspn(line, " \t") < name) return -1;
  value = colon + 1 + strspn(colon + 1, " \t");
  size = strlen(value);
  while (size > 0 && (value[size - 1] == ' ' || value[size - 1] == '\t')) size--;
  if (is_value(line, name, "content-length")) return parse_length(reply, value, size);
  if (is_value(line, name, "transfer-encoding")) {
    if (reply->is_chunked || !is_value(value, size, "chunked")) return -1;
    reply->is_chunked = 1;
  }
  if (is_value(line, name, "content-encoding") && !is_value(value, size, "identity")) return -1;
  if (is_value(line, name, "content-type")) reply->is_proto = is_value(value, size, "application/proto");
  if (is_value(line, name, "connection") && is_value(value, size, "close")) reply->closes = 1;
  return 0;
}

int vmslot_parse_chunk_size(const char *line, uint64_t *size) {
  const size_t digits = strspn(line, "0123456789abcdefABCDEF");
  if (digits == 0 || digits > 8) return -1;
  if (line[digits] != '\0' && line[digits] != ';' && line[digits] != ' ') return -1;
  *size = strtoul(line, NULL, 16);
  return 0;
}
