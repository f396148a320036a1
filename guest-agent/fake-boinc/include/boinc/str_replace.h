/* str_replace.h - here in str_util.h. */
#include "str_util.h"
