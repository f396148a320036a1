#include "trickle-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "directory-names.h"
#include "work-directory.h"

static const char prefix[] = "trickle_down";

static int is_message(const char *name) { return strncmp(name, prefix, sizeof prefix - 1) == 0; }

int vmslot_find_trickle_file(char *name, size_t capacity) {
  struct vmslot_names names;
  const char *next;
  int found = 0;
  if (vmslot_open_names(&names) != 0) return 0;
  while (!found && (next = vmslot_next_name(&names)) != NULL) {
    if (!is_message(next)) continue;
    (void)snprintf(name, capacity, "%s", next);
    found = 1;
  }
  vmslot_close_names(&names);
  return found;
}

static int has_bytes(const char *name, const uint8_t *bytes, size_t length) {
  const int fd =
      openat(vmslot_work_directory(), name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  int is_same = fd >= 0;
  size_t at = 0;
  while (is_same) {
    uint8_t piece[4096];
    const ssize_t count = read(fd, piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      is_same = count == 0 && at == length;
      break;
    }
    is_same = (size_t)count <= length - at && memcmp(piece, bytes + at, (size_t)count) == 0;
    at += (size_t)count;
  }
  if (fd >= 0) close(fd);
  return is_same;
}

int vmslot_has_trickle_file(const char *name, const uint8_t *bytes, size_t length) {
  struct vmslot_names names;
  const char *next;
  int found = 0;
  if (name[0] != '\0') return strchr(name, '/') == NULL && has_bytes(name, bytes, length);
  if (vmslot_open_names(&names) != 0) return 0;
  while (!found && (next = vmslot_next_name(&names)) != NULL)
    found = is_message(next) && has_bytes(next, bytes, length);
  vmslot_close_names(&names);
  return found;
}
