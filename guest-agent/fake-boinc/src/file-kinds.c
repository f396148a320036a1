/* Names that a program may have for itself stand alone: a static library gives them only to one that
 * has none. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../include/boinc/filesys.h"

void boinc_getcwd(char *path) {
  if (getcwd(path, MAXPATHLEN) == NULL) path[0] = '\0';
}

void relative_to_absolute(const char *name, char *path) {
  size_t length;
  if (name == NULL) name = "";
  path[0] = '\0';
  if (name[0] != '/') boinc_getcwd(path);
  length = strlen(path);
  (void)snprintf(path + length, MAXPATHLEN - length, "%s%s",
                 name[0] == '/' || name[0] == '\0' ? "" : "/", name);
}

int is_file(const char *path) {
  struct stat info;
  return lstat(path, &info) == 0 && S_ISREG(info.st_mode);
}

int is_dir(const char *path) {
  struct stat info;
  return lstat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

int is_symlink(const char *path) {
  struct stat info;
  return lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
}
