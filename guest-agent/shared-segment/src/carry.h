/* Carries messages between a System V segment, which an app has, and boinc_mmap_file, which the agent has. */
#ifndef CARRY_H
#define CARRY_H

/* Source of the layout: lib/app_ipc.h of BOINC, the same from 5 on. */
enum { CHANNEL_COUNT = 8, CHANNEL_BYTES = 1024, SEGMENT_BYTES = CHANNEL_COUNT * CHANNEL_BYTES };

struct carrier {
  /* The app writes to it at any time. */
  volatile unsigned char *segment;
  /* Open for reading and writing; the app may cut or fill it at any time. */
  int file;
  /* Not 0: the message of this channel is on the other side, and was not taken there yet. */
  unsigned char is_carried[CHANNEL_COUNT];
};

/* Looks at all channels once, and carries on what can be. */
void carry_all(struct carrier *carrier);

/* Carries what the app has left for the agent, without regard to what was carried before. */
void carry_last(struct carrier *carrier);

#endif
