/* An agent that answers every call with an empty message and counts them. One thread, no limits: only
 * for the tests. */
#ifndef SMALL_AGENT_H
#define SMALL_AGENT_H

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "expect.h"

#define MAX_CONNECTIONS 32

static const char *const methods[] = {"Join", "Report", "Checkpoint", "SendTrickle", "Finish"};

struct small_agent {
  int listener;
  int count[5];
  /* Of trickles; a repeated one is the same. */
  char ids[64][33];
  int id_count;
  struct pollfd entries[MAX_CONNECTIONS];
  char received[MAX_CONNECTIONS][8192];
  size_t length[MAX_CONNECTIONS];
};

static void start_small_agent(struct small_agent *agent, const char *path) {
  struct sockaddr_un address;
  int index;
  memset(agent, 0, sizeof *agent);
  memset(&address, 0, sizeof address);
  address.sun_family = AF_UNIX;
  strcpy(address.sun_path, path);
  agent->listener = socket(AF_UNIX, SOCK_STREAM, 0);
  EXPECT(bind(agent->listener, (struct sockaddr *)&address, sizeof address) == 0);
  EXPECT(listen(agent->listener, 16) == 0);
  for (index = 0; index < MAX_CONNECTIONS; index++) agent->entries[index].fd = -1;
  agent->entries[0].fd = agent->listener;
  for (index = 0; index < MAX_CONNECTIONS; index++) agent->entries[index].events = POLLIN;
}

static void take_connection(struct small_agent *agent) {
  int index;
  for (index = 1; index < MAX_CONNECTIONS && agent->entries[index].fd >= 0; index++) continue;
  EXPECT(index < MAX_CONNECTIONS);
  agent->entries[index].fd = accept(agent->listener, NULL, NULL);
  agent->length[index] = 0;
}

/* The id is the first field of its message: a tag, 32, and its characters. */
static void note_trickle(struct small_agent *agent, const char *body) {
  int index;
  for (index = 0; index < agent->id_count; index++)
    if (memcmp(agent->ids[index], body + 2, 32) == 0) return;
  EXPECT(agent->id_count < 64);
  memcpy(agent->ids[agent->id_count++], body + 2, 32);
}

static void answer_call(struct small_agent *agent, int at) {
  static const char reply[] =
      "HTTP/1.1 200 OK\r\nContent-Type: application/proto\r\nContent-Length: 0\r\n\r\n";
  char *text = agent->received[at], *body, *length;
  size_t index, total;
  text[agent->length[at]] = '\0';
  body = strstr(text, "\r\n\r\n");
  length = strstr(text, "Content-Length: ");
  if (body == NULL || length == NULL) return;
  total = (size_t)(body - text) + 4 + strtoul(length + 16, NULL, 10);
  if (agent->length[at] < total) return;
  for (index = 0; index < 5; index++) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "AppService/%s ", methods[index]);
    if (strstr(text, wanted) != NULL) agent->count[index]++;
    if (strstr(text, wanted) != NULL && index == 3) note_trickle(agent, body + 4);
  }
  agent->length[at] = 0;
  if (send(agent->entries[at].fd, reply, sizeof reply - 1, MSG_NOSIGNAL) < 0) agent->length[at] = 0;
}

static void read_connection(struct small_agent *agent, int at) {
  const ssize_t count = recv(agent->entries[at].fd, agent->received[at] + agent->length[at],
                             sizeof agent->received[at] - 1 - agent->length[at], 0);
  if (count > 0) {
    agent->length[at] += (size_t)count;
    answer_call(agent, at);
  } else {
    close(agent->entries[at].fd);
    agent->entries[at].fd = -1;
  }
}

/* Serves until the process has ended; gives its exit status. */
static int serve_until_end(struct small_agent *agent, pid_t program) {
  int status = 0, index;
  while (waitpid(program, &status, WNOHANG) == 0) {
    (void)poll(agent->entries, MAX_CONNECTIONS, 50);
    if (agent->entries[0].revents != 0) take_connection(agent);
    for (index = 1; index < MAX_CONNECTIONS; index++) {
      if (agent->entries[index].fd >= 0 && agent->entries[index].revents != 0)
        read_connection(agent, index);
    }
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif
