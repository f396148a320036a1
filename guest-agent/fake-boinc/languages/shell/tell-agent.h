/* What the commands of boinc-report have in common: calls that are over in 2 s, and their exit codes. */
#ifndef VMSLOT_TELL_AGENT_H
#define VMSLOT_TELL_AGENT_H

#include "agent-call.h"

enum exit_code {
  EXIT_TOLD = 0,    /* The agent has it, or will have it, or there is none. */
  EXIT_REFUSED = 1, /* For good. */
  EXIT_USAGE = 2,
  EXIT_FILE = 3,  /* Cannot be read or written. */
  EXIT_UNTOLD = 4 /* The agent does not answer, or cannot take it now. */
};

/* One command has one. Begin with {{-1}, 0}. */
struct talk {
  struct vmslot_connection connection;
  int64_t deadline_ms;
};

/* The deadline is 2 s from now. */
void begin_talk(struct talk *talk);

/* Closes the connection. */
void end_talk(struct talk *talk);

/* Makes the call, and again until the deadline where that may help. Each call may be repeated. */
enum vmslot_call_result ask_agent(struct talk *talk, const struct vmslot_request *request,
                                  struct vmslot_reply *reply);

/* The same for a call that must not be repeated: again only where it has certainly not arrived. */
enum vmslot_call_result ask_agent_once(struct talk *talk, const struct vmslot_request *request,
                                       struct vmslot_reply *reply);

/* Sends what earlier commands have kept, until the deadline. 0: nothing is left. */
int send_kept(struct talk *talk);

/* Says on stderr what became of a call, if it is bad news, and gives the exit code. */
int exit_code_of(enum vmslot_call_result result, const char *command);

#endif
