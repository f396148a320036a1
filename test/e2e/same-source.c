/*
 * A program of BOINC, compiled for a test once with BOINC's own library and once with ours. It works in
 * four stages, each with a checkpoint and a trickle, and says what it sees on standard output.
 * Arguments: the seconds that a stage lasts; "due" to make a checkpoint when BOINC says that it is time,
 * "always" to make it at once; and the status to finish with.
 */
#define _DEFAULT_SOURCE
#include <boinc_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STAGES 4

/* A checkpoint is told by the CPU time in a report, which BOINC's library measures once a second. */
static void burn(double seconds) {
  const time_t begin = time(NULL);
  while (difftime(time(NULL), begin) < seconds) {
    clock_t until = clock() + CLOCKS_PER_SEC / 20;
    while (clock() < until) continue;
    usleep(100 * 1000);
  }
}

/* A trickle that follows another before that was taken takes its place, in BOINC's library. */
static void send_trickle(int stage) {
  char variety[] = "stage", text[32];
  while (access("trickle_up.xml", F_OK) == 0) usleep(10 * 1000);
  snprintf(text, sizeof text, "stage %d", stage);
  if (boinc_send_trickle_up(variety, text) != 0) exit(3);
}

int main(int argc, char **argv) {
  int stage;
  FILE *file;
  if (argc != 4) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("init %d\n", boinc_init());
  printf("standalone %d\n", boinc_is_standalone());
  for (stage = 1; stage <= STAGES; stage++) {
    burn(atof(argv[1]));
    boinc_fraction_done(stage / (double)STAGES);
    while (strcmp(argv[2], "due") == 0 && !boinc_time_to_checkpoint()) burn(1);
    file = fopen("state", "w");
    if (file == NULL) return 4;
    fprintf(file, "%d\n", stage);
    fclose(file);
    printf("checkpoint %d at %.2f\n", boinc_checkpoint_completed(), boinc_get_fraction_done());
    send_trickle(stage);
    /* So that the report of this checkpoint does not fall together with the next fraction. */
    burn(atof(argv[1]));
  }
  while (access("trickle_up.xml", F_OK) == 0) usleep(10 * 1000);
  fflush(stdout);
  return boinc_finish(atoi(argv[3]));
}
