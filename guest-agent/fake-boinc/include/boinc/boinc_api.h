/* For sources that write <boinc/boinc_api.h>, or "boinc_api.h" with this folder in the path. */
#include "../boinc_api.h"
