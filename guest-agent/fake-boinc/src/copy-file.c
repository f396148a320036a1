#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../include/boinc/error_numbers.h"
#include "../include/boinc/filesys.h"

static int copy_bytes(int from, int to) {
  char bytes[16384];
  for (;;) {
    const ssize_t count = read(from, bytes, sizeof bytes);
    ssize_t written = 0;
    if (count == 0) return 0;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return ERR_FREAD;
    while (written < count) {
      const ssize_t more = write(to, bytes + written, (size_t)(count - written));
      if (more < 0 && errno != EINTR) return ERR_FWRITE;
      if (more > 0) written += more;
    }
  }
}

int boinc_copy(const char *from, const char *to) {
  const int source = open(from, O_RDONLY | O_CLOEXEC);
  struct stat info;
  int target, result;
  if (source < 0) return ERR_FOPEN;
  if (fstat(source, &info) != 0) info.st_mode = 0644;
  target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, info.st_mode & 0777);
  if (target < 0) {
    close(source);
    return ERR_FOPEN;
  }
  result = copy_bytes(source, target);
  if (close(target) != 0 && result == 0) result = ERR_FWRITE;
  close(source);
  if (result != 0) (void)unlink(to);
  return result;
}
