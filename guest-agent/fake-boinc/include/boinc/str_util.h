/* str_util.h - text, as sources of BOINC apps expect it. Of C, only snprintf behind safe names. */
#ifndef BOINC_STR_UTIL_H
#define BOINC_STR_UTIL_H

#include <stdio.h>
#include <string.h>

#define safe_strcpy(to, from) ((void)snprintf(to, sizeof(to), "%s", from))
#define safe_strcat(to, from) \
  ((void)snprintf((to) + strlen(to), sizeof(to) - strlen(to), "%s", from))

#ifdef __cplusplus
#include <string>

inline bool starts_with(const std::string &text, const std::string &head) {
  return text.compare(0, head.size(), head) == 0;
}
inline bool ends_with(const std::string &text, const std::string &tail) {
  return text.size() >= tail.size() &&
         text.compare(text.size() - tail.size(), tail.size(), tail) == 0;
}
inline void strip_whitespace(std::string &text) {
  static const char blanks[] = " \t\n\r\f\v";
  text.erase(text.find_last_not_of(blanks) + 1);
  text.erase(0, text.find_first_not_of(blanks));
}
#endif

#endif
