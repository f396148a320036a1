/* A line of proto/vectors/app/messages.txt: type, bytes in hex, field=value. */
#ifndef VECTOR_LINE_H
#define VECTOR_LINE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"

struct vector_line {
  char content[16384];
  const char *type;
  uint8_t bytes[4096];
  size_t length;
  const char *words[64];
  int word_count;
};

static size_t read_hex(const char *hex, uint8_t *bytes) {
  size_t index;
  for (index = 0; hex[2 * index] != '\0'; index++) {
    char digits[3] = {hex[2 * index], hex[2 * index + 1], '\0'};
    bytes[index] = (uint8_t)strtoul(digits, NULL, 16);
  }
  return index;
}

static int read_vector_line(FILE *file, struct vector_line *line) {
  const char *hex;
  char *word;
  if (fgets(line->content, sizeof line->content, file) == NULL) return 0;
  line->type = strtok(line->content, " \n");
  hex = strtok(NULL, " \n");
  EXPECT(line->type != NULL && hex != NULL);
  line->length = strcmp(hex, "-") == 0 ? 0 : read_hex(hex, line->bytes);
  line->word_count = 0;
  while ((word = strtok(NULL, " \n")) != NULL) line->words[line->word_count++] = word;
  return 1;
}

static const char *value_of(const struct vector_line *line, const char *name) {
  const size_t length = strlen(name);
  int index;
  for (index = 0; index < line->word_count; index++) {
    if (strncmp(line->words[index], name, length) == 0 && line->words[index][length] == '=')
      return line->words[index] + length + 1;
  }
  return NULL;
}

static int has_value(const struct vector_line *line, const char *name) {
  return value_of(line, name) != NULL;
}

static double number_of(const struct vector_line *line, const char *name) {
  const char *value = value_of(line, name);
  return value == NULL ? 0 : strtod(value, NULL);
}

/* Valid until three others have been asked for. */
static const char *text_of(const struct vector_line *line, const char *name) {
  static uint8_t texts[4][1024];
  static int next;
  const char *value = value_of(line, name);
  uint8_t *text = texts[next++ % 4];
  text[value == NULL ? 0 : read_hex(value, text)] = '\0';
  return (const char *)text;
}

#endif
