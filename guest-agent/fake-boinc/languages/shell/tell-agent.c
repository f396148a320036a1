#include "tell-agent.h"

#include <stdio.h>
#include <unistd.h>

#include "agent-socket.h"
#include "clock.h"
#include "spool.h"

#define RETRY_INTERVAL_MS 100

void begin_talk(struct talk *talk) {
  talk->connection.fd = -1;
  talk->deadline_ms = vmslot_now_ms() + VMSLOT_APP_CALL_TIMEOUT_MS;
}

void end_talk(struct talk *talk) { vmslot_close_connection(&talk->connection); }

/* The agent may just be starting again. 1: ask again. */
static int wait_for_next(const struct talk *talk) {
  if (vmslot_now_ms() + RETRY_INTERVAL_MS >= talk->deadline_ms) return 0;
  vmslot_sleep_ms(RETRY_INTERVAL_MS);
  return 1;
}

enum vmslot_call_result ask_agent(struct talk *talk, const struct vmslot_request *request,
                                  struct vmslot_reply *reply) {
  enum vmslot_call_result result;
  do result = vmslot_call_agent(&talk->connection, request, reply, talk->deadline_ms);
  while ((result == VMSLOT_CALL_AWAY || result == VMSLOT_CALL_FAILED) && wait_for_next(talk));
  return result;
}

/* Whether anybody listens. */
static int can_connect(const struct talk *talk) {
  const int fd = vmslot_connect_agent(talk->deadline_ms);
  if (fd < 0) return 0;
  close(fd);
  return 1;
}

enum vmslot_call_result ask_agent_once(struct talk *talk, const struct vmslot_request *request,
                                       struct vmslot_reply *reply) {
  enum vmslot_call_result result = VMSLOT_CALL_AWAY;
  do {
    if (!can_connect(talk)) continue;
    /* Over a connection of its own: one that is used may have ended, and the call is made twice. */
    vmslot_close_connection(&talk->connection);
    result = vmslot_call_agent(&talk->connection, request, reply, talk->deadline_ms);
    if (result != VMSLOT_CALL_FAILED) return result;
  } while (wait_for_next(talk));
  return result;
}

int send_kept(struct talk *talk) {
  vmslot_open_spool();
  if (!vmslot_has_files_in_spool()) return 0;
  return vmslot_send_spooled(&talk->connection, talk->deadline_ms);
}

int exit_code_of(enum vmslot_call_result result, const char *command) {
  switch (result) {
    case VMSLOT_CALL_OK: return EXIT_TOLD;
    case VMSLOT_CALL_REFUSED:
      fprintf(stderr, "boinc-report %s: the agent refuses it\n", command);
      return EXIT_REFUSED;
    case VMSLOT_CALL_UNKNOWN:
      fprintf(stderr, "boinc-report %s: the agent does not know it\n", command);
      return EXIT_REFUSED;
    default:
      fprintf(stderr, "boinc-report %s: the agent does not take it now\n", command);
      return EXIT_UNTOLD;
  }
}
