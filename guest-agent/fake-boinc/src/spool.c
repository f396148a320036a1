#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../include/boinc/error_numbers.h"
#include "atomic-value.h"
#include "clock.h"
#include "directory-names.h"
#include "report-wake.h"
#include "work-directory.h"

static const char prefix[] = ".vmslot_spool_";

/* Set after a file is there and cleared before the directory is read, so that none is overlooked. */
static int has_files;
/* Of threads that send what is there: what comes meanwhile must not overtake it. */
static int sending_count;
/* For the limit only, and set right by each reading. */
static int count;
static int order;
static int64_t not_before_ms, wait_ms;
/* Time in the newest name that is known, of any process: a clock that is set back must not let what
 * comes later overtake. */
static int64_t newest_ns;
static pthread_mutex_t naming = PTHREAD_MUTEX_INITIALIZER;

int vmslot_has_files_in_spool(void) {
  return vmslot_load(&has_files) || vmslot_load(&sending_count) > 0;
}

void vmslot_leave_in_spool(void) {
  vmslot_store(&has_files, 1);
  vmslot_wake_report_loop();
}

int vmslot_has_spooled(void) {
  return vmslot_load(&has_files) && vmslot_now_ms() >= vmslot_load_long(&not_before_ms);
}

static void note_name(const char *name) {
  long seconds, nanoseconds;
  int64_t time_ns;
  if (sscanf(name + sizeof prefix - 1, "%12ld_%9ld_", &seconds, &nanoseconds) != 2) return;
  /* Nobody's clock is there, and the sum fits. */
  if (seconds < 0 || seconds > 9000000000L || nanoseconds < 0) return;
  time_ns = (int64_t)seconds * 1000000000 + nanoseconds;
  pthread_mutex_lock(&naming);
  if (time_ns > newest_ns) newest_ns = time_ns;
  pthread_mutex_unlock(&naming);
}

/* Of the clock, or behind the newest name where that is later. */
static int64_t next_time_ns(void) {
  struct timespec now = {0, 0};
  int64_t time_ns;
  (void)clock_gettime(CLOCK_REALTIME, &now);
  time_ns = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
  pthread_mutex_lock(&naming);
  newest_ns = time_ns > newest_ns ? time_ns : newest_ns + 1;
  time_ns = newest_ns;
  pthread_mutex_unlock(&naming);
  return time_ns;
}

/* Names sort by age; the method is the end of the name. */
static void name_spooled(struct vmslot_spooled *spooled, const char *method) {
  const int64_t time_ns = next_time_ns();
  (void)snprintf(spooled->name, sizeof spooled->name, "%s%012ld_%09ld_%06d_%ld.%s", prefix,
                 (long)(time_ns / 1000000000), (long)(time_ns % 1000000000),
                 vmslot_add(&order, 1) % 1000000, (long)getpid(), method);
}

int vmslot_spool_request(const struct vmslot_request *request, struct vmslot_spooled *spooled) {
  const struct vmslot_piece pieces[2] = {{request->head, request->head_length},
                                         {request->tail, request->tail_length}};
  int result;
  if (vmslot_add(&count, 1) > VMSLOT_MAX_SPOOLED_COUNT) {
    (void)vmslot_add(&count, -1);
    return ERR_WRITE;
  }
  name_spooled(spooled, request->method);
  result = vmslot_write_durably(spooled->name, pieces, 2);
  if (result != 0) (void)vmslot_add(&count, -1);
  return result;
}

int vmslot_drop_spooled(const struct vmslot_spooled *spooled) {
  if (unlinkat(vmslot_work_directory(), spooled->name, 0) != 0 && errno != ENOENT) return -1;
  (void)vmslot_add(&count, -1);
  return 0;
}

/* Methods of requests that are kept: each has a lane of its own, so that a trickle that the agent has no
 * room for does not hold up an upload. */
static const char *const lanes[] = {"SendTrickle", "RequestUpload"};

/* Bit of the lane; of a method that nobody knows, that of the first. */
static unsigned lane_of(const char *name) {
  const char *method = strrchr(name, '.');
  size_t index;
  for (index = 1; method != NULL && index < sizeof lanes / sizeof lanes[0]; index++)
    if (strcmp(method + 1, lanes[index]) == 0) return 1U << index;
  return 1;
}

/* Finds the oldest of the lanes that are not closed. 1; 0: there is none; -1: nobody knows, since the
 * directory cannot be read now. */
