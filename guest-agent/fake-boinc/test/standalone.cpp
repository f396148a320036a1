// Built with BOINC's own library and with ours by the tests: says and leaves the same, standalone.
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>

#include "boinc_api.h"
#include "diagnostics.h"
#include "filesys.h"
#include "util.h"

static void show_init_data(const char *content) {
  APP_INIT_DATA data;
  FILE *file = fopen("init_data.xml", "w");
  fputs(content, file);
  fclose(file);
  std::printf("parse %d", boinc_parse_init_data_file());
  std::printf(" %d\n", boinc_get_init_data(data));
}

static void show_facts() {
  APP_INIT_DATA data;
  show_init_data(
      "<app_init_data>\n<major_version>7</major_version>\n<app_version>104</app_version>\n"
      "<app_name>app</app_name>\n<project_preferences>\n<x>1</x>\n</project_preferences>\n"
      "<user_name>A &amp; B</user_name>\n<wu_name>wu</wu_name>\n<result_name>wu_0</result_name>\n"
      "<wu_cpu_time>500.5</wu_cpu_time>\n<checkpoint_period>90.000000</checkpoint_period>\n"
      "<ncpus>2.000000</ncpus>\n<rsc_fpops_est>1e12</rsc_fpops_est>\n</app_init_data>\n");
  boinc_get_init_data(data);
  std::printf("facts %d %d %s %s %s %s %g %g %g %g\n", data.major_version, data.app_version,
              data.app_name, data.user_name, data.wu_name, data.result_name, data.wu_cpu_time,
              data.checkpoint_period, data.ncpus, data.rsc_fpops_est);
  std::printf("preferences %d\n", strstr(data.project_preferences, "<x>1</x>") != 0);
}

static void show_names() {
  const char *const contents[] = {" <soft_link> ../a&amp;b </soft_link>\n", "<soft_link>../a",
                                  "x\n<soft_link>../a</soft_link>", ""};
  char path[64] = "";
  std::printf("null %d\n", boinc_resolve_filename(0, path, sizeof path));
  for (const char *content : contents) {
    FILE *file = fopen("link", "w");
    fputs(content, file);
    fclose(file);
    const int code = boinc_resolve_filename("link", path, sizeof path);
    std::printf("resolved %d %s\n", code, path);
  }
}

static void show_files() {
  std::printf("exists %d %d\n", boinc_file_exists("link"), boinc_file_exists("none"));
  std::printf("copy %d %d\n", boinc_copy("link", "copy"), boinc_copy("none", "copy"));
  std::printf("rename %d %d\n", boinc_rename("copy", "to"), boinc_rename("none", "to"));
  std::printf("delete %d %d\n", boinc_delete_file("to"), boinc_delete_file("none"));
  std::printf("mkdir %d %d\n", boinc_mkdir("folder"), boinc_mkdir("folder"));
}

int main(int count, char **words) {
  const std::string way = count > 1 ? words[1] : "";
  std::setvbuf(stdout, 0, _IONBF, 0);
  if (way == "before") boinc_finish(3);
  std::printf("init %d", boinc_init());
  std::printf(" standalone %d\n", boinc_is_standalone());
  std::printf("fraction %g\n", boinc_get_fraction_done());
  const double values[] = {-1, 0.5, 2, NAN, INFINITY};
  for (double value : values) {
    const int code = boinc_fraction_done(value);
    std::printf("%g: %d %g\n", value, code, boinc_get_fraction_done());
  }
  std::printf("checkpoint %d %d\n", boinc_time_to_checkpoint(), boinc_checkpoint_completed());
  std::printf("period %d\n", boinc_set_min_checkpoint_period(5));
  std::printf("trickle %d\n", boinc_send_trickle_up((char *)"variety", (char *)"some text"));
  std::string name = "out";
  std::printf("upload %d %d\n", boinc_upload_file(name), boinc_upload_status(name));
  char text[64];
  std::printf("trickle down %d\n", boinc_receive_trickle_down(text, sizeof text));
  std::printf("report %d\n", boinc_report_app_status(1, 2, 0.5));
  BOINC_STATUS status;
  std::printf("status %d", boinc_get_status(&status));
  std::printf(" %d %d %d %d\n", status.suspended, status.quit_request, status.abort_request,
              status.network_suspended);
  std::printf("parse %d\n", boinc_parse_init_data_file());
  show_init_data("garbage\n");
  show_init_data("<app_init_data>\n<ncpus>1</ncpus>\n");
  show_facts();
  show_names();
  show_files();
  std::printf("again %d\n", boinc_init());
  if (way == "crash") std::abort();
  if (way == "temporary") boinc_temporary_exit(7, "because", true);
  if (way == "message") boinc_finish_message(4, "hello", false);
  if (way == "notice") boinc_finish_message(0, "hello", true);
  if (way == "exit") return 2;
  boinc_finish(0);
}
