#include "agent-call.h"

#include <stdio.h>
#include <unistd.h>

#include "agent-socket.h"
#include "http-reply.h"
#include "socket-io.h"

void vmslot_close_connection(struct vmslot_connection *connection) {
  if (connection->fd >= 0) close(connection->fd);
  connection->fd = -1;
}

static int send_request(int fd, const struct vmslot_request *request, int64_t deadline_ms) {
  char head[512];
  const int length = snprintf(head, sizeof head,
                              "POST /vmslot.agent.v1.AppService/%s HTTP/1.1\r\n"
                              "Host: app\r\n"
                              "Content-Type: application/proto\r\n"
                              "Connect-Protocol-Version: 1\r\n"
                              "Content-Length: %lu\r\n"
                              "\r\n",
                              request->method,
                              (unsigned long)(request->head_length + request->tail_length));
  if (length < 0 || (size_t)length >= sizeof head) return -1;
  if (vmslot_send_all(fd, head, (size_t)length, deadline_ms) != 0) return -1;
  if (vmslot_send_all(fd, request->head, request->head_length, deadline_ms) != 0) return -1;
  return vmslot_send_all(fd, request->tail, request->tail_length, deadline_ms);
}

/* 1: a whole reply; 0: the connection ended before its first byte; -1: damaged or too late. */
static int receive_reply(int fd, struct vmslot_http_reply *reply, int64_t deadline_ms) {
  uint8_t bytes[4096];
  int has_begun = 0;
  for (;;) {
    const long count = vmslot_receive_some(fd, bytes, sizeof bytes, deadline_ms);
    if (count <= 0) return count == 0 && !has_begun ? 0 : -1;
    has_begun = 1;
    /* Nobody asked for what comes behind a reply. */
    if (vmslot_take_reply(reply, bytes, (size_t)count) < (size_t)count) return -1;
    if (reply->part == VMSLOT_REPLY_DAMAGED) return -1;
    if (reply->part == VMSLOT_REPLY_DONE) return 1;
  }
}

/* As of receive_reply. */
static int exchange(struct vmslot_connection *connection, const struct vmslot_request *request,
                    struct vmslot_http_reply *reply, int64_t deadline_ms) {
  if (connection->fd < 0) connection->fd = vmslot_connect_agent(deadline_ms);
  if (connection->fd < 0) return -1;
  /* An agent may refuse a request and close before it has read all of it: its reply says more. */
  (void)send_request(connection->fd, request, deadline_ms);
  return receive_reply(connection->fd, reply, deadline_ms);
}

static enum vmslot_call_result result_of(const struct vmslot_http_reply *reply) {
  /* https://connectrpc.com/docs/protocol#error-codes: codes by their status. */
  switch (reply->status) {
    case 200: return reply->is_proto ? VMSLOT_CALL_OK : VMSLOT_CALL_AWAY;
    case 400: return VMSLOT_CALL_REFUSED;
    case 404: case 501: return VMSLOT_CALL_UNKNOWN;
    /* resource_exhausted among them: it may mean too many calls at once, or a full disk. */
    default: return VMSLOT_CALL_FAILED;
  }
}

enum vmslot_call_result vmslot_call_agent(struct vmslot_connection *connection,
                                          const struct vmslot_request *request,
                                          struct vmslot_reply *reply, int64_t deadline_ms) {
  struct vmslot_http_reply parser;
  const int is_used = connection->fd >= 0;
  int outcome;
  vmslot_start_reply(&parser, reply->bytes, reply->capacity);
  outcome = exchange(connection, request, &parser, deadline_ms);
  if (outcome == 0 && is_used) {
    vmslot_close_connection(connection);
    outcome = exchange(connection, request, &parser, deadline_ms);
  }
  if (outcome != 1 || parser.closes || parser.status != 200) vmslot_close_connection(connection);
  reply->length = parser.length;
  if (outcome != 1) return VMSLOT_CALL_AWAY;
  vmslot_note_answer();
  return result_of(&parser);
}
