#include "utf8-line.h"

#include <string.h>

static int is_continuation(unsigned char byte) { return (byte & 0xc0) == 0x80; }

/* Bytes of the character at text, 1 to 4; 0: none. RFC 3629, section 4. */
static size_t character_length(const unsigned char *text) {
  const unsigned char first = text[0], second = first == 0 ? 0 : text[1];
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4 || !is_continuation(second)) return 0;
  if (first < 0xe0) return 2;
  if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f)) return 0;
  if ((first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) return 0;
  if (!is_continuation(text[2])) return 0;
  if (first < 0xf0) return 3;
  return is_continuation(text[3]) ? 4 : 0;
}

int vmslot_copy_utf8_line(char *line, size_t capacity, const char *text) {
  const unsigned char *next = (const unsigned char *)text;
  size_t length = 0;
  int is_same = 1;
  while (*next != '\0') {
    const size_t size = character_length(next);
    const int is_control = *next < 0x20 || *next == 0x7f;
    if (length + (size == 0 ? 1 : size) >= capacity) {
      is_same = 0;
      break;
    }
    if (size == 0 || is_control) {
      line[length++] = size == 0 ? '?' : ' ';
      is_same = 0;
      next++;
    } else {
      memcpy(line + length, next, size);
      length += size;
      next += size;
    }
  }
  line[length] = '\0';
  return is_same;
}
