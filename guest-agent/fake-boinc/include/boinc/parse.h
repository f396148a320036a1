/* parse.h - values between tags of one line of text, as sources of BOINC apps expect them. C++. */
#ifndef BOINC_PARSE_H
#define BOINC_PARSE_H

#include <stdlib.h>
#include <string.h>

#include <string>

#include "str_util.h"

inline bool match_tag(const char *text, const char *tag) { return strstr(text, tag) != 0; }
inline bool match_tag(const std::string &text, const char *tag) {
  return match_tag(text.c_str(), tag);
}

/* tag with its brackets: "<fraction>". */
inline bool parse_int(const char *text, const char *tag, int &value) {
  const char *found = strstr(text, tag);
  if (!found) return false;
  value = (int)strtol(found + strlen(tag), 0, 0);
  return true;
}
inline bool parse_double(const char *text, const char *tag, double &value) {
  const char *found = strstr(text, tag);
  if (!found) return false;
  value = strtod(found + strlen(tag), 0);
  return true;
}
inline bool parse_str(const char *text, const char *tag, std::string &value) {
  const char *found = strstr(text, tag);
  if (!found) return false;
  const char *begin = found + strlen(tag);
  const char *end = strchr(begin, '<');
  if (!end) return false;
  value.assign(begin, (size_t)(end - begin));
  strip_whitespace(value);
  return true;
}
inline bool parse_str(const char *text, const char *tag, char *value, int length) {
  std::string found;
  if (length < 1 || !parse_str(text, tag, found)) return false;
  snprintf(value, (size_t)length, "%s", found.c_str());
  return true;
}
/* name without brackets: <name/>, <name>0</name>, <name>1</name>. */
inline bool parse_bool(const char *text, const char *name, bool &value) {
  int number = 0;
  if (match_tag(text, ("<" + std::string(name) + "/>").c_str())) return value = true;
  if (!parse_int(text, ("<" + std::string(name) + ">").c_str(), number)) return false;
  value = number != 0;
  return true;
}

#endif
