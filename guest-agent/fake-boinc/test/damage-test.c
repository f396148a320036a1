/* Bytes that nobody should send: decoders and the reader of replies come back with a result. */
#include <string.h>

#include "agent-messages.h"
#include "expect.h"
#include "http-reply.h"

#define ROUNDS 20000

static uint32_t state = 1;

/* Numerical Recipes' generator: the same bytes each time. */
static uint32_t next_number(void) {
  state = state * 1664525u + 1013904223u;
  return state >> 8;
}

static const char replies[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/proto\r\nTransfer-Encoding: chunked\r\n\r\n"
    "3;x=y\r\nabc\r\n5\r\ndefgh\r\n0\r\nTrailer: 1\r\n\r\n";

/* In pieces of any size it is what it is in one. */
static void read_in_pieces(void) {
  const size_t total = sizeof replies - 1;
  size_t piece;
  for (piece = 1; piece <= total; piece++) {
    struct vmslot_http_reply reply;
    uint8_t body[16];
    size_t at = 0;
    vmslot_start_reply(&reply, body, sizeof body);
    while (at < total) {
      const size_t size = total - at < piece ? total - at : piece;
      EXPECT(vmslot_take_reply(&reply, (const uint8_t *)replies + at, size) == size);
      at += size;
    }
    EXPECT(reply.part == VMSLOT_REPLY_DONE && reply.is_proto && reply.status == 200);
    EXPECT(reply.length == 8 && memcmp(body, "abcdefgh", 8) == 0);
  }
}

static void read_damaged_replies(void) {
  int round;
  for (round = 0; round < ROUNDS; round++) {
    uint8_t *bytes = (uint8_t *)malloc(sizeof replies), *body = (uint8_t *)malloc(8);
    struct vmslot_http_reply reply;
    int changes = (int)(next_number() % 4) + 1;
    EXPECT(bytes != NULL && body != NULL);
    memcpy(bytes, replies, sizeof replies);
    while (changes-- > 0) bytes[next_number() % sizeof replies] = (uint8_t)next_number();
    vmslot_start_reply(&reply, body, 8);
    EXPECT(vmslot_take_reply(&reply, bytes, sizeof replies) <= sizeof replies);
    EXPECT(reply.length <= 8);
    free(bytes);
    free(body);
  }
}

/* On the heap, each of its own size: a byte too far is seen by the sanitizer. */
static void read_random_messages(void) {
  int round;
  for (round = 0; round < ROUNDS; round++) {
    const size_t length = next_number() % 40;
    uint8_t *bytes = (uint8_t *)malloc(length == 0 ? 1 : length);
    static struct vmslot_facts facts;
    struct vmslot_control control;
    struct vmslot_trickle_down trickle;
    struct vmslot_upload_status upload;
    size_t index;
    EXPECT(bytes != NULL);
    for (index = 0; index < length; index++)
      bytes[index] = (uint8_t)(next_number() % 3 == 0 ? next_number() : next_number() % 32);
    EXPECT(vmslot_decode_control(bytes, length, &control) <= 0);
    EXPECT(vmslot_decode_facts(bytes, length, &facts) <= 0);
    EXPECT(facts.preferences_length <= length);
    EXPECT(vmslot_decode_trickle_down(bytes, length, &trickle) <= 0);
    EXPECT(trickle.length <= length);
    EXPECT(vmslot_decode_upload_status(bytes, length, &upload) <= 0);
    free(bytes);
  }
}

static void read_lines(void) {
  static const char *const refused[] = {
      "HTTP/1.1 20 OK\r\n",
      "HTTP/2 200 OK\r\n",
      "HTTP/1.1 100 Continue\r\n",
      "HTTP/1.1 200 OK\n",
      "HTTP/1.1 200 OK\r\nName : x\r\n",
      "HTTP/1.1 200 OK\r\n folded\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n",
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n",
      "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\n",
  };
  size_t index;
  for (index = 0; index < sizeof refused / sizeof refused[0]; index++) {
    struct vmslot_http_reply reply;
    uint8_t body[8];
    vmslot_start_reply(&reply, body, sizeof body);
    (void)vmslot_take_reply(&reply, (const uint8_t *)refused[index], strlen(refused[index]));
    EXPECT(reply.part == VMSLOT_REPLY_DAMAGED);
  }
}

int main(void) {
  read_in_pieces();
  read_damaged_replies();
  read_random_messages();
  read_lines();
  printf("damage   %d replies and messages\n", 2 * ROUNDS);
  return 0;
}
