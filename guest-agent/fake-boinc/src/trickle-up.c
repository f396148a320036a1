#include <stdio.h>
#include <string.h>

#include "../include/boinc/app_ipc.h"
#include "../include/boinc/error_numbers.h"
#include "agent-messages.h"
#include "agent-socket.h"
#include "keep-request.h"
#include "process-owner.h"
#include "random-id.h"

static const char variety_bytes[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

/* As BOINC's own library leaves it for the client, where there is no agent. */
static int write_trickle_file(const char *variety, const char *text) {
  FILE *file = fopen(TRICKLE_UP_FILENAME, "wb");
  int is_written;
  if (file == NULL) return ERR_FOPEN;
  is_written = fprintf(file, "<variety>%s</variety>\n%s", variety, text) >= 0;
  return fclose(file) == 0 && is_written ? 0 : ERR_WRITE;
}

int boinc_send_trickle_up(const char *variety, const char *text) {
  uint8_t bytes[512];
  struct vmslot_proto_writer writer = {bytes, sizeof bytes, 0, 0};
  struct vmslot_request request = {"SendTrickle", bytes, 0, NULL, 0};
  size_t variety_length, length;
  char id[VMSLOT_ID_SIZE];
  if (variety == NULL || text == NULL) return ERR_NULL;
  if (vmslot_is_forked_child()) return ERR_WRITE;
  if (!vmslot_has_agent()) return write_trickle_file(variety, text);
  variety_length = strlen(variety);
  length = strlen(text);
  if (variety_length < 1 || variety_length > 255 ||
      strspn(variety, variety_bytes) != variety_length || length > VMSLOT_MAX_TRICKLE_TEXT_BYTES) {
    fprintf(stderr, "boinc_send_trickle_up: a variety is 1 to 255 of [A-Za-z0-9._-], "
                    "a text at most 65536 bytes\n");
    return ERR_WRITE;
  }
  vmslot_choose_id(id);
  vmslot_encode_trickle_head(&writer, id, variety, length);
  request.head_length = writer.length;
  request.tail = (const uint8_t *)text;
  request.tail_length = length;
  return vmslot_keep_request(&request);
}