static int find_oldest(struct vmslot_spooled *oldest, unsigned closed_lanes) {
  struct vmslot_names names;
  const char *name;
  int found = 0;
  oldest->name[0] = '\0';
  if (vmslot_open_names(&names) != 0) return -1;
  while ((name = vmslot_next_name(&names)) != NULL) {
    if (strncmp(name, prefix, sizeof prefix - 1) != 0) continue;
    if (strlen(name) >= sizeof oldest->name) continue;
    found++;
    note_name(name);
    if ((lane_of(name) & closed_lanes) != 0) continue;
    if (oldest->name[0] == '\0' || strcmp(name, oldest->name) < 0) strcpy(oldest->name, name);
  }
  vmslot_close_names(&names);
  vmslot_store(&count, found);
  return oldest->name[0] != '\0';
}

void vmslot_open_spool(void) {
  struct vmslot_spooled oldest;
  vmslot_delete_half_written();
  vmslot_store(&has_files, find_oldest(&oldest, 0) != 0);
}

static long read_spooled(const struct vmslot_spooled *spooled, uint8_t *bytes, size_t capacity) {
  const int fd =
      openat(vmslot_work_directory(), spooled->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  size_t length = 0;
  if (fd < 0) return -1;
  while (length < capacity) {
    const ssize_t found = read(fd, bytes + length, capacity - length);
    if (found < 0 && errno == EINTR) continue;
    if (found <= 0) break;
    length += (size_t)found;
  }
  close(fd);
  return (long)length;
}

static enum vmslot_call_result send_one(struct vmslot_connection *connection,
                                        const struct vmslot_spooled *spooled, int64_t deadline_ms) {
  /* Of the library's thread, or of that which ends the program when this one has stopped. */
  uint8_t bytes[VMSLOT_MAX_SPOOLED_BYTES], reply_bytes[1024];
  struct vmslot_reply reply = {reply_bytes, sizeof reply_bytes, 0};
  struct vmslot_request request = {strrchr(spooled->name, '.') + 1, bytes, 0, NULL, 0};
  const long length = read_spooled(spooled, bytes, sizeof bytes);
  /* The thread that made it has sent it meanwhile, and dropped it. */
  if (length < 0 && errno == ENOENT) return VMSLOT_CALL_OK;
  if (length < 0) return VMSLOT_CALL_FAILED;
  request.head_length = (size_t)length;
  return vmslot_call_agent(connection, &request, &reply, deadline_ms);
}

/* 1, 2, 4 ... 30 s: an agent that cannot take it is not asked all the time. */
static void wait_longer(void) {
  int64_t next_ms = vmslot_load_long(&wait_ms) * 2;
  if (next_ms < 1000) next_ms = 1000;
  if (next_ms > 30000) next_ms = 30000;
  vmslot_store_long(&wait_ms, next_ms);
  vmslot_store_long(&not_before_ms, vmslot_now_ms() + next_ms);
}

/* 1: it is out of the way. */
static int is_done_with(const struct vmslot_spooled *spooled, enum vmslot_call_result result) {
  if (result == VMSLOT_CALL_REFUSED)
    fprintf(stderr, "boinc: the agent refuses %s for good: dropped\n", spooled->name);
  else if (result != VMSLOT_CALL_OK)
    return 0;
  return vmslot_drop_spooled(spooled) == 0;
}

static int send_all(struct vmslot_connection *connection, int64_t deadline_ms) {
  struct vmslot_spooled oldest;
  unsigned closed_lanes = 0;
  int found = 0, is_late = 0;
  vmslot_store(&has_files, 0);
  while (!is_late && (found = find_oldest(&oldest, closed_lanes)) == 1) {
    const enum vmslot_call_result result = send_one(connection, &oldest, deadline_ms);
    if (is_done_with(&oldest, result))
      vmslot_store_long(&wait_ms, 0);
    else
      closed_lanes |= lane_of(oldest.name);
    is_late = result == VMSLOT_CALL_AWAY || vmslot_now_ms() >= deadline_ms;
  }
  if (found == 0 && closed_lanes == 0) return 0;
  if (found < 0 || closed_lanes != 0) wait_longer();
  vmslot_store(&has_files, 1);
  return -1;
}

int vmslot_send_spooled(struct vmslot_connection *connection, int64_t deadline_ms) {
  int result;
  (void)vmslot_add(&sending_count, 1);
  result = send_all(connection, deadline_ms);
  (void)vmslot_add(&sending_count, -1);
  return result;
}
