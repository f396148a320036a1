#include "trickle-down.h"

#include <stdio.h>
#include <stdlib.h>

#include "../include/boinc_api.h"
#include "agent-call.h"
#include "agent-messages.h"
#include "agent-socket.h"
#include "atomic-value.h"
#include "clock.h"
#include "process-owner.h"
#include "trickle-file.h"
#include "work-directory.h"

/* How long a message without its file may be on its way there. */
#define FILE_WAIT_MS 2000

/* 1 at first: an earlier life may have left a file. */
static int may_have_file = 1;
static int waits_at_agent;
/* The last one that was dealt with: the next call says so. */
static int64_t taken_number;
/* One that has no file, and since when. */
static int64_t missed_number, missed_ms;

void vmslot_note_trickle_down(void) { vmslot_store(&waits_at_agent, 1); }

/* The agent puts a message that the host delivers into the work directory as well, right after it can be
 * asked for; what comes in no file gets one. 1: the message is dealt with. */
static int take_message(const struct vmslot_trickle_down *trickle) {
  const int64_t number = (int64_t)trickle->number;
  const struct vmslot_piece piece = {trickle->text, trickle->length};
  char name[64];
  if (vmslot_has_trickle_file(trickle->file_name, trickle->text, trickle->length)) return 1;
  if (vmslot_load_long(&missed_number) != number) {
    vmslot_store_long(&missed_number, number);
    vmslot_store_long(&missed_ms, vmslot_now_ms());
  }
  if (vmslot_now_ms() - vmslot_load_long(&missed_ms) < FILE_WAIT_MS) return 0;
  (void)snprintf(name, sizeof name, "trickle_down_%lu", (unsigned long)number);
  return vmslot_write_durably(name, &piece, 1) == 0;
}

enum taken { TOOK_ONE, TOOK_LAST, TOOK_NONE };

static enum taken take_one(struct vmslot_connection *connection, struct vmslot_reply *reply,
                           int64_t deadline_ms) {
  uint8_t bytes[16];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  struct vmslot_request request = {"ReceiveTrickle", bytes, 0, NULL, 0};
  struct vmslot_trickle_down trickle;
  vmslot_encode_receive_trickle(&writer, (uint64_t)vmslot_load_long(&taken_number));
  request.head_length = writer.length;
  if (vmslot_call_agent(connection, &request, reply, deadline_ms) != VMSLOT_CALL_OK)
    return TOOK_NONE;
  if (vmslot_decode_trickle_down(reply->bytes, reply->length, &trickle) != 0) return TOOK_NONE;
  if (trickle.number == 0) {
    vmslot_store(&waits_at_agent, 0);
    return TOOK_LAST;
  }
  vmslot_store(&waits_at_agent, 1);
  if (!take_message(&trickle)) return TOOK_NONE;
  vmslot_store_long(&taken_number, (int64_t)trickle.number);
  vmslot_store(&may_have_file, 1);
  return TOOK_ONE;
}

/* 1: every message whose file may be there is taken. */
static int take_all(void) {
  const int64_t deadline_ms = vmslot_now_ms() + VMSLOT_APP_CALL_TIMEOUT_MS;
  struct vmslot_connection connection = {-1};
  struct vmslot_reply reply = {NULL, VMSLOT_MAX_REPLY_BYTES, 0};
  enum taken taken = TOOK_NONE;
  reply.bytes = (uint8_t *)malloc(reply.capacity);
  if (reply.bytes == NULL) return 0;
  do taken = take_one(&connection, &reply, deadline_ms);
  while (taken == TOOK_ONE && vmslot_now_ms() < deadline_ms);
  vmslot_close_connection(&connection);
  free(reply.bytes);
  return taken == TOOK_LAST;
}

int boinc_receive_trickle_down(char *name, int length) {
  if (name == NULL || length < 1 || vmslot_is_forked_child() || !vmslot_has_agent()) return 0;
  if (!vmslot_load(&waits_at_agent) && !vmslot_load(&may_have_file)) return 0;
  /* A program that sees a file before its message is taken would be given it again. */
  if (!take_all()) return 0;
  if (vmslot_find_trickle_file(name, (size_t)length)) return 1;
  vmslot_store(&may_have_file, 0);
  return 0;
}
