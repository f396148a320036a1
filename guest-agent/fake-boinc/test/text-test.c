/* Text and file names. */
#include <string.h>
#include <unistd.h>

#include "boinc/filesys.h"
#include "boinc_api.h"
#include "expect.h"
#include "utf8-line.h"
#include "xml-value.h"

static void check_line(const char *text, size_t capacity, const char *expected, int is_same) {
  char line[64];
  EXPECT(vmslot_copy_utf8_line(line, capacity, text) == is_same);
  EXPECT(strcmp(line, expected) == 0);
}

static void copy_lines(void) {
  check_line("", 1, "", 1);
  check_line("abc", 4, "abc", 1);
  check_line("abcd", 4, "abc", 0);
  check_line("a\nb\x7f", 64, "a b ", 0);
  check_line("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 64, "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 1);
  check_line("\xc3\xa4\xc3\xa4", 4, "\xc3\xa4", 0);
  /* Too long a form, a surrogate, beyond the last, cut off, alone. */
  check_line("\xc0\x80", 64, "??", 0);
  check_line("\xed\xa0\x80", 64, "???", 0);
  check_line("\xf4\x90\x80\x80", 64, "????", 0);
  check_line("\xe2\x82", 64, "??", 0);
  check_line("\x80x", 64, "?x", 0);
}

static void find_values(void) {
  char value[8];
  size_t length;
  EXPECT(vmslot_find_value("<a> x&amp;y&#65;&bad; </a>", "a", value, sizeof value) == 1);
  EXPECT(strcmp(value, "x&yA&ba") == 0);
  EXPECT(vmslot_find_value("<a>x", "a", value, sizeof value) == 0);
  EXPECT(vmslot_find_value("<b>x</b>", "a", value, sizeof value) == 0);
  EXPECT(vmslot_find_element("<a><b/></a>", "a", &length) != NULL && length == 4);
  EXPECT(vmslot_find_element("<a><b/>", "a", &length) == NULL && length == 0);
}

static void write_file(const char *name, const char *content) {
  FILE *file = fopen(name, "w");
  EXPECT(file != NULL && fputs(content, file) >= 0 && fclose(file) == 0);
}

static void check_resolved(const char *content, int length, const char *expected) {
  char path[32];
  write_file("link", content);
  EXPECT(boinc_resolve_filename("link", path, length) == 0);
  EXPECT(strcmp(path, expected) == 0);
}

static void resolve_names(void) {
  char path[4];
  check_resolved(" <soft_link> ../a&amp;b </soft_link>\n", 32, "../a&b");
  check_resolved("<soft_link>../abcdef</soft_link>", 5, "../a");
  check_resolved("<soft_link>../a", 32, "link");
  check_resolved("x\n<soft_link>../a</soft_link>", 32, "link");
  check_resolved("", 32, "link");
  EXPECT(boinc_resolve_filename(NULL, path, 4) == -116);
  EXPECT(boinc_resolve_filename("none", path, 0) == 0);
  EXPECT(boinc_resolve_filename("none.dat", path, 4) == 0 && strcmp(path, "non") == 0);
}

static void use_files(void) {
  char path[MAXPATHLEN], here[MAXPATHLEN];
  EXPECT(boinc_copy("link", "copy") == 0 && boinc_copy("none", "copy") == -108);
  EXPECT(boinc_file_exists("copy") && !boinc_file_exists("none"));
  EXPECT(boinc_rename("copy", "other") == 0 && boinc_rename("none", "other") == -163);
  EXPECT(boinc_delete_file("other") == 0 && boinc_delete_file("other") == 0);
  EXPECT(boinc_mkdir("folder") == 0 && boinc_mkdir("folder") == 0 && is_dir("folder"));
  EXPECT(boinc_mkdir("none/folder") == -192 && boinc_rmdir("folder") == 0);
  boinc_getcwd(here);
  relative_to_absolute("x", path);
  EXPECT(strncmp(path, here, strlen(here)) == 0 && strcmp(path + strlen(here), "/x") == 0);
  relative_to_absolute("/x", path);
  EXPECT(strcmp(path, "/x") == 0);
  EXPECT(boinc_delete_file("link") == 0);
}

int main(void) {
  char directory[] = "/tmp/fake-boinc-XXXXXX";
  EXPECT(mkdtemp(directory) != NULL && chdir(directory) == 0);
  copy_lines();
  find_values();
  resolve_names();
  use_files();
  EXPECT(chdir("/") == 0 && rmdir(directory) == 0);
  printf("text     names, lines and files\n");
  return 0;
}
