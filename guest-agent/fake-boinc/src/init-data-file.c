/* init_data.xml, for a program that runs without an agent where somebody has put one. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../include/boinc/app_ipc.h"
#include "../include/boinc/error_numbers.h"
#include "init-data.h"
#include "xml-value.h"

#define MAX_FILE_BYTES 1048576

enum kind { INTEGER, NUMBER, TEXT };

struct element {
  const char *name;
  enum kind kind;
  size_t offset;
  size_t size;
};

#define FIELD(name, kind) \
  {#name, kind, offsetof(struct APP_INIT_DATA, name), sizeof(((struct APP_INIT_DATA *)0)->name)}

static const struct element elements[] = {
    FIELD(major_version, INTEGER),       FIELD(minor_version, INTEGER),
    FIELD(release, INTEGER),             FIELD(app_version, INTEGER),
    FIELD(userid, INTEGER),              FIELD(teamid, INTEGER),
    FIELD(hostid, INTEGER),              FIELD(app_name, TEXT),
    FIELD(plan_class, TEXT),             FIELD(team_name, TEXT),
    FIELD(user_name, TEXT),              FIELD(project_dir, TEXT),
    FIELD(boinc_dir, TEXT),              FIELD(wu_name, TEXT),
    FIELD(result_name, TEXT),            FIELD(slot, INTEGER),
    FIELD(client_pid, INTEGER),          FIELD(wu_cpu_time, NUMBER),
    FIELD(starting_elapsed_time, NUMBER), FIELD(user_total_credit, NUMBER),
    FIELD(user_expavg_credit, NUMBER),   FIELD(host_total_credit, NUMBER),
    FIELD(host_expavg_credit, NUMBER),   FIELD(resource_share_fraction, NUMBER),
    FIELD(checkpoint_period, NUMBER),    FIELD(ncpus, NUMBER),
    FIELD(rsc_fpops_est, NUMBER),        FIELD(rsc_fpops_bound, NUMBER),
    FIELD(rsc_memory_bound, NUMBER),     FIELD(rsc_disk_bound, NUMBER),
    FIELD(computation_deadline, NUMBER),
};

static void take_element(const char *document, const struct element *element,
                         struct APP_INIT_DATA *data) {
  char text[4096];
  char *target = (char *)data + element->offset;
  double number;
  int integer;
  if (!vmslot_find_value(document, element->name, text, sizeof text)) return;
  if (element->kind == TEXT) {
    const size_t length = strlen(text) < element->size ? strlen(text) : element->size - 1;
    memcpy(target, text, length);
    target[length] = '\0';
    return;
  }
  number = strtod(text, NULL);
  if (!isfinite(number)) return;
  if (element->kind == NUMBER) memcpy(target, &number, sizeof number);
  integer = number > INT_MAX ? INT_MAX : number < INT_MIN ? INT_MIN : (int)number;
  if (element->kind == INTEGER) memcpy(target, &integer, sizeof integer);
}

/* The whole file with a 0 behind it, or NULL; the caller frees it. */
static char *read_document(void) {
  const int fd = open(INIT_DATA_FILE, O_RDONLY | O_CLOEXEC);
  char *document = fd < 0 ? NULL : (char *)malloc(MAX_FILE_BYTES + 1);
  size_t length = 0;
  while (document != NULL && length < MAX_FILE_BYTES) {
    const ssize_t count = read(fd, document + length, MAX_FILE_BYTES - length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    length += (size_t)count;
  }
  if (document != NULL) document[length] = '\0';
  if (fd >= 0) close(fd);
  return document;
}

int vmslot_read_init_data_file(void) {
  char *document = read_document();
  struct vmslot_facts *facts;
  size_t index;
  if (document == NULL) return ERR_FOPEN;
  facts = (struct vmslot_facts *)calloc(1, sizeof *facts);
  if (facts == NULL || strstr(document, "<app_init_data>") == NULL ||
      strstr(document, "</app_init_data>") == NULL) {
    free(facts);
    free(document);
    return ERR_XML_PARSE;
  }
  for (index = 0; index < sizeof elements / sizeof elements[0]; index++)
    take_element(document, &elements[index], &facts->data);
  facts->preferences =
      vmslot_find_element(document, "project_preferences", &facts->preferences_length);
  if (facts->data.checkpoint_period < 0 || facts->data.checkpoint_period > 86400 * 365)
    facts->data.checkpoint_period = 0;
  vmslot_set_init_data(facts);
  free(facts);
  free(document);
  return 0;
}
