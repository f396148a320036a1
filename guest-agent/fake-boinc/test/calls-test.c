/* Calls that need no agent: results, and that they come back. */
#include <math.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "boinc/diagnostics.h"
#include "boinc/filesys.h"
#include "boinc/util.h"
#include "boinc_api.h"
#include "expect.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t called = PTHREAD_COND_INITIALIZER;
static int call_count;

static void count_call(void) {
  pthread_mutex_lock(&lock);
  call_count++;
  pthread_cond_signal(&called);
  pthread_mutex_unlock(&lock);
}

static void wait_for_calls(int count) {
  pthread_mutex_lock(&lock);
  while (call_count < count) pthread_cond_wait(&called, &lock);
  pthread_mutex_unlock(&lock);
}

static void call_timer(void) {
  boinc_register_timer_callback(count_call);
  wait_for_calls(2);
  boinc_register_timer_callback(NULL);
  EXPECT(boinc_elapsed_time() > 0);
}

static void ask_times(void) {
  double seconds = -1;
  const double begin = dtime();
  boinc_sleep(0.002);
  boinc_sleep(NAN);
  boinc_sleep(-1);
  EXPECT(dtime() > begin);
  EXPECT(boinc_worker_thread_cpu_time() > 0);
  EXPECT(boinc_wu_cpu_time(&seconds) == 0 && seconds > 0 && boinc_wu_cpu_time(NULL) == -116);
  EXPECT(boinc_calling_thread_cpu_time(&seconds) == 0 && seconds > 0);
  EXPECT(boinc_calling_thread_cpu_time(NULL) == -116);
}

static void write_prefix(void) {
  char text[64], expected[32];
  EXPECT(boinc_msg_prefix(text, sizeof text) == text);
  (void)snprintf(expected, sizeof expected, " (%ld):", (long)getpid());
  EXPECT(strlen(text) == 8 + strlen(expected) && strcmp(text + 8, expected) == 0);
  EXPECT(boinc_msg_prefix(text, 3) == text && strlen(text) == 2);
  EXPECT(boinc_msg_prefix(NULL, 3) == NULL);
}

static void give_nothing(void) {
  EXPECT(boinc_get_status(NULL) == -116 && boinc_get_init_data_p(NULL) == -116);
  EXPECT(boinc_send_trickle_up(NULL, "x") == -116 && boinc_send_trickle_up("x", NULL) == -116);
  EXPECT(boinc_upload_file(NULL) == -116 && boinc_upload_status(NULL) == -116);
  EXPECT(boinc_upload_file("") == -108 && boinc_receive_trickle_down(NULL, 5) == 0);
  boinc_web_graphics_url(NULL);
  boinc_remote_desktop_addr(NULL);
  boinc_options_defaults_p(NULL);
}

static void do_nothing(void) {
  boinc_network_usage(1, 2);
  boinc_sporadic_set_ac_state(2);
  EXPECT(boinc_sporadic_get_ca_state() == 0 && boinc_sporadic_dir(".") == 0);
  boinc_end_critical_section();
  EXPECT(boinc_finish_diag() == 0 && boinc_install_signal_handlers() == 0);
  EXPECT(boinc_parse_init_data_file() == -108);
}

static void look_at_files(void) {
  EXPECT(boinc_touch_file("file") == 0 && boinc_touch_file("none/file") == -1);
  EXPECT(symlink("none", "link") == 0);
  EXPECT(is_file("file") && !is_file("link") && is_symlink("link") && !is_symlink("file"));
  EXPECT(boinc_file_or_symlink_exists("link") && !boinc_file_exists("link"));
  EXPECT(boinc_delete_file("file") == 0 && boinc_delete_file("link") == 0);
}

int main(void) {
  char directory[] = "/tmp/fake-boinc-XXXXXX";
  EXPECT(unsetenv("VMSLOT_APP_SOCKET") == 0);
  EXPECT(mkdtemp(directory) != NULL && chdir(directory) == 0);
  EXPECT(boinc_init_parallel() == 0 && boinc_is_standalone());
  call_timer();
  ask_times();
  write_prefix();
  give_nothing();
  do_nothing();
  look_at_files();
  EXPECT(unlink("stderr.txt") == 0 && unlink("boinc_lockfile") == 0);
  EXPECT(chdir("/") == 0 && rmdir(directory) == 0);
  printf("calls    without an agent\n");
  return 0;
}
