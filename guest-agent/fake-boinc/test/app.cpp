// What sources of BOINC apps in C++ do: compiled, linked and run by the tests.
#include <cstdio>
#include <string>

#include "boinc_api.h"
#include "config.h"
#include "diagnostics.h"
#include "filesys.h"
#include "mfile.h"
#include "parse.h"
#include "str_util.h"
#include "util.h"

int main() {
  BOINC_OPTIONS options;
  boinc_options_defaults(options);
  options.multi_thread = 1;
  boinc_init_diagnostics(BOINC_DIAG_DEFAULTS);
  if (boinc_init_options(&options) != 0) return 1;
  APP_INIT_DATA data;
  boinc_get_init_data(data);
  std::string path, name("out");
  boinc_resolve_filename_s("link", path);
  double cpu = 0, step = 0;
  boinc_wu_cpu_time(cpu);
  MFILE file;
  if (file.open("state", "w") != 0) return 2;
  file.printf("<step>%d</step>\n", 12);
  if (file.close() != 0) return 3;
  char line[64] = "", text[16];
  FILE *state = boinc_fopen("state", "r");
  if (!state || !fgets(line, sizeof line, state) || fclose(state) != 0) return 4;
  parse_double(line, "<step>", step);
  safe_strcpy(text, "long enough to be cut off");
  double size = 0;
  file_size("state", size);
  std::printf("%s %g %g %zu %d %d %d\n", path.c_str(), step, size, std::string(text).size(),
              boinc_upload_file(name), boinc_upload_status(name), cpu >= 0 && dtime() > 1e9);
  std::fflush(stdout);
  boinc_status.network_suspended = 0;
  boinc_report_app_status_aux(1, 0, 0.5, 0, 0, 0);
  boinc_waiting_for_network(true);
  boinc_finish_message(0, "all well", false);
}
