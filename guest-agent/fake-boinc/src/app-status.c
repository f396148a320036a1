#include "../include/boinc_api.h"
#include "agent-socket.h"
#include "atomic-value.h"
#include "checkpoint.h"
#include "init-data.h"
#include "process-owner.h"
#include "report-values.h"

static double load_bytes(const volatile double *source) {
  double value;
  __atomic_load(source, &value, __ATOMIC_SEQ_CST);
  return value;
}

int boinc_get_status(BOINC_STATUS *status) {
  if (status == NULL) return -116;
  status->no_heartbeat = vmslot_load(&boinc_status.no_heartbeat);
  status->suspended = vmslot_load(&boinc_status.suspended);
  status->quit_request = vmslot_load(&boinc_status.quit_request);
  status->reread_init_data_file = vmslot_load(&boinc_status.reread_init_data_file);
  status->abort_request = vmslot_load(&boinc_status.abort_request);
  status->working_set_size = load_bytes(&boinc_status.working_set_size);
  status->max_working_set_size = load_bytes(&boinc_status.max_working_set_size);
  status->network_suspended = vmslot_load(&boinc_status.network_suspended);
  status->ca_state = 0;
  return 0;
}

int boinc_is_standalone(void) {
  return vmslot_is_forked_child() || !vmslot_agent_has_answered();
}

int boinc_report_app_status(double cpu_time, double checkpoint_cpu_time, double fraction_done) {
  static vmslot_double last;
  static int is_known;
  (void)cpu_time;
  if (vmslot_is_forked_child()) return 0;
  vmslot_set_explicit_fraction(fraction_done);
  /* The first one may be the checkpoint that this life has begun from. */
  if (!vmslot_exchange(&is_known, 1)) vmslot_store_double(&last, vmslot_earlier_cpu_time_s());
  if (checkpoint_cpu_time > vmslot_load_double(&last) ||
      checkpoint_cpu_time < vmslot_load_double(&last)) {
    vmslot_store_double(&last, checkpoint_cpu_time);
    vmslot_note_checkpoint();
  }
  return 0;
}

int boinc_report_app_status_aux(double cpu_time, double checkpoint_cpu_time, double fraction_done,
                                int other_pid, double bytes_sent, double bytes_received,
                                double wss) {
  (void)other_pid;
  (void)bytes_sent;
  (void)bytes_received;
  (void)wss;
  return boinc_report_app_status(cpu_time, checkpoint_cpu_time, fraction_done);
}

void boinc_sporadic_set_ac_state(int state) { (void)state; }

int boinc_sporadic_get_ca_state(void) { return 0; }

int boinc_sporadic_dir(const char *directory) {
  (void)directory;
  return 0;
}
