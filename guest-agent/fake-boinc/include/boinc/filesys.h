/* filesys.h - files, as sources of BOINC apps expect them. */
#ifndef BOINC_FILESYS_H
#define BOINC_FILESYS_H

#include <stdio.h>

#ifndef MAXPATHLEN
#define MAXPATHLEN 4096
#endif

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)

/* fopen that is tried 5 times within a second, and closes the file on exec. NULL and errno. */
FILE *boinc_fopen(const char *path, const char *mode);

/* 1: there is something by this name; 0: not. The second does not follow a link at the end. */
int boinc_file_exists(const char *path);
int boinc_file_or_symlink_exists(const char *path);

/* 0, also where there is none; -110. */
int boinc_delete_file(const char *path);

/* 0; -108 cannot open; -104 cannot read; -105 cannot write, and then the copy is deleted. */
int boinc_copy(const char *from, const char *to);

/* 0; -163: there is none; -109. */
int boinc_rename(const char *from, const char *to);

/* 0, also where it is there; -192. */
int boinc_mkdir(const char *path);

/* Makes and empties: 0, or -1. */
int boinc_rmdir(const char *path);
int boinc_touch_file(const char *path);

/* Path from the root, at most 4,095 bytes: path must have room for 4,096. */
void relative_to_absolute(const char *name, char *path);
void boinc_getcwd(char *path);

int is_file(const char *path);
int is_dir(const char *path);
int is_symlink(const char *path);

#pragma GCC visibility pop
#ifdef __cplusplus
}

#include <sys/stat.h>

/* Bytes of a file. 0, or -161. */
inline int file_size(const char *path, double &bytes) {
  struct stat info;
  if (stat(path, &info) != 0) return -161;
  bytes = (double)info.st_size;
  return 0;
}
#endif

#endif
