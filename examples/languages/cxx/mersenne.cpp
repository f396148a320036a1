// mersenne LIMIT: finds the primes p below LIMIT for which 2^p - 1 is prime, by Lucas and Lehmer's test,
// into mersenne.result.
//
// A program in C++ with BOINC's calls. Its checkpoint, mersenne.checkpoint, is one line: limit, the number
// that is tried next, and those found.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "boinc_api.h"
#include "filesys.h"

using Words = std::vector<uint32_t>;

static bool is_prime(long number) {
  for (long divisor = 2; divisor * divisor <= number; divisor++)
    if (number % divisor == 0) return false;
  return number > 1;
}

// The square, in twice as many words.
static Words square(const Words &number) {
  Words result(2 * number.size(), 0);
  for (size_t low = 0; low < number.size(); low++) {
    uint64_t carry = 0;
    for (size_t high = 0; high < number.size(); high++) {
      const uint64_t sum = (uint64_t)number[low] * number[high] + result[low + high] + carry;
      result[low + high] = (uint32_t)sum;
      carry = sum >> 32;
    }
    result[low + number.size()] = (uint32_t)carry;
  }
  return result;
}

// Bits of a number from `first` on, `count` of them.
static Words bits_of(const Words &number, size_t first, size_t count) {
  Words result((count + 31) / 32, 0);
  for (size_t bit = 0; bit < count; bit++) {
    const size_t at = first + bit;
    if (at / 32 < number.size() && ((number[at / 32] >> (at % 32)) & 1) != 0)
      result[bit / 32] |= 1U << (bit % 32);
  }
  return result;
}

// The sum modulo 2^p - 1: what is above p bits counts as often below.
static Words add(const Words &left, const Words &right, size_t p) {
  Words sum(left.size() + 1, 0);
  uint64_t carry = 0;
  for (size_t index = 0; index < left.size(); index++) {
    carry += (uint64_t)left[index] + right[index];
    sum[index] = (uint32_t)carry;
    carry >>= 32;
  }
  sum[left.size()] = (uint32_t)carry;
  const bool has_more = (bits_of(sum, p, 1))[0] != 0;
  Words result = bits_of(sum, 0, p);
  for (size_t index = 0; has_more && index < result.size() && ++result[index] == 0; index++) continue;
  return result;
}

static bool is_mersenne(size_t p) {
  if (p == 2) return true;
  const Words all(p / 32 + 1, 0xffffffff);
  const Words ones = bits_of(all, 0, p);
  Words minus_two = ones;
  minus_two[0] -= 2;
  Words value((p + 31) / 32, 0);
  value[0] = 4;
  for (size_t round = 0; round + 2 < p; round++) {
    const Words product = square(value);
    value = add(bits_of(product, 0, p), bits_of(product, p, p), p);
    value = add(value, minus_two, p);
  }
  return value == Words(value.size(), 0) || value == ones;
}

// A reader must never see half a file: it is written aside, then renamed.
static bool write_line(const std::string &name, const std::string &line) {
  const std::string aside = name + ".new";
  std::ofstream file(aside);
  file << line << std::endl;
  file.close();
  return file.good() && boinc_rename(aside.c_str(), name.c_str()) == 0;
}

static std::string join(const std::vector<long> &numbers) {
  std::ostringstream text;
  for (const long number : numbers) text << ' ' << number;
  return text.str();
}

int main(int argc, char **argv) {
  const long limit = argc == 2 ? std::atol(argv[1]) : 0;
  boinc_init();
  if (limit < 3 || limit > 100000) return boinc_finish_message(2, "usage: mersenne LIMIT, 3 to 100000", 0);
  long next = 2, its_limit = 0, its_next = 0, number = 0;
  std::vector<long> found;
  std::ifstream file("mersenne.checkpoint");
  // One of another limit would give a wrong result: rather begin again.
  if (file >> its_limit >> its_next && its_limit == limit) {
    next = its_next;
    while (file >> number) found.push_back(number);
    std::cerr << "going on at " << next << std::endl;
  }
  for (; next < limit; next++) {
    if (is_prime(next) && is_mersenne((size_t)next)) found.push_back(next);
    // The work for p grows as its cube.
    const double share = (double)(next + 1) / (double)limit;
    boinc_fraction_done(share * share * share);
    if (boinc_time_to_checkpoint()) {
      const std::string line = std::to_string(limit) + ' ' + std::to_string(next + 1) + join(found);
      if (write_line("mersenne.checkpoint", line)) boinc_checkpoint_completed();
      else boinc_end_critical_section();
    }
  }
  return boinc_finish(write_line("mersenne.result", "exponents below " + std::to_string(limit) + ":" + join(found)) ? 0 : 1);
}
