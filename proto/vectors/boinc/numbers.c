/* Writes numbers.json: what C's printf and strtod make of numbers. cc numbers.c && ./a.out > numbers.json */
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252u;

static uint64_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static int first = 1;

static void print_row(double value) {
  if (!isfinite(value)) return;
  printf("%s    [\"%016llx\", \"%e\", \"%f\"]", first ? "" : ",\n",
         (unsigned long long)bits_of(value), value, value);
  first = 0;
}

static void scan_row(const char *text) {
  char *end;
  errno = 0;
  double value = strtod(text, &end);
  printf("%s    [\"", first ? "" : ",\n");
  for (const char *c = text; *c; c++) {
    if (*c == '\n' || *c == '\t' || *c == '\v') printf("\\u%04x", *c);
    else putchar(*c);
  }
  if (errno || !isfinite(value)) printf("\", null, %d]", (int)(end - text));
  else printf("\", \"%016llx\", %d]", (unsigned long long)bits_of(value), (int)(end - text));
  first = 0;
}

int main(void) {
  static const double fixed[] = {0.0, -0.0, 1, -1, 0.5, 1e-7, 5e-7, 1.5e-6, 0.0078125, 0.0234375,
    -0.0078125, 0.00000095367431640625, 2097152.5, 2097153.5, 4194304.5, 99999995, 999999.5, 9999999.5,
    9.9999995, 9.9999994, 1e21, 1e22, 1.7976931348623157e308, 2.2250738585072014e-308,
    4.9406564584124654e-324, 1e100, 1e-100, 9007199254740993.0, 1.2345678e20, 123456.7890625};
  static const char *texts[] = {"", " ", "abc", "1", " 1.5</x>", "-2e3", "+.5", ".", "-", "1.", "1.e5",
    "1e", "1e+", "1e5x", "0x", "0x1p4", "0x.8", "0x1.8p-1", "0X1F", "0x1p", "0x1p99999", "0x1p-99999",
    "0x1fffffffffffff8", "0x10000000000000800000000000000001p-4", "inf", "-Infinity", "nan", "nan(1)", "1e308", "1e309", "-1e309",
    "1e-308", "1e-310", "1e-400", "-0", "-0.0e9", "0e999", "\n\t\v7", "1 2", "1,5", "12345678901234567890",
    "1.580733e+00", "0.1", "2.2250738585072014e-308", "00012", "1e0000000000000000005", "infx", "in", "++1", "+-1"};
  printf("{\n  \"about\": \"printf: bits of a double, big-endian, as %%e and as %%f. strtod: text, bits of the value or null for a range error or no finite number, bytes taken.\",\n");
  printf("  \"printf\": [\n");
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) print_row(fixed[i]);
  for (int i = 0; i < 120; i++) {
    uint64_t bits = next();
    double value;
    memcpy(&value, &bits, sizeof value);
    print_row(value);
  }
  for (int i = 0; i < 60; i++) print_row((double)(next() % 200000000) / 16);
  for (int i = 0; i < 60; i++) print_row((double)(next() % 100000000) / 128);
  for (int i = 0; i < 60; i++) print_row((double)(next() % 90000000 + 10000000) * 5 / 10);
  printf("\n  ],\n  \"strtod\": [\n");
  first = 1;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) scan_row(texts[i]);
  printf("\n  ]\n}\n");
  return 0;
}
