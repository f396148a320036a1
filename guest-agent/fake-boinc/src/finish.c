#include <stdio.h>
#include <stdlib.h>

#include "../include/boinc_api.h"
#include "agent-messages.h"
#include "agent-socket.h"
#include "clock.h"
#include "ending.h"
#include "finish-file.h"
#include "library-options.h"
#include "lock-file.h"
#include "process-owner.h"
#include "report-exchange.h"
#include "report-loop.h"
#include "spool.h"
#include "utf8-line.h"

#define MAX_MESSAGE_BYTES 1023
#define FINISH_TIMEOUT_MS 5000
/* No later life of the program sends what is left. */
#define TRICKLE_TIMEOUT_MS 20000
#define RETRY_INTERVAL_MS 100
#define MIN_CALL_MS 1000
#define DEFAULT_DELAY_S 300
#define MAX_DELAY_S 86400

struct finish {
  int status;
  char message[MAX_MESSAGE_BYTES + 1];
  int is_notice;
  int retry_after_s;
  int tells_end; /* Else only the last report is sent: another program says how the task ends. */
};

static enum vmslot_call_result send_finish(struct vmslot_connection *connection,
                                           const struct finish *finish, int64_t deadline_ms) {
  uint8_t bytes[MAX_MESSAGE_BYTES + 64], reply_bytes[1024];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  struct vmslot_request request = {"Finish", bytes, 0, NULL, 0};
  struct vmslot_reply reply = {reply_bytes, sizeof reply_bytes, 0};
  vmslot_encode_finish(&writer, finish->status, finish->message, finish->is_notice,
                       finish->retry_after_s);
  request.head_length = writer.length;
  return vmslot_call_agent(connection, &request, &reply, deadline_ms);
}

static int tell_all(struct vmslot_connection *connection, const struct finish *finish,
                    int64_t deadline_ms) {
  /* A report that is not taken is no reason not to say how the program ends. */
  if (vmslot_exchange_report(connection, deadline_ms) == VMSLOT_CALL_AWAY) return 0;
  return !finish->tells_end || send_finish(connection, finish, deadline_ms) == VMSLOT_CALL_OK;
}

/* What the library's thread is telling is over before the last of all: an older report must not come
 * after that. */
static void wait_for_loop(int64_t end_ms) {
  while (vmslot_is_loop_talking() && vmslot_now_ms() < end_ms) vmslot_sleep_ms(1);
}

static void deliver_spooled(struct vmslot_connection *connection, int64_t end_ms) {
  while (vmslot_send_spooled(connection, end_ms) != 0 && vmslot_now_ms() < end_ms)
    vmslot_sleep_ms(RETRY_INTERVAL_MS);
}

/* 1: the agent knows how the program ends. */
static int deliver(const struct finish *finish) {
  struct vmslot_connection connection = {-1};
  const int64_t start_ms = vmslot_now_ms();
  /* An agent that was never there is not waited for so long. */
  const int64_t spool_ms =
      vmslot_agent_has_answered() ? TRICKLE_TIMEOUT_MS : FINISH_TIMEOUT_MS - MIN_CALL_MS;
  int64_t end_ms;
  int is_told;
  wait_for_loop(start_ms + MIN_CALL_MS);
  deliver_spooled(&connection, start_ms + spool_ms);
  end_ms = vmslot_now_ms() + MIN_CALL_MS;
  if (end_ms < start_ms + FINISH_TIMEOUT_MS) end_ms = start_ms + FINISH_TIMEOUT_MS;
  while (!(is_told = tell_all(&connection, finish, end_ms)) && vmslot_now_ms() < end_ms)
    vmslot_sleep_ms(RETRY_INTERVAL_MS);
  vmslot_close_connection(&connection);
  return is_told;
}

/* Only one thread comes back from here. */
static void begin_end(int status) {
  if (vmslot_is_forked_child()) exit(status);
  if (!vmslot_claim_ending()) vmslot_wait_for_end(status);
}

static void copy_message(struct finish *finish, const char *message) {
  if (message != NULL)
    (void)vmslot_copy_utf8_line(finish->message, sizeof finish->message, message);
}

int boinc_finish_message(int status, const char *message, int is_notice) {
  struct finish finish = {0, "", 0, 0, 0};
  char prefix[64];
  int is_told;
  (void)boinc_fraction_done(1);
  fprintf(stderr, "%s called boinc_finish(%d)\n", boinc_msg_prefix(prefix, sizeof prefix), status);
  if (!vmslot_is_initialized()) exit(status);
  begin_end(status);
  finish.status = status;
  finish.is_notice = is_notice;
  finish.tells_end = vmslot_library_options()->main_program;
  copy_message(&finish, message);
  is_told = vmslot_has_agent() && deliver(&finish);
  if (!is_told && finish.tells_end)
    (void)vmslot_write_finish_file(status, message == NULL ? NULL : finish.message, is_notice);
  vmslot_release_lock_file();
  exit(status);
}

int boinc_finish(int status) { return boinc_finish_message(status, NULL, 0); }

int boinc_temporary_exit(int delay, const char *reason, int is_notice) {
  struct finish finish = {0, "", 0, 0, 1};
  int is_told;
  if (!vmslot_has_agent() && !vmslot_is_forked_child()) {
    const int result = vmslot_write_temporary_exit_file(delay, reason, is_notice);
    if (result != 0) return result;
  }
  begin_end(0);
  finish.retry_after_s = delay < 0 || delay > MAX_DELAY_S ? DEFAULT_DELAY_S : delay < 1 ? 1 : delay;
  finish.is_notice = is_notice;
  copy_message(&finish, reason);
  is_told = vmslot_has_agent() && deliver(&finish);
  if (!is_told && vmslot_has_agent())
    (void)vmslot_write_temporary_exit_file(delay, reason, is_notice);
  vmslot_release_lock_file();
  exit(0);
}
