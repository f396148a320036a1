#include <limits.h>
#include <string.h>

#include "agent-messages.h"
#include "proto-reader.h"

static int to_int(uint64_t value) { return value > INT_MAX ? INT_MAX : (int)value; }

static void take_text(const struct vmslot_proto_field *field, struct vmslot_facts *facts) {
  struct APP_INIT_DATA *data = &facts->data;
  switch (field->number) {
    case 1:
      vmslot_field_text(field, data->project_dir, sizeof data->project_dir);
      vmslot_field_text(field, data->boinc_dir, sizeof data->boinc_dir);
      break;
    case 2: vmslot_field_text(field, data->app_name, sizeof data->app_name); break;
    case 3: vmslot_field_text(field, data->wu_name, sizeof data->wu_name); break;
    case 4: vmslot_field_text(field, data->result_name, sizeof data->result_name); break;
    case 6: vmslot_field_text(field, data->user_name, sizeof data->user_name); break;
    case 7: vmslot_field_text(field, data->team_name, sizeof data->team_name); break;
    case 24:
      facts->preferences = (const char *)field->bytes;
      facts->preferences_length = field->length;
      break;
    case 28: vmslot_field_text(field, data->plan_class, sizeof data->plan_class); break;
    default: break;
  }
}

static void take_number(uint32_t number, uint64_t value, struct APP_INIT_DATA *data) {
  switch (number) {
    case 5: data->app_version = to_int(value); break;
    case 8: data->userid = to_int(value); break;
    case 9: data->teamid = to_int(value); break;
    case 10: data->hostid = to_int(value); break;
    case 15: data->wu_cpu_time = (double)value / 1000; break;
    case 16: data->starting_elapsed_time = (double)value / 1000; break;
    case 17: data->checkpoint_period = (double)value / 1000; break;
    case 21: data->rsc_memory_bound = (double)value; break;
    case 22: data->rsc_disk_bound = (double)value; break;
    case 25: data->major_version = to_int(value); break;
    case 26: data->minor_version = to_int(value); break;
    case 27: data->release = to_int(value); break;
    default: break;
  }
}

static void take_double(uint32_t number, double value, struct APP_INIT_DATA *data) {
  switch (number) {
    case 11: data->user_total_credit = value; break;
    case 12: data->user_expavg_credit = value; break;
    case 13: data->host_total_credit = value; break;
    case 14: data->host_expavg_credit = value; break;
    case 18: data->ncpus = value; break;
    case 19: data->rsc_fpops_est = value; break;
    case 20: data->rsc_fpops_bound = value; break;
    case 23: data->computation_deadline = value; break;
    default: break;
  }
}

int vmslot_decode_facts(const uint8_t *bytes, size_t length, struct vmslot_facts *facts) {
  struct vmslot_proto_reader reader = {bytes, length};
  struct vmslot_proto_field field;
  int found;
  memset(facts, 0, sizeof *facts);
  while ((found = vmslot_read_field(&reader, &field)) == 1) {
    if (field.wire == VMSLOT_DELIMITED) take_text(&field, facts);
    if (field.wire == VMSLOT_VARINT) take_number(field.number, field.value, &facts->data);
    if (field.wire == VMSLOT_VARINT && field.number == 29) facts->revision = field.value;
    if (field.wire == VMSLOT_FIXED64)
      take_double(field.number, vmslot_field_double(&field), &facts->data);
  }
  return found;
}
