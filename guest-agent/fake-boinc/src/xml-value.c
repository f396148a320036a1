#include "xml-value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *find_begin(const char *document, const char *name) {
  char tag[64];
  const char *found;
  if (snprintf(tag, sizeof tag, "<%s>", name) >= (int)sizeof tag) return NULL;
  found = strstr(document, tag);
  return found == NULL ? NULL : found + strlen(tag);
}

const char *vmslot_find_element(const char *document, const char *name, size_t *length) {
  char tag[64];
  const char *begin = find_begin(document, name), *end;
  *length = 0;
  if (begin == NULL || snprintf(tag, sizeof tag, "</%s>", name) >= (int)sizeof tag) return NULL;
  end = strstr(begin, tag);
  if (end != NULL) *length = (size_t)(end - begin);
  return end == NULL ? NULL : begin;
}

/* Bytes of the entity at text, and what it stands for; 0: it is none. */
static size_t read_entity(const char *text, char *byte) {
  static const struct {
    const char *text;
    char byte;
  } named[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
  size_t index;
  char *end;
  long code;
  for (index = 0; index < sizeof named / sizeof named[0]; index++) {
    if (strncmp(text, named[index].text, strlen(named[index].text)) != 0) continue;
    *byte = named[index].byte;
    return strlen(named[index].text);
  }
  if (strncmp(text, "&#", 2) != 0) return 0;
  code = strtol(text + 2, &end, 10);
  /* BOINC writes each byte that is not ASCII so. */
  if (end == text + 2 || *end != ';' || code < 1 || code > 255) return 0;
  *byte = (char)code;
  return (size_t)(end + 1 - text);
}

int vmslot_find_value(const char *document, const char *name, char *value, size_t capacity) {
  static const char blanks[] = " \t\r\n";
  const char *begin = find_begin(document, name);
  const char *end = begin == NULL ? NULL : strchr(begin, '<');
  size_t length = 0;
  if (end == NULL) return 0;
  begin += strspn(begin, blanks);
  while (end > begin && strchr(blanks, end[-1]) != NULL) end--;
  while (begin < end && length + 1 < capacity) {
    char byte = *begin;
    const size_t size = byte == '&' ? read_entity(begin, &byte) : 0;
    begin += size == 0 ? 1 : size;
    value[length++] = byte;
  }
  value[length] = '\0';
  return 1;
}
