#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../include/boinc/app_ipc.h"
#include "../include/boinc/error_numbers.h"
#include "agent-messages.h"
#include "agent-socket.h"
#include "clock.h"
#include "keep-request.h"
#include "process-owner.h"
#include "utf8-line.h"
#include "xml-value.h"

#define MAX_NAME_BYTES 255

/* A name that the agent could not take would spoil the request. */
static int is_usable(const char *name) {
  char copy[MAX_NAME_BYTES + 1];
  return name[0] != '\0' && vmslot_copy_utf8_line(copy, sizeof copy, name);
}

static int request_by_file(const char *name) {
  char path[MAX_NAME_BYTES + 32];
  int fd;
  (void)snprintf(path, sizeof path, "%s%s", UPLOAD_FILE_REQ_PREFIX, name);
  fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return ERR_FOPEN;
  close(fd);
  return 0;
}

static int status_by_file(const char *name) {
  char path[MAX_NAME_BYTES + 32], text[256], value[32];
  FILE *file;
  size_t length;
  (void)snprintf(path, sizeof path, "%s%s", UPLOAD_FILE_STATUS_PREFIX, name);
  file = fopen(path, "r");
  if (file == NULL) return ERR_NOT_FOUND;
  length = fread(text, 1, sizeof text - 1, file);
  text[length] = '\0';
  fclose(file);
  return vmslot_find_value(text, "status", value, sizeof value) ? (int)strtol(value, NULL, 10)
                                                                : ERR_NOT_FOUND;
}

int boinc_upload_file(const char *name) {
  uint8_t bytes[MAX_NAME_BYTES + 8];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  struct vmslot_request request = {"RequestUpload", bytes, 0, NULL, 0};
  if (name == NULL) return ERR_NULL;
  if (!is_usable(name) || vmslot_is_forked_child()) return ERR_FOPEN;
  if (!vmslot_has_agent()) return request_by_file(name);
  vmslot_encode_upload(&writer, name);
  request.head_length = writer.length;
  return vmslot_keep_request(&request) == 0 ? 0 : ERR_FOPEN;
}

int boinc_upload_status(const char *name) {
  uint8_t bytes[MAX_NAME_BYTES + 8], reply_bytes[1024];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  struct vmslot_request request = {"GetUpload", bytes, 0, NULL, 0};
  struct vmslot_reply reply = {reply_bytes, sizeof reply_bytes, 0};
  struct vmslot_connection connection = {-1};
  struct vmslot_upload_status status;
  enum vmslot_call_result result;
  if (name == NULL) return ERR_NULL;
  if (!is_usable(name) || vmslot_is_forked_child()) return ERR_NOT_FOUND;
  if (!vmslot_has_agent()) return status_by_file(name);
  vmslot_encode_upload(&writer, name);
  request.head_length = writer.length;
  result = vmslot_call_agent(&connection, &request, &reply,
                             vmslot_now_ms() + VMSLOT_APP_CALL_TIMEOUT_MS);
  vmslot_close_connection(&connection);
  if (result != VMSLOT_CALL_OK ||
      vmslot_decode_upload_status(reply.bytes, reply.length, &status) != 0)
    return ERR_NOT_FOUND;
  return status.ended ? status.status : ERR_NOT_FOUND;
}
