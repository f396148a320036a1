#include "report-loop.h"

#include <pthread.h>
#include <signal.h>

#include "../include/boinc_api.h"
#include "agent-socket.h"
#include "atomic-value.h"
#include "checkpoint.h"
#include "clock.h"
#include "control.h"
#include "ending.h"
#include "init-data.h"
#include "report-exchange.h"
#include "report-wake.h"
#include "spool.h"

#define SECOND_MS 1000
/* Between reports that something new has caused. */
#define MIN_NEWS_INTERVAL_MS 100
/* A longer time between two looks is one in which the program was stopped. */
#define MAX_COUNTED_MS 6000
#define STACK_BYTES 1048576

static int64_t elapsed_ms;
static int is_talking;
static FUNC_PTR timer_callback;

void boinc_register_timer_callback(FUNC_PTR callback) {
  __atomic_store_n(&timer_callback, callback, __ATOMIC_SEQ_CST);
}

int vmslot_is_loop_talking(void) { return vmslot_load(&is_talking); }

double vmslot_elapsed_s(void) { return (double)vmslot_load_long(&elapsed_ms) / 1000; }

static void count(int64_t passed_ms) {
  if (vmslot_load(&boinc_status.suspended)) return;
  if (passed_ms > MAX_COUNTED_MS) passed_ms = SECOND_MS;
  vmslot_store_long(&elapsed_ms, vmslot_load_long(&elapsed_ms) + passed_ms);
}

static void call_back(void) {
  const FUNC_PTR callback = __atomic_load_n(&timer_callback, __ATOMIC_SEQ_CST);
  if (callback != NULL) callback();
}

/* All that there is to say. What the agent does not take now, it is asked to take in the next second. */
static void talk(struct vmslot_connection *connection) {
  const int64_t deadline_ms = vmslot_now_ms() + VMSLOT_LOOP_CALL_TIMEOUT_MS;
  /* An agent that cannot give the facts can take a report. */
  if (!vmslot_has_joined() && vmslot_join_agent(connection, deadline_ms) == VMSLOT_CALL_AWAY) return;
  if (vmslot_exchange_report(connection, deadline_ms) == VMSLOT_CALL_OK && vmslot_has_spooled())
    (void)vmslot_send_spooled(connection, deadline_ms);
}

static void *run(void *unused) {
  struct vmslot_connection connection = {-1};
  int64_t counted_ms = vmslot_now_ms(), due_ms = counted_ms, talked_ms = counted_ms - SECOND_MS;
  (void)unused;
  while (!vmslot_is_ending()) {
    const int is_woken = vmslot_wait_for_wake(due_ms - vmslot_now_ms());
    int64_t now_ms = vmslot_now_ms();
    const int is_due = now_ms >= due_ms;
    if (is_woken && !is_due) vmslot_sleep_ms(talked_ms + MIN_NEWS_INTERVAL_MS - now_ms);
    vmslot_clear_wake();
    if (is_due) {
      due_ms = due_ms + 2 * SECOND_MS > now_ms ? due_ms + SECOND_MS : now_ms + SECOND_MS;
      count(now_ms - counted_ms);
      counted_ms = now_ms;
      vmslot_count_down(now_ms);
      call_back();
    }
    /* In this order: whoever ends the program claims that first and looks at this afterwards. */
    vmslot_store(&is_talking, 1);
    if (!vmslot_is_ending() && vmslot_has_agent() &&
        (is_due || vmslot_has_news() || vmslot_has_spooled()))
      talk(&connection);
    vmslot_store(&is_talking, 0);
    talked_ms = vmslot_now_ms();
    vmslot_act_in_loop(&connection);
  }
  vmslot_close_connection(&connection);
  return NULL;
}

int vmslot_start_report_loop(void) {
  sigset_t all, before;
  pthread_attr_t attributes;
  pthread_t thread;
  int result;
  sigfillset(&all);
  if (pthread_attr_init(&attributes) != 0) return -1;
  /* The same everywhere: musl's own would be small for a callback of the program. */
  (void)pthread_attr_setstacksize(&attributes, STACK_BYTES);
  (void)pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  result = pthread_create(&thread, &attributes, run, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  (void)pthread_attr_destroy(&attributes);
  return result == 0 ? 0 : -1;
}
