/* Messages and uploads, which must not be lost. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../include/boinc/app_ipc.h"
#include "../include/boinc/error_numbers.h"
#include "agent-messages.h"
#include "agent-socket.h"
#include "commands.h"
#include "random-id.h"
#include "spool.h"
#include "tell-agent.h"
#include "utf8-line.h"
#include "work-directory.h"

#define MAX_NAME_BYTES 255

static const char variety_bytes[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

static int cannot(const char *what, const char *name) {
  fprintf(stderr, "boinc-report: cannot %s %s: %s\n", what, name, strerror(errno));
  return EXIT_FILE;
}

/* Those before it go first. What the agent does not take now, a later command sends. */
static int tell_or_keep(const struct vmslot_request *request, const char *command) {
  uint8_t bytes[1024];
  struct vmslot_reply reply = {bytes, sizeof bytes, 0};
  struct vmslot_spooled spooled;
  enum vmslot_call_result result = VMSLOT_CALL_AWAY;
  struct talk talk;
  int kept, is_first;
  begin_talk(&talk);
  is_first = send_kept(&talk) == 0;
  kept = vmslot_spool_request(request, &spooled);
  if (is_first || kept != 0) result = ask_agent(&talk, request, &reply);
  end_talk(&talk);
  if (kept == 0 && (result == VMSLOT_CALL_OK || result == VMSLOT_CALL_REFUSED))
    (void)vmslot_drop_spooled(&spooled);
  if (kept != 0 || result == VMSLOT_CALL_OK || result == VMSLOT_CALL_REFUSED)
    return exit_code_of(result, command);
  fprintf(stderr, "boinc-report %s: the agent does not take it now: kept for a later call\n",
          command);
  return EXIT_TOLD;
}

/* The bytes of a file, or of stdin for "-". Their number; more than there is room for: capacity; -1. */
static long read_text(const char *name, uint8_t *bytes, size_t capacity) {
  const int is_stdin = strcmp(name, "-") == 0;
  const int fd = is_stdin ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
  size_t length = 0;
  ssize_t found = fd < 0 ? -1 : 1;
  while (found > 0 && length < capacity) {
    found = read(fd, bytes + length, capacity - length);
    if (found > 0) length += (size_t)found;
    if (found < 0 && errno == EINTR) found = 1;
  }
  if (fd >= 0 && !is_stdin) close(fd);
  return found < 0 ? -1 : (long)length;
}

static int send_text(const char *variety, const uint8_t *text, size_t length) {
  uint8_t bytes[512];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  struct vmslot_request request = {"SendTrickle", bytes, 0, text, length};
  const struct vmslot_piece pieces[4] = {{"<variety>", 9},
                                         {variety, strlen(variety)},
                                         {"</variety>\n", 11},
                                         {text, length}};
  char id[VMSLOT_ID_SIZE];
  if (!vmslot_has_agent())
    return vmslot_write_durably(TRICKLE_UP_FILENAME, pieces, 4) == 0
               ? EXIT_TOLD
               : cannot("write", TRICKLE_UP_FILENAME);
  vmslot_choose_id(id);
  vmslot_encode_trickle_head(&writer, id, variety, length);
  request.head_length = writer.length;
  return tell_or_keep(&request, "trickle");
}

int run_trickle(int count, char **words) {
  static uint8_t text[VMSLOT_MAX_TRICKLE_TEXT_BYTES + 1];
  size_t variety_length;
  long length;
  if (count != 2) return wrong_usage("trickle takes a variety and a file, - for stdin");
  variety_length = strlen(words[0]);
  if (variety_length < 1 || variety_length > 255 ||
      strspn(words[0], variety_bytes) != variety_length)
    return wrong_usage("a variety is 1 to 255 of [A-Za-z0-9._-]");
  length = read_text(words[1], text, sizeof text);
  if (length < 0) return cannot("read", words[1]);
  if (length > VMSLOT_MAX_TRICKLE_TEXT_BYTES)
    return wrong_usage("a trickle has at most 65536 bytes");
  return send_text(words[0], text, (size_t)length);
}

static int is_name(const char *name) {
  char copy[MAX_NAME_BYTES + 1];
  return name[0] != '\0' && vmslot_copy_utf8_line(copy, sizeof copy, name);
}

static void encode_name(struct vmslot_request *request, uint8_t *bytes, size_t capacity,
                        const char *name) {
  struct vmslot_proto_writer writer = {bytes, capacity, 0, 0};
  vmslot_encode_upload(&writer, name);
  request->head = bytes;
  request->head_length = writer.length;
}

int run_upload(int count, char **words) {
  uint8_t bytes[MAX_NAME_BYTES + 8];
  struct vmslot_request request = {"RequestUpload", NULL, 0, NULL, 0};
  if (count != 1 || !is_name(words[0]))
    return wrong_usage("upload takes the name of an output file, 1 to 255 bytes");
  if (!vmslot_has_agent())
    return boinc_upload_file(words[0]) == 0 ? EXIT_TOLD : cannot("ask for", words[0]);
  encode_name(&request, bytes, sizeof bytes, words[0]);
  return tell_or_keep(&request, "upload");
}

/* BOINC's number, where the upload has ended. */
static enum vmslot_call_result ask_status(const char *name, struct vmslot_upload_status *status) {
  uint8_t bytes[MAX_NAME_BYTES + 8], reply_bytes[1024];
  struct vmslot_request request = {"GetUpload", NULL, 0, NULL, 0};
  struct vmslot_reply reply = {reply_bytes, sizeof reply_bytes, 0};
  enum vmslot_call_result result;
  struct talk talk;
  encode_name(&request, bytes, sizeof bytes, name);
  begin_talk(&talk);
  result = ask_agent(&talk, &request, &reply);
  end_talk(&talk);
  if (result == VMSLOT_CALL_OK &&
      vmslot_decode_upload_status(reply.bytes, reply.length, status) != 0)
    return VMSLOT_CALL_FAILED;
  return result;
}

int run_upload_status(int count, char **words) {
  struct vmslot_upload_status status = {0, 0};
  enum vmslot_call_result result = VMSLOT_CALL_OK;
  if (count != 1 || !is_name(words[0]))
    return wrong_usage("upload-status takes the name of an output file, 1 to 255 bytes");
  if (vmslot_has_agent()) {
    result = ask_status(words[0], &status);
  } else {
    status.status = boinc_upload_status(words[0]);
    status.ended = status.status != ERR_NOT_FOUND;
  }
  if (result != VMSLOT_CALL_OK) return exit_code_of(result, "upload-status");
  printf("ended=%d\nstatus=%d\n", status.ended, status.ended ? status.status : 0);
  return fflush(stdout) == 0 ? EXIT_TOLD : EXIT_FILE;
}
