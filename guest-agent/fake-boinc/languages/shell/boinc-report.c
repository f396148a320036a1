/* boinc-report: what a shell script says to BOINC. Each call is a process of its own that tells the agent
 * directly; it has neither a thread nor a lock. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "tell-agent.h"

static const char help[] =
    "Usage: boinc-report COMMAND [ARGUMENT...]\n"
    "\n"
    "Tells the agent of the virtual machine what a script does. Call it in the directory that the\n"
    "script was started in. Without VMSLOT_APP_SOCKET there is no agent: the script runs standalone, and\n"
    "each command succeeds.\n"
    "\n"
    "  progress FRACTION             how much is done, 0 to 1\n"
    "  checkpoint                    all that is needed to go on from here is on disk\n"
    "  credit [--fpops N] [--iops N] operations so far in this life of the script\n"
    "  status                        what the script should do, as lines NAME=VALUE\n"
    "  trickle VARIETY FILE          a message to the project's server, at most 65536 bytes; - is stdin\n"
    "  upload NAME                   upload this output file now; do not write it any more\n"
    "  upload-status NAME            what became of it: ended=1 and status=0 is uploaded\n"
    "  finish [--notice] CODE [MESSAGE]\n"
    "                                how the script is about to end, 0 to 255; then call exit CODE.\n"
    "                                --notice: the volunteer should see the message\n"
    "  temporary-exit [--notice] SECONDS [REASON]\n"
    "                                the script is about to exit 0, to be started again later\n"
    "\n"
    "A call waits 2 s for the agent at the most; finish and temporary-exit 4 s, and up to 20 s more while\n"
    "messages are left. A message or upload that the agent does not take now is a file .vmslot_spool_... of\n"
    "the directory, and a later call sends it, be it of the next life of the script.\n"
    "\n"
    "Exit status:\n"
    "  0  told; or kept, and sent later; or there is no agent\n"
    "  1  the agent refuses it for good\n"
    "  2  wrong usage\n"
    "  3  a file cannot be read or written\n"
    "  4  the agent does not answer, or cannot take it now\n"
    "\n"
    "Example:\n"
    "  for i in $(seq 1 10); do\n"
    "    ./step \"$i\" && boinc-report checkpoint\n"
    "    boinc-report progress \"0.$i\"\n"
    "    boinc-report status | grep -q quit_request=1 && exit 0\n"
    "  done\n"
    "  boinc-report finish 0; exit 0\n";

struct command {
  const char *name;
  int (*run)(int count, char **words);
};

static const struct command commands[] = {
    {"progress", run_progress},           {"checkpoint", run_checkpoint},
    {"credit", run_credit},               {"status", run_status},
    {"trickle", run_trickle},             {"upload", run_upload},
    {"upload-status", run_upload_status}, {"finish", run_finish},
    {"temporary-exit", run_temporary_exit},
};

int wrong_usage(const char *what) {
  fprintf(stderr, "boinc-report: %s; see boinc-report --help\n", what);
  return EXIT_USAGE;
}

int main(int count, char **words) {
  size_t index;
  if (count < 2) return wrong_usage("a command is missing");
  if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "help") == 0)
    return fputs(help, stdout) < 0 || fflush(stdout) != 0 ? EXIT_FILE : EXIT_TOLD;
  for (index = 0; index < sizeof commands / sizeof commands[0]; index++)
    if (strcmp(words[1], commands[index].name) == 0)
      return commands[index].run(count - 2, words + 2);
  return wrong_usage("there is no such command");
}
