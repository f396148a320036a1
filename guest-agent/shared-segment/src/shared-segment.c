/*
 * Gives an app of BOINC's library of API 5 the System V segment that it asks for, and carries its messages
 * to and from boinc_mmap_file, by which the agent speaks. Runs as the user of the app.
 *
 *   shared-segment carry KEY FILE PID   makes the segment; a process stays and carries until that one has ended
 *   shared-segment drain KEY            carries what the app has left to the file that is standard input,
 *                                       and removes the segment; for when all processes of the app have ended
 *
 * Exit status: 0 done, 1 not done, 2 wrong arguments. A message on standard error says what failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

#include "carry.h"

/* Ten times as often as an app of API 5 looks. */
#define LOOK_INTERVAL_NS 100000000L

static int fail(const char *what) {
  fprintf(stderr, "shared-segment: %s: %s\n", what, strerror(errno));
  return 1;
}

/* A whole number above 0; 0 where it is none. */
static int parse_number(const char *text) {
  char *end;
  long value;
  errno = 0;
  value = strtol(text, &end, 10);
  return errno != 0 || end == text || *end != '\0' || value < 1 || value > INT_MAX ? 0 : (int)value;
}

static int attach(struct carrier *carrier, int id) {
  void *address = shmat(id, NULL, 0);
  /* The system's word for none is not NULL. */
  if (address == (void *)-1) return 0;
  carrier->segment = address;
  return 1;
}

static void carry_until_end(struct carrier *carrier, pid_t app) {
  const struct timespec interval = {0, LOOK_INTERVAL_NS};
  sigset_t signals;
  /* What is sent to all processes of a step is for the app to take or to be ended by. */
  sigfillset(&signals);
  sigprocmask(SIG_SETMASK, &signals, NULL);
  /* Another user's process has got the number, where the answer is that it may not be asked. */
  while (kill(app, 0) == 0) {
    carry_all(carrier);
    nanosleep(&interval, NULL);
  }
}

static int start_carrying(int key, const char *path, pid_t app) {
  struct carrier carrier = {0};
  pid_t child;
  int id;
  carrier.file = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
  if (carrier.file < 0) return fail(path);
  /* Never one that is there already: whoever made it could be anybody. */
  id = shmget((key_t)key, SEGMENT_BYTES, IPC_CREAT | IPC_EXCL | 0600);
  if (id < 0) return fail("shmget");
  child = attach(&carrier, id) ? fork() : -1;
  if (child < 0) {
    const int code = fail("shmat, fork");
    shmctl(id, IPC_RMID, NULL);
    return code;
  }
  /* The process that goes on is no child of the app's, which might wait for all of its own. */
  if (child == 0) carry_until_end(&carrier, app);
  return 0;
}

static int drain(int key) {
  struct carrier carrier = {0};
  struct shmid_ds facts;
  /* Removed already, or never made: then nothing is left. */
  const int id = shmget((key_t)key, 0, 0);
  if (id < 0) return errno == ENOENT ? 0 : fail("shmget");
  carrier.file = STDIN_FILENO;
  if (shmctl(id, IPC_STAT, &facts) != 0) return fail("shmctl");
  /* One of the app's own with that key may be shorter. */
  if (facts.shm_segsz >= SEGMENT_BYTES && attach(&carrier, id)) carry_last(&carrier);
  return shmctl(id, IPC_RMID, NULL) == 0 ? 0 : fail("shmctl");
}

int main(int count, char **words) {
  const int key = count > 2 ? parse_number(words[2]) : 0;
  const int app = count > 4 ? parse_number(words[4]) : 0;
  if (key > 0 && count == 5 && app > 0 && strcmp(words[1], "carry") == 0)
    return start_carrying(key, words[3], (pid_t)app);
  if (key > 0 && count == 3 && strcmp(words[1], "drain") == 0) return drain(key);
  fprintf(stderr, "usage: shared-segment carry KEY FILE PID | shared-segment drain KEY\n");
  return 2;
}
