#include "../include/boinc/diagnostics.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../include/boinc/app_ipc.h"
#include "../include/boinc/error_numbers.h"
#include "atomic-value.h"

static const struct {
  int number;
  const char *line;
} crashes[] = {
    {SIGILL, "SIGILL: illegal instruction\n"},      {SIGABRT, "SIGABRT: abort called\n"},
    {SIGBUS, "SIGBUS: bus error\n"},                {SIGSEGV, "SIGSEGV: segmentation violation\n"},
    {SIGSYS, "SIGSYS: bad argument to system call\n"},
};

/* Calls only what a signal handler may. */
static void end_with_signal(int number) {
  size_t index;
  for (index = 0; index < sizeof crashes / sizeof crashes[0]; index++) {
    if (crashes[index].number == number &&
        write(STDERR_FILENO, crashes[index].line, strlen(crashes[index].line)) < 0)
      break;
  }
  _exit(EXIT_SIGNAL);
}

int boinc_install_signal_handlers(void) {
  size_t index;
  for (index = 0; index < sizeof crashes / sizeof crashes[0]; index++) {
    struct sigaction now;
    if (sigaction(crashes[index].number, NULL, &now) != 0) continue;
    if ((now.sa_flags & SA_SIGINFO) != 0 || now.sa_handler != SIG_DFL) continue;
    memset(&now, 0, sizeof now);
    now.sa_handler = end_with_signal;
    /* A stack that is full cannot run it; then the kernel ends the program, and the agent sees that. */
    (void)sigaction(crashes[index].number, &now, NULL);
  }
  return 0;
}

static int redirect(FILE *stream, const char *path, int archives, int overwrites) {
  char old[64];
  (void)snprintf(old, sizeof old, "%s.old", path);
  if (archives) (void)rename(path, old);
  if (freopen(path, overwrites ? "w" : "a", stream) == NULL) return ERR_FOPEN;
  return setvbuf(stream, NULL, stream == stderr ? _IONBF : _IOLBF, BUFSIZ) == 0 ? 0 : ERR_FOPEN;
}

int boinc_init_diagnostics(int flags) {
  static int is_done;
  const char *socket = getenv("VMSLOT_APP_SOCKET");
  const int has_agent = socket != NULL && socket[0] != '\0';
  const int out = BOINC_DIAG_REDIRECTSTDOUT | BOINC_DIAG_REDIRECTSTDOUTOVERWRITE;
  const int error = BOINC_DIAG_REDIRECTSTDERR | BOINC_DIAG_REDIRECTSTDERROVERWRITE;
  int result = 0;
  if (vmslot_exchange(&is_done, 1)) return 0;
  if (flags & BOINC_DIAG_DUMPCALLSTACKENABLED) (void)boinc_install_signal_handlers();
  if (flags & out)
    result = redirect(stdout, STDOUT_FILE, (flags & BOINC_DIAG_ARCHIVESTDOUT) != 0,
                      (flags & BOINC_DIAG_REDIRECTSTDOUTOVERWRITE) != 0);
  /* The agent takes what the program writes there, as the client takes stderr.txt. */
  if ((flags & error) && !has_agent && result == 0)
    result = redirect(stderr, STDERR_FILE, (flags & BOINC_DIAG_ARCHIVESTDERR) != 0,
                      (flags & BOINC_DIAG_REDIRECTSTDERROVERWRITE) != 0);
  return result;
}

int boinc_finish_diag(void) {
  (void)fflush(NULL);
  return 0;
}
