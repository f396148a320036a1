/* Text of a program as one line of UTF-8: a protobuf string that is not UTF-8 spoils its message. */
#ifndef VMSLOT_UTF8_LINE_H
#define VMSLOT_UTF8_LINE_H

#include <stddef.h>

/* Copies text: a control character becomes a blank, a byte that is not UTF-8 "?"; cut before the
 * character that does not fit, with the 0 at the end. 1: copied as it was; 0: changed or cut. */
int vmslot_copy_utf8_line(char *line, size_t capacity, const char *text);

#endif
