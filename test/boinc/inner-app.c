/*
 * A program that knows BOINC, for a test: it says by the library's calls what a scientist's program
 * says. Argument: a file to upload. Without a message of the server it asks for a later try.
 */
#include <boinc_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STEPS 40

/* Looks for a message, four a second, before it gives up for now. */
#define LOOKS 40

static void write_facts(const char *path) {
  static struct APP_INIT_DATA facts;
  FILE *file;
  if (boinc_get_init_data_p(&facts) != 0) exit(3);
  file = fopen(path, "w");
  if (file == NULL) exit(4);
  fprintf(file, "%s %s %s %d\n", facts.app_name, facts.wu_name, facts.result_name,
          facts.app_version);
  fprintf(file, "authenticator '%s' period %.0f\n", facts.authenticator, facts.checkpoint_period);
  fclose(file);
}

static void write_part(const char *path) {
  FILE *file = fopen(path, "w");
  if (file == NULL) exit(5);
  fputs("a part\n", file);
  fclose(file);
}

static int has_message(void) {
  char name[256];
  int look;
  for (look = 0; look < LOOKS; look++) {
    if (boinc_receive_trickle_down(name, sizeof name)) return 1;
    usleep(250 * 1000);
  }
  return 0;
}

int main(int argc, char **argv) {
  int step, status = 0;
  if (argc != 2 || boinc_init() != 0) return 2;
  if (!has_message()) return boinc_temporary_exit(2, "no license <now>", 0);
  write_facts("facts");
  boinc_send_trickle_up("stage", "begun");
  write_part(argv[1]);
  if (boinc_upload_file(argv[1]) != 0) return 6;
  if (boinc_upload_file("facts") != 0) return 7;
  for (step = 1; step <= STEPS; step++) {
    usleep(250 * 1000);
    boinc_ops_cumulative(step * 1e9, step * 1e6);
    boinc_ops_per_cpu_sec(4e9, 2e9);
    boinc_fraction_done(step / (double)STEPS);
    if (boinc_time_to_checkpoint()) boinc_checkpoint_completed();
  }
  /* The job names it as no output that may be uploaded early. */
  while ((status = boinc_upload_status("facts")) == -161) usleep(250 * 1000);
  {
    FILE *file = fopen("facts", "a");
    if (file == NULL) return 8;
    fprintf(file, "upload of facts %d, of part %s\n", status,
            boinc_upload_status(argv[1]) < 0 ? "open" : "done");
    fclose(file);
  }
  return boinc_finish_message(0, "all parts agree", 1);
}
