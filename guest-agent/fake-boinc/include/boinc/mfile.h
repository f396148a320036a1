/* mfile.h - a file that is written into memory and reaches the disk with flush() or close(). C++. */
#ifndef BOINC_MFILE_H
#define BOINC_MFILE_H

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include <string>

#include "filesys.h"

class MFILE {
  std::string text;
  FILE *file;
  MFILE(const MFILE &);
  MFILE &operator=(const MFILE &);

public:
  MFILE() : file(0) {}
  ~MFILE() {
    if (file) close();
  }
  /* 0, or -1. */
  int open(const char *path, const char *mode) {
    file = boinc_fopen(path, mode);
    return file ? 0 : -1;
  }
  int vprintf(const char *format, va_list arguments) {
    char piece[4096];
    const int length = vsnprintf(piece, sizeof piece, format, arguments);
    if (length < 0) return length;
    text.append(piece, (size_t)length < sizeof piece ? (size_t)length : sizeof piece - 1);
    return length;
  }
  int printf(const char *format, ...) __attribute__((format(printf, 2, 3))) {
    va_list arguments;
    va_start(arguments, format);
    const int length = vprintf(format, arguments);
    va_end(arguments);
    return length;
  }
  size_t write(const void *bytes, size_t size, size_t count) {
    text.append((const char *)bytes, size * count);
    return count;
  }
  int _putchar(char byte) {
    text.push_back(byte);
    return (unsigned char)byte;
  }
  int puts(const char *line) {
    text.append(line);
    return (int)text.size();
  }
  long tell() const { return file ? ftell(file) + (long)text.size() : -1; }
  /* 0, or -1: what could not be written is kept. */
  int flush() {
    if (!file) return -1;
    const size_t written = fwrite(text.data(), 1, text.size(), file);
    text.erase(0, written);
    if (!text.empty() || fflush(file) != 0) return -1;
    return fsync(fileno(file)) == 0 ? 0 : -1;
  }
  int close() {
    const int flushed = flush();
    const int closed = file && fclose(file) == 0 ? 0 : -1;
    file = 0;
    return flushed ? flushed : closed;
  }
};

#endif
