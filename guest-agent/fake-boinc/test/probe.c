/* A program of the tests: does what each line of its standard input says and answers with a line. */
#define _XOPEN_SOURCE 700
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe-commands.h"

static char pending[256];

static void answer(const char *text) {
  printf("%s\n", text);
  fflush(stdout);
}

static void run_in_handler(int number) {
  (void)number;
  (void)run_command(pending, pending + 128);
}

/* fork LINE: in a child. signal LINE: in a signal handler. */
static void run_line(char *line) {
  char result[8192] = "";
  if (strncmp(line, "fork ", 5) == 0) {
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
      (void)run_command(line + 5, result);
      printf("%s ", result);
      fflush(stdout);
      _exit(7);
    }
    (void)waitpid(child, &status, 0);
    snprintf(result, sizeof result, "child %d", WEXITSTATUS(status));
  } else if (strncmp(line, "signal ", 7) == 0) {
    snprintf(pending, 128, "%.127s", line + 7);
    (void)signal(SIGUSR1, run_in_handler);
    (void)raise(SIGUSR1);
    snprintf(result, sizeof result, "%s", pending + 128);
  } else if (!run_command(line, result)) {
    snprintf(result, sizeof result, "what is %.99s", line);
  }
  answer(result);
}

int main(void) {
  static char line[70000];
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    run_line(line);
  }
  return 0;
}
