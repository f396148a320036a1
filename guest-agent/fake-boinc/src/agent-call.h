/* Unary calls of AppService: Connect over HTTP/1.1 on the agent's socket. */
#ifndef VMSLOT_AGENT_CALL_H
#define VMSLOT_AGENT_CALL_H

#include <stddef.h>
#include <stdint.h>

/* Room for the largest reply: facts with 64 KiB of preferences, or a trickle. */
#define VMSLOT_MAX_REPLY_BYTES 131072

/* How long a call of the library's thread, and one that the program waits for, may take. */
#define VMSLOT_LOOP_CALL_TIMEOUT_MS 5000
#define VMSLOT_APP_CALL_TIMEOUT_MS 2000

/* Of one thread at a time. Begin with fd -1; end with vmslot_close_connection. */
struct vmslot_connection {
  int fd;
};

/* Request in two pieces, the second of which may be none. */
struct vmslot_request {
  const char *method;
  const uint8_t *head;
  size_t head_length;
  const uint8_t *tail;
  size_t tail_length;
};

struct vmslot_reply {
  uint8_t *bytes;
  size_t capacity;
  size_t length;
};

enum vmslot_call_result {
  VMSLOT_CALL_OK,
  VMSLOT_CALL_AWAY,    /* Nobody, too slow, or not HTTP: trying again may help. */
  VMSLOT_CALL_FAILED,  /* The agent failed: trying again may help. */
  VMSLOT_CALL_REFUSED, /* invalid_argument or failed_precondition: trying again does not help. */
  VMSLOT_CALL_UNKNOWN  /* not_found or unimplemented. */
};

/* Makes the call, over the connection if it has one. Where that had been closed by the agent, once
 * more over a new one: every call of AppService may be repeated. */
enum vmslot_call_result vmslot_call_agent(struct vmslot_connection *connection,
                                          const struct vmslot_request *request,
                                          struct vmslot_reply *reply, int64_t deadline_ms);

void vmslot_close_connection(struct vmslot_connection *connection);

#endif
