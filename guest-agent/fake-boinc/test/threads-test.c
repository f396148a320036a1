/* A program of many threads that uses everything at once, while its children do so as well. */
#include <pthread.h>

#include "boinc_api.h"
#include "clock.h"
#include "expect.h"
#include "small-agent.h"

#define THREADS 4
#define ROUNDS 200

static void *use_everything(void *unused) {
  static struct APP_INIT_DATA datas[THREADS];
  static int next;
  struct APP_INIT_DATA *data = &datas[__atomic_fetch_add(&next, 1, __ATOMIC_SEQ_CST)];
  BOINC_STATUS status;
  int round;
  for (round = 0; round < ROUNDS; round++) {
    EXPECT(boinc_fraction_done((double)round / ROUNDS) == 0);
    EXPECT(boinc_get_fraction_done() >= 0);
    boinc_ops_cumulative(round, round);
    boinc_begin_critical_section();
    boinc_begin_critical_section();
    boinc_end_critical_section();
    boinc_end_critical_section();
    if (boinc_time_to_checkpoint()) EXPECT(boinc_checkpoint_completed() == 0);
    EXPECT(boinc_get_status(&status) == 0);
    EXPECT(boinc_get_init_data_p(data) == 0);
    boinc_web_graphics_url("http://localhost:1/");
    if (round % 100 == 0) EXPECT(boinc_send_trickle_up("variety", "text") == 0);
    vmslot_sleep_ms(round % 3);
  }
  return unused;
}

static void fork_children(void) {
  int count;
  for (count = 0; count < 3; count++) {
    const pid_t child = fork();
    int status = 0;
    if (child == 0) {
      struct APP_INIT_DATA data;
      (void)boinc_fraction_done(0.1);
      (void)boinc_checkpoint_completed();
      if (boinc_get_init_data_p(&data) != 0 || !boinc_is_standalone()) _exit(2);
      _exit(boinc_send_trickle_up("variety", "child") == -103 ? 0 : 1);
    }
    EXPECT(waitpid(child, &status, 0) == child && status == 0);
  }
}

static void run_program(void) {
  pthread_t threads[THREADS];
  int index;
  EXPECT(boinc_init() == 0);
  for (index = 0; index < THREADS; index++)
    EXPECT(pthread_create(&threads[index], NULL, use_everything, NULL) == 0);
  fork_children();
  for (index = 0; index < THREADS; index++) EXPECT(pthread_join(threads[index], NULL) == 0);
  EXPECT(boinc_checkpoint_completed() == 0);
  (void)boinc_finish(9);
}

int main(void) {
  static struct small_agent agent;
  char directory[] = "/tmp/fake-boinc-XXXXXX";
  pid_t program;
  EXPECT(mkdtemp(directory) != NULL && chdir(directory) == 0);
  EXPECT(setenv("VMSLOT_APP_SOCKET", "app", 1) == 0);
  start_small_agent(&agent, "app");
  program = fork();
  EXPECT(program >= 0);
  if (program == 0) {
    close(agent.listener);
    run_program();
  }
  EXPECT(serve_until_end(&agent, program) == 9);
  EXPECT(agent.count[0] >= 1 && agent.count[1] + agent.count[2] > 1 && agent.count[2] >= 1);
  EXPECT(agent.id_count == THREADS * ROUNDS / 100 && agent.count[4] == 1);
  EXPECT(unlink("app") == 0 && chdir("/") == 0 && rmdir(directory) == 0);
  printf("threads  %d reports\n", agent.count[1] + agent.count[2]);
  return 0;
}
