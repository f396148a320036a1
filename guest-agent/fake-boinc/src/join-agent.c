#include <stdlib.h>

#include "../include/boinc/error_numbers.h"
#include "../include/boinc_api.h"
#include "agent-socket.h"
#include "atomic-value.h"
#include "clock.h"
#include "init-data.h"
#include "process-owner.h"

#define RETRY_INTERVAL_MS 50

static int has_joined;
static int64_t revision;

int vmslot_has_joined(void) { return vmslot_load(&has_joined); }

uint64_t vmslot_joined_revision(void) { return (uint64_t)vmslot_load_long(&revision); }

static enum vmslot_call_result join(struct vmslot_connection *connection,
                                    struct vmslot_reply *reply, int64_t deadline_ms) {
  uint8_t bytes[64];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  struct vmslot_request request = {"Join", bytes, 0, NULL, 0};
  struct vmslot_facts *facts;
  enum vmslot_call_result result;
  vmslot_encode_join(&writer, "libboinc_api of vmslot 1");
  request.head_length = writer.length;
  result = vmslot_call_agent(connection, &request, reply, deadline_ms);
  if (result != VMSLOT_CALL_OK) return result;
  /* Too large for a small stack. */
  facts = (struct vmslot_facts *)malloc(sizeof *facts);
  if (facts == NULL || vmslot_decode_facts(reply->bytes, reply->length, facts) != 0) {
    free(facts);
    vmslot_close_connection(connection);
    return VMSLOT_CALL_FAILED;
  }
  vmslot_set_init_data(facts);
  vmslot_store_long(&revision, (int64_t)facts->revision);
  free(facts);
  vmslot_store(&has_joined, 1);
  return VMSLOT_CALL_OK;
}

enum vmslot_call_result vmslot_join_agent(struct vmslot_connection *connection,
                                          int64_t deadline_ms) {
  struct vmslot_reply reply = {NULL, VMSLOT_MAX_REPLY_BYTES, 0};
  enum vmslot_call_result result;
  reply.bytes = (uint8_t *)malloc(reply.capacity);
  if (reply.bytes == NULL) return VMSLOT_CALL_FAILED;
  result = join(connection, &reply, deadline_ms);
  free(reply.bytes);
  return result;
}

enum vmslot_call_result vmslot_join_agent_soon(struct vmslot_connection *connection,
                                               int64_t deadline_ms) {
  for (;;) {
    const enum vmslot_call_result result = vmslot_join_agent(connection, deadline_ms);
    if (result != VMSLOT_CALL_AWAY || vmslot_now_ms() >= deadline_ms) return result;
    vmslot_sleep_ms(RETRY_INTERVAL_MS);
  }
}

int boinc_parse_init_data_file(void) {
  struct vmslot_connection connection = {-1};
  enum vmslot_call_result result;
  if (vmslot_is_forked_child()) return ERR_FOPEN;
  if (!vmslot_has_agent()) return vmslot_read_init_data_file();
  result = vmslot_join_agent_soon(&connection, vmslot_now_ms() + VMSLOT_APP_CALL_TIMEOUT_MS);
  vmslot_close_connection(&connection);
  return result == VMSLOT_CALL_OK ? 0 : ERR_FOPEN;
}
