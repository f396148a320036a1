/*
 * Plays an app of BOINC's API 5: finds the key of its segment in init_data.xml, attaches it, and does what its
 * arguments say, one after the other; it prints a line about each.
 *
 *   key                    prints the key
 *   beats COUNT            takes so many heartbeats
 *   status FRACTION TIME   says a fraction and the CPU time of a checkpoint, and waits until that is taken
 *   leave CHANNEL TEXT     puts a message into a channel, whatever is there, and does not wait
 *   hear TEXT              takes control messages until one has this text
 *   first WORD WORD        does what the two words say in its first run only
 *   scribble               fills the segment with ones
 *   wait FILE              until a file is there
 *   finish CODE, exit CODE with and without boinc_finish_called
 *   kill                   ends itself by SIGKILL
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

enum { CONTROL = 0, HEARTBEAT = 4, STATUS = 5, CHANNEL_BYTES = 1024, SEGMENT_BYTES = 8192 };

static volatile unsigned char *segment;

static void pause_shortly(void) {
  const struct timespec interval = {0, 5000000L};
  nanosleep(&interval, NULL);
}

static int find_key(void) {
  char line[4096];
  int key = -1;
  FILE *file = fopen("init_data.xml", "r");
  while (file != NULL && fgets(line, sizeof line, file) != NULL) {
    const char *tag = strstr(line, "<shm_key>");
    if (tag != NULL) key = atoi(tag + strlen("<shm_key>"));
  }
  if (file != NULL) fclose(file);
  return key;
}

static void put(int channel, const char *text) {
  volatile unsigned char *target = segment + channel * CHANNEL_BYTES;
  size_t index;
  for (index = 0; index <= strlen(text); index++) target[index + 1] = (unsigned char)text[index];
  __sync_synchronize();
  target[0] = 1;
}

static void wait_for(int channel, unsigned char flag) {
  while (segment[channel * CHANNEL_BYTES] != flag) pause_shortly();
}

static const char *take(int channel) {
  static char text[CHANNEL_BYTES];
  volatile unsigned char *source = segment + channel * CHANNEL_BYTES;
  int index;
  wait_for(channel, 1);
  __sync_synchronize();
  for (index = 0; index < CHANNEL_BYTES - 1; index++) text[index] = (char)source[index + 1];
  source[0] = 0;
  return text;
}

static void say_status(const char *fraction, const char *checkpoint) {
  char text[CHANNEL_BYTES - 1];
  snprintf(text, sizeof text,
           "<current_cpu_time>%s</current_cpu_time>\n<checkpoint_cpu_time>%s</checkpoint_cpu_time>\n"
           "<fraction_done>%s</fraction_done>\n",
           checkpoint, checkpoint, fraction);
  wait_for(STATUS, 0);
  put(STATUS, text);
  wait_for(STATUS, 0);
}

static void end(int code, int says_so) {
  FILE *file = says_so ? fopen("boinc_finish_called", "w") : NULL;
  if (file != NULL) fclose(file);
  exit(code);
}

/* How many words were used. */
static int run(char **words) {
  const char *command = words[0];
  int count;
  if (strcmp(command, "scribble") == 0) {
    memset((void *)segment, 0xff, SEGMENT_BYTES);
    return 1;
  }
  if (strcmp(command, "key") == 0) {
    printf("key %d\n", find_key());
    return 1;
  }
  if (strcmp(command, "kill") == 0) raise(SIGKILL);
  if (strcmp(command, "finish") == 0 || strcmp(command, "exit") == 0)
    end(atoi(words[1]), command[0] == 'f');
  if (strcmp(command, "beats") == 0) {
    for (count = atoi(words[1]); count > 0; count--) printf("%.12s\n", take(HEARTBEAT));
    return 2;
  }
  if (strcmp(command, "hear") == 0) {
    while (strstr(take(CONTROL), words[1]) == NULL) pause_shortly();
    printf("heard %s\n", words[1]);
    return 2;
  }
  if (strcmp(command, "wait") == 0) {
    while (access(words[1], F_OK) != 0) pause_shortly();
    return 2;
  }
  if (strcmp(command, "first") == 0) {
    const int is_again = access("again", F_OK) == 0;
    if (!is_again) fclose(fopen("again", "w"));
    return is_again ? 3 : 1;
  }
  if (strcmp(command, "status") == 0) {
    say_status(words[1], words[2]);
    printf("said %s\n", words[1]);
    return 3;
  }
  if (strcmp(command, "leave") == 0) {
    put(atoi(words[1]), words[2]);
    return 3;
  }
  exit(2);
}

int main(int count, char **words) {
  const int id = shmget((key_t)find_key(), 0, 0);
  void *address = id < 0 ? (void *)-1 : shmat(id, NULL, 0);
  int index;
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (address == (void *)-1) {
    printf("standalone\n");
    end(0, 1);
  }
  segment = address;
  for (index = 1; index < count;) index += run(words + index);
  return 0;
}
