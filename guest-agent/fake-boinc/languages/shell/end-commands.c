/* How the program is about to end. */
#include <stdio.h>
#include <string.h>

#include "agent-messages.h"
#include "agent-socket.h"
#include "clock.h"
#include "commands.h"
#include "finish-file.h"
#include "spool.h"
#include "tell-agent.h"
#include "utf8-line.h"

#define MAX_MESSAGE_BYTES 1023
#define MAX_DELAY_S 86400
/* No later command sends what is left. */
#define TRICKLE_TIMEOUT_MS 20000
#define RETRY_INTERVAL_MS 100

struct finish {
  int exit_code;
  int retry_after_s;
  int is_notice;
  char message[MAX_MESSAGE_BYTES + 1];
};

static enum vmslot_call_result call(struct talk *talk, const char *method, const uint8_t *bytes,
                                    size_t length) {
  uint8_t reply_bytes[4096];
  struct vmslot_request request = {method, bytes, length, NULL, 0};
  struct vmslot_reply reply = {reply_bytes, sizeof reply_bytes, 0};
  return ask_agent(talk, &request, &reply);
}

static enum vmslot_call_result report(struct talk *talk, int is_done) {
  uint8_t bytes[VMSLOT_MAX_REPORT_BYTES + 64];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  struct vmslot_report last;
  memset(&last, 0, sizeof last);
  last.in_critical_section = 0;
  last.needs_network = -1;
  last.fraction_done.is_set = is_done;
  last.fraction_done.value = 1;
  vmslot_encode_report(&writer, &last);
  return call(talk, "Report", bytes, writer.length);
}

static void deliver_kept(struct talk *talk) {
  const int64_t end_ms = vmslot_now_ms() + TRICKLE_TIMEOUT_MS;
  talk->deadline_ms = end_ms;
  while (send_kept(talk) != 0 && vmslot_now_ms() < end_ms) vmslot_sleep_ms(RETRY_INTERVAL_MS);
}

/* 1: the agent knows. An agent that does not answer at first is not waited for any longer. */
static int deliver(const struct finish *finish) {
  uint8_t bytes[MAX_MESSAGE_BYTES + 64];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  enum vmslot_call_result result;
  struct talk talk;
  begin_talk(&talk);
  result = report(&talk, finish->retry_after_s == 0);
  if (result != VMSLOT_CALL_AWAY) {
    deliver_kept(&talk);
    end_talk(&talk);
    begin_talk(&talk);
    vmslot_encode_finish(&writer, finish->exit_code, finish->message, finish->is_notice,
                         finish->retry_after_s);
    result = call(&talk, "Finish", bytes, writer.length);
  }
  end_talk(&talk);
  return result == VMSLOT_CALL_OK;
}

/* Takes --notice from the front of the words. */
static void take_notice(int *count, char ***words, struct finish *finish) {
  if (*count == 0 || strcmp((*words)[0], "--notice") != 0) return;
  finish->is_notice = 1;
  (*count)--;
  (*words)++;
}

static int parse_integer(const char *word, int least, int most, int *value) {
  double number;
  if (parse_number(word, &number) != 0 || number < least || number > most) return -1;
  *value = (int)number;
  return *value == number ? 0 : -1;
}

int run_finish(int count, char **words) {
  struct finish finish = {0, 0, 0, ""};
  take_notice(&count, &words, &finish);
  if (count < 1 || count > 2 || parse_integer(words[0], 0, 255, &finish.exit_code) != 0)
    return wrong_usage("finish takes a code, 0 to 255, and a line for people");
  if (count == 2) (void)vmslot_copy_utf8_line(finish.message, sizeof finish.message, words[1]);
  if (vmslot_has_agent() && deliver(&finish)) return EXIT_TOLD;
  return vmslot_write_finish_file(finish.exit_code, count == 2 ? finish.message : NULL,
                                  finish.is_notice) == 0
             ? EXIT_TOLD
             : EXIT_FILE;
}

int run_temporary_exit(int count, char **words) {
  struct finish finish = {0, 0, 0, ""};
  take_notice(&count, &words, &finish);
  if (count < 1 || count > 2 ||
      parse_integer(words[0], 1, MAX_DELAY_S, &finish.retry_after_s) != 0)
    return wrong_usage("temporary-exit takes seconds, 1 to 86400, and a line for people");
  if (count == 2) (void)vmslot_copy_utf8_line(finish.message, sizeof finish.message, words[1]);
  if (vmslot_has_agent() && deliver(&finish)) return EXIT_TOLD;
  return vmslot_write_temporary_exit_file(finish.retry_after_s, finish.message,
                                          finish.is_notice) == 0
             ? EXIT_TOLD
             : EXIT_FILE;
}
