#include "init-data.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../include/boinc_api.h"
#include "atomic-value.h"
#include "checkpoint.h"

/* Each text of preferences that there ever was stays, since the program may hold on to it; after so
 * many, there are no new ones. */
#define MAX_PREFERENCES_COUNT 16

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct APP_INIT_DATA current;
static char *preferences[MAX_PREFERENCES_COUNT];
static vmslot_double earlier_cpu_time;

void vmslot_lock_init_data(void) { pthread_mutex_lock(&lock); }

void vmslot_unlock_init_data(void) { pthread_mutex_unlock(&lock); }

double vmslot_earlier_cpu_time_s(void) { return vmslot_load_double(&earlier_cpu_time); }

static char *keep_preferences(const char *text, size_t length) {
  size_t index;
  if (length == 0 || length > VMSLOT_MAX_PREFERENCES_BYTES) return NULL;
  for (index = 0; index < MAX_PREFERENCES_COUNT && preferences[index] != NULL; index++) {
    if (strlen(preferences[index]) == length && memcmp(preferences[index], text, length) == 0)
      return preferences[index];
  }
  if (index == MAX_PREFERENCES_COUNT) return preferences[index - 1];
  preferences[index] = (char *)malloc(length + 1);
  if (preferences[index] == NULL) return NULL;
  memcpy(preferences[index], text, length);
  preferences[index][length] = '\0';
  /* A 0 within it is its end, here as in the comparison above. */
  return preferences[index];
}

void vmslot_set_init_data(struct vmslot_facts *facts) {
  struct APP_INIT_DATA *data = &facts->data;
  const long page = sysconf(_SC_PAGESIZE);
  data->fraction_done_end = 1;
  data->gpu_device_num = -1;
  data->gpu_opencl_dev_index = -1;
  data->process_priority = -1;
  data->process_priority_special = -1;
#ifdef _SC_NPROCESSORS_ONLN
  data->host_info.p_ncpus = (int)sysconf(_SC_NPROCESSORS_ONLN);
#endif
#ifdef _SC_PHYS_PAGES
  data->host_info.m_nbytes = (double)sysconf(_SC_PHYS_PAGES) * (double)page;
#endif
  (void)page;
  vmslot_lock_init_data();
  data->project_preferences = keep_preferences(facts->preferences, facts->preferences_length);
  current = *data;
  vmslot_unlock_init_data();
  vmslot_store_double(&earlier_cpu_time, data->wu_cpu_time);
  vmslot_set_checkpoint_period((uint64_t)(data->checkpoint_period * 1000));
}

int boinc_get_init_data_p(struct APP_INIT_DATA *data) {
  if (data == NULL) return -116;
  vmslot_lock_init_data();
  *data = current;
  vmslot_unlock_init_data();
  return 0;
}
