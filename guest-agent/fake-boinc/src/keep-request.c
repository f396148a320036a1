#include "keep-request.h"

#include "../include/boinc/error_numbers.h"
#include "clock.h"
#include "spool.h"

static enum vmslot_call_result ask(const struct vmslot_request *request) {
  struct vmslot_connection connection = {-1};
  uint8_t bytes[1024];
  struct vmslot_reply reply = {bytes, sizeof bytes, 0};
  const enum vmslot_call_result result = vmslot_call_agent(
      &connection, request, &reply, vmslot_now_ms() + VMSLOT_APP_CALL_TIMEOUT_MS);
  vmslot_close_connection(&connection);
  return result;
}

int vmslot_keep_request(const struct vmslot_request *request) {
  struct vmslot_spooled spooled;
  /* Those before it go first, and they wait for the agent. */
  const int must_wait = vmslot_has_files_in_spool();
  const int kept = vmslot_spool_request(request, &spooled);
  const enum vmslot_call_result result =
      must_wait && kept == 0 ? VMSLOT_CALL_AWAY : ask(request);
  const int is_refused = result == VMSLOT_CALL_REFUSED;
  if (kept != 0) return result == VMSLOT_CALL_OK ? 0 : is_refused ? ERR_WRITE : kept;
  if (result == VMSLOT_CALL_OK || is_refused)
    (void)vmslot_drop_spooled(&spooled);
  else
    vmslot_leave_in_spool();
  return is_refused ? ERR_WRITE : 0;
}
