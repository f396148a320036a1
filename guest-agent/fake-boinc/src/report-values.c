#include "report-values.h"

#include <math.h>
#include <string.h>

#include "../include/boinc_api.h"
#include "atomic-value.h"
#include "critical-section.h"
#include "report-texts.h"

/* A value, and whether it was ever given: stored in this order, read in the other. */
struct shared_double {
  vmslot_double value;
  int is_set;
};

static struct shared_double fraction, explicit_fraction;
static struct shared_double operations[2], speed[2];
static int needs_network = -1;

static void give(struct shared_double *shared, double value) {
  vmslot_store_double(&shared->value, value);
  vmslot_store(&shared->is_set, 1);
}

static void give_count(struct shared_double *shared, double value) {
  if (isfinite(value) && value >= 0) give(shared, value);
}

static struct vmslot_optional_double take(const struct shared_double *shared) {
  struct vmslot_optional_double taken = {0, 0};
  taken.is_set = vmslot_load(&shared->is_set);
  if (taken.is_set) taken.value = vmslot_load_double(&shared->value);
  return taken;
}

static struct vmslot_optional_double take_fraction(const struct shared_double *shared) {
  struct vmslot_optional_double taken = take(shared);
  if (isnan(taken.value)) taken.is_set = 0;
  if (taken.value < 0) taken.value = 0;
  if (taken.value > 1) taken.value = 1;
  return taken;
}

void vmslot_fill_report(struct vmslot_report *report, int sends_fraction) {
  memset(report, 0, sizeof *report);
  report->fraction_done = take_fraction(&explicit_fraction);
  if (!report->fraction_done.is_set && sends_fraction)
    report->fraction_done = take_fraction(&fraction);
  report->floating_point_operations = take(&operations[0]);
  report->integer_operations = take(&operations[1]);
  report->floating_point_speed = take(&speed[0]);
  report->integer_speed = take(&speed[1]);
  report->in_critical_section = vmslot_in_critical_section();
  report->needs_network = vmslot_load(&needs_network);
  vmslot_copy_report_texts(report);
}

void vmslot_set_explicit_fraction(double value) { give(&explicit_fraction, value); }

int boinc_fraction_done(double value) {
  give(&fraction, value);
  return 0;
}

double boinc_get_fraction_done(void) {
  return vmslot_load(&fraction.is_set) ? vmslot_load_double(&fraction.value) : -1;
}

void boinc_ops_per_cpu_sec(double fp, double integer) {
  give_count(&speed[0], fp);
  give_count(&speed[1], integer);
}

void boinc_ops_cumulative(double fp, double integer) {
  give_count(&operations[0], fp);
  give_count(&operations[1], integer);
}

void boinc_set_credit_claim(double credit) { boinc_ops_cumulative(credit * (86400e9 / 200), 0); }

void boinc_need_network(void) { vmslot_store(&needs_network, 1); }

void boinc_network_done(void) { vmslot_store(&needs_network, 0); }

void boinc_waiting_for_network(int is_waiting) { vmslot_store(&needs_network, is_waiting != 0); }

void boinc_network_usage(double sent, double received) {
  (void)sent;
  (void)received;
}

int boinc_network_poll(void) { return vmslot_load(&boinc_status.network_suspended) != 0; }
