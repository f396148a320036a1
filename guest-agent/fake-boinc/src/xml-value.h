/* Values of the simple XML that BOINC writes. */
#ifndef VMSLOT_XML_VALUE_H
#define VMSLOT_XML_VALUE_H

#include <stddef.h>

/* What stands between <name> and </name>, and its length; NULL: nothing does. */
const char *vmslot_find_element(const char *document, const char *name, size_t *length);

/* Text between <name> and the next "<", without blanks around it, its entities read; cut to capacity with the
 * 0 at the end. 1, or 0: there is none. */
int vmslot_find_value(const char *document, const char *name, char *value, size_t capacity);

#endif
