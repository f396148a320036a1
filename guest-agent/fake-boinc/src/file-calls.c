#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../include/boinc/error_numbers.h"
#include "../include/boinc/filesys.h"
#include "clock.h"

FILE *boinc_fopen(const char *path, const char *mode) {
  FILE *file = fopen(path, mode);
  int tries;
  /* Nothing is gained by waiting for a file that is not there. */
  for (tries = 0; file == NULL && tries < 5 && errno != ENOENT && errno != EACCES; tries++) {
    vmslot_sleep_ms(200);
    file = fopen(path, mode);
  }
  if (file != NULL) (void)fcntl(fileno(file), F_SETFD, FD_CLOEXEC);
  return file;
}

int boinc_file_exists(const char *path) {
  struct stat info;
  return stat(path, &info) == 0;
}

int boinc_file_or_symlink_exists(const char *path) {
  struct stat info;
  return lstat(path, &info) == 0;
}

int boinc_delete_file(const char *path) {
  return unlink(path) == 0 || errno == ENOENT ? 0 : ERR_UNLINK;
}

int boinc_rename(const char *from, const char *to) {
  if (!boinc_file_or_symlink_exists(from)) return ERR_FILE_MISSING;
  return rename(from, to) == 0 ? 0 : ERR_RENAME;
}

int boinc_mkdir(const char *path) {
  struct stat info;
  if (mkdir(path, 0771) == 0) return 0;
  return lstat(path, &info) == 0 && S_ISDIR(info.st_mode) ? 0 : ERR_MKDIR;
}

int boinc_rmdir(const char *path) { return rmdir(path) == 0 ? 0 : -1; }

int boinc_touch_file(const char *path) {
  const int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return -1;
  close(fd);
  return 0;
}
