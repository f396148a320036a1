#include "carry.h"

#include <unistd.h>

/* Not 0: the client writes to this channel, and the app reads it. In the order of lib/app_ipc.h. */
static const unsigned char is_for_app[CHANNEL_COUNT] = {1, 0, 1, 0, 1, 0, 0, 1};

static off_t offset_of(int channel) { return (off_t)channel * CHANNEL_BYTES; }

/* Text before flag, and the other way round where a text is read: the flag says that the text is whole. */
static void order_memory(void) { __sync_synchronize(); }

static int write_flag(const struct carrier *carrier, int channel, unsigned char flag) {
  return pwrite(carrier->file, &flag, 1, offset_of(channel)) == 1;
}

static void carry_to_app(struct carrier *carrier, int channel) {
  volatile unsigned char *target = carrier->segment + offset_of(channel);
  unsigned char message[CHANNEL_BYTES];
  int index;
  /* The flag was seen: now the text behind it is whole. */
  if (pread(carrier->file, message, sizeof message, offset_of(channel)) != sizeof message) return;
  for (index = 1; index < CHANNEL_BYTES; index++) target[index] = message[index];
  order_memory();
  target[0] = 1;
  carrier->is_carried[channel] = 1;
}

static void carry_to_agent(struct carrier *carrier, int channel) {
  const volatile unsigned char *source = carrier->segment + offset_of(channel);
  unsigned char text[CHANNEL_BYTES - 1];
  int index;
  order_memory();
  for (index = 1; index < CHANNEL_BYTES; index++) text[index - 1] = source[index];
  if (pwrite(carrier->file, text, sizeof text, offset_of(channel) + 1) != sizeof text) return;
  carrier->is_carried[channel] = (unsigned char)write_flag(carrier, channel, 1);
}

static void look_for_app(struct carrier *carrier, int channel, int is_waiting) {
  if (carrier->segment[offset_of(channel)] != 0) return;
  /* Only what the app has taken is taken: the agent waits for that. */
  if (carrier->is_carried[channel])
    carrier->is_carried[channel] = !write_flag(carrier, channel, 0);
  else if (is_waiting)
    carry_to_app(carrier, channel);
}

static void look_for_agent(struct carrier *carrier, int channel, int is_waiting) {
  volatile unsigned char *flag = carrier->segment + offset_of(channel);
  if (is_waiting) return;
  if (carrier->is_carried[channel]) {
    carrier->is_carried[channel] = 0;
    order_memory();
    *flag = 0;
  } else if (*flag != 0) {
    carry_to_agent(carrier, channel);
  }
}

void carry_all(struct carrier *carrier) {
  unsigned char flags[CHANNEL_COUNT];
  int channel;
  for (channel = 0; channel < CHANNEL_COUNT; channel++)
    /* A file that was cut short is not spoken by until it is whole again. */
    if (pread(carrier->file, flags + channel, 1, offset_of(channel)) != 1) return;
  for (channel = 0; channel < CHANNEL_COUNT; channel++) {
    if (is_for_app[channel])
      look_for_app(carrier, channel, flags[channel] != 0);
    else
      look_for_agent(carrier, channel, flags[channel] != 0);
  }
}

void carry_last(struct carrier *carrier) {
  int channel;
  for (channel = 0; channel < CHANNEL_COUNT; channel++)
    if (!is_for_app[channel] && carrier->segment[offset_of(channel)] != 0)
      carry_to_agent(carrier, channel);
}
