/* What the probe can do. */
#ifndef PROBE_COMMANDS_H
#define PROBE_COMMANDS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "boinc_api.h"

static int say_number(char *result, double value) {
  sprintf(result, "%g", value);
  return 1;
}

static int run_facts(char *result) {
  struct APP_INIT_DATA data;
  const int code = boinc_get_init_data_p(&data);
  sprintf(result, "%d %s %s %d %g %g %g %s", code, data.app_name, data.result_name,
          data.app_version, data.wu_cpu_time, data.checkpoint_period, data.ncpus,
          data.project_preferences == NULL ? "none" : data.project_preferences);
  return 1;
}

static int run_status(char *result) {
  BOINC_STATUS status;
  (void)boinc_get_status(&status);
  sprintf(result, "%d %d %d %d %g %g %d", status.suspended, status.quit_request,
          status.abort_request, status.reread_init_data_file, status.working_set_size,
          status.max_working_set_size, status.network_suspended);
  return 1;
}

/* Calls as many a second as fit into 1 s of a program that does nothing else; gives the CPU
 * nanoseconds of one. */
static int run_many(char *result, long count) {
  struct timespec begin, end;
  long index;
  (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  for (index = 0; index < count; index++) (void)boinc_fraction_done((double)index / (double)count);
  (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
  return say_number(result, ((double)(end.tv_sec - begin.tv_sec) * 1e9 +
                             (double)(end.tv_nsec - begin.tv_nsec)) / (double)count);
}

static int run_sections(char *result, long count) {
  while (count-- > 0) {
    boinc_begin_critical_section();
    boinc_end_critical_section();
  }
  return say_number(result, 0);
}

static int run_init(char *result, const char *rest) {
  BOINC_OPTIONS options;
  if (*rest == '\0') return say_number(result, boinc_init());
  boinc_options_defaults_p(&options);
  if (strstr(rest, "wrapper") != NULL) {
    options.send_status_msgs = 0;
    options.direct_process_action = 0;
  }
  if (strstr(rest, "passive") != NULL) options.direct_process_action = 0;
  if (strstr(rest, "helper") != NULL) options.main_program = 0;
  return say_number(result, boinc_init_options(&options));
}

static int run_trickle(char *result, char *rest) {
  char *text = strchr(rest, ' ');
  if (text == NULL) return 0;
  *text++ = '\0';
  return say_number(result, boinc_send_trickle_up(rest, text));
}

static int run_simple(const char *name, char *rest, char *result) {
  char text[8192] = "";
  double seconds = 0;
  if (!strcmp(name, "standalone")) return say_number(result, boinc_is_standalone());
  if (!strcmp(name, "time-to-checkpoint")) return say_number(result, boinc_time_to_checkpoint());
  if (!strcmp(name, "completed")) return say_number(result, boinc_checkpoint_completed());
  if (!strcmp(name, "parse")) return say_number(result, boinc_parse_init_data_file());
  if (!strcmp(name, "get-fraction")) return say_number(result, boinc_get_fraction_done());
  if (!strcmp(name, "poll")) return say_number(result, boinc_network_poll());
  if (!strcmp(name, "upload")) return say_number(result, boinc_upload_file(rest));
  if (!strcmp(name, "upload-status")) return say_number(result, boinc_upload_status(rest));
  if (!strcmp(name, "fraction")) return say_number(result, boinc_fraction_done(atof(rest)));
  if (!strcmp(name, "period"))
    return say_number(result, boinc_set_min_checkpoint_period(atoi(rest)));
  if (!strcmp(name, "receive")) {
    const int found = boinc_receive_trickle_down(text, 200);
    return sprintf(result, "%d %s", found, text);
  }
  if (!strcmp(name, "resolve")) {
    const int code = boinc_resolve_filename(rest, text, 200);
    return sprintf(result, "%d %s", code, text);
  }
  if (!strcmp(name, "wu-cpu")) {
    (void)boinc_wu_cpu_time(&seconds);
    return say_number(result, (double)(int)seconds);
  }
  if (!strcmp(name, "elapsed")) return say_number(result, boinc_elapsed_time());
  return 0;
}

static int run_void(const char *name, char *rest, char *result) {
  char *end = rest;
  const double first = strtod(rest, &end), second = strtod(end, &end), third = strtod(end, NULL);
  sprintf(result, "done");
  if (!strcmp(name, "begin")) return boinc_begin_critical_section(), 1;
  if (!strcmp(name, "end")) return boinc_end_critical_section(), 1;
  if (!strcmp(name, "ops")) return boinc_ops_cumulative(first, second), 1;
  if (!strcmp(name, "speed")) return boinc_ops_per_cpu_sec(first, second), 1;
  if (!strcmp(name, "credit")) return boinc_set_credit_claim(first), 1;
  if (!strcmp(name, "url")) return boinc_web_graphics_url(rest), 1;
  if (!strcmp(name, "desktop")) return boinc_remote_desktop_addr(rest), 1;
  if (!strcmp(name, "need-network")) return boinc_need_network(), 1;
  if (!strcmp(name, "network-done")) return boinc_network_done(), 1;
  if (!strcmp(name, "clear-reread")) return boinc_status.reread_init_data_file = 0, 1;
  if (!strcmp(name, "chdir")) return chdir(rest) == 0;
  if (!strcmp(name, "report")) return boinc_report_app_status(first, second, third), 1;
  if (!strcmp(name, "exit")) exit(atoi(rest));
  if (!strcmp(name, "crash")) abort();
  if (!strcmp(name, "finish")) return boinc_finish(atoi(rest));
  if (!strcmp(name, "finish-message")) return boinc_finish_message(4, rest, 1);
  if (!strcmp(name, "temporary")) return boinc_temporary_exit(30, *rest ? rest : NULL, 0);
  return 0;
}

/* 1, or 0: there is no such command. */
static int run_command(const char *line, char *result) {
  static char copy[70000];
  char *rest;
  snprintf(copy, sizeof copy, "%s", line);
  rest = strchr(copy, ' ');
  if (rest != NULL) *rest++ = '\0';
  else rest = copy + strlen(copy);
  if (!strcmp(copy, "init")) return run_init(result, rest);
  if (!strcmp(copy, "facts")) return run_facts(result);
  if (!strcmp(copy, "status")) return run_status(result);
  if (!strcmp(copy, "trickle")) return run_trickle(result, rest);
  if (!strcmp(copy, "many")) return run_many(result, atol(rest));
  if (!strcmp(copy, "sections")) return run_sections(result, atol(rest));
  return run_simple(copy, rest, result) || run_void(copy, rest, result);
}

#endif
