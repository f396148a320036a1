#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "../include/boinc/error_numbers.h"
#include "../include/boinc/filesys.h"
#include "../include/boinc_api.h"
#include "xml-value.h"

#define MAX_LINK_BYTES 511

int boinc_resolve_filename(const char *logical, char *physical, int length) {
  char line[MAX_LINK_BYTES + 1];
  struct stat info;
  FILE *file;
  if (logical == NULL || physical == NULL) return ERR_NULL;
  if (length < 1) return 0;
  (void)snprintf(physical, (size_t)length, "%s", logical);
  /* A link of the file system is followed by whoever opens it; a pipe must not be waited for. */
  if (lstat(logical, &info) != 0 || !S_ISREG(info.st_mode)) return 0;
  file = boinc_fopen(logical, "r");
  if (file == NULL) return 0;
  if (fgets(line, (int)sizeof line, file) != NULL && strchr(line, '<') != NULL)
    (void)vmslot_find_value(line, "soft_link", physical, (size_t)length);
  fclose(file);
  return 0;
}
