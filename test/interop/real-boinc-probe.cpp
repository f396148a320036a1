// A program linked with BOINC's own library, which does what the lines on its standard input say and
// answers on standard output. The state of its work, one number, is in the file "state".
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>

// Headers of 7.0 need those before them.
#include <boinc/boinc_api.h>
#include <boinc/filesys.h>
#include <boinc/util.h>

// What an older library lacks is answered with "unknown", or done without a message; one that does not tell its version has all.
#if __has_include(<boinc/version.h>)
#include <boinc/version.h>
#define LIBRARY_VERSION (BOINC_MAJOR_VERSION * 100 + BOINC_MINOR_VERSION)
#else
#define LIBRARY_VERSION 999999
#endif

#ifdef NAMES_API
// As BOINC's library has it where it is linked statically.
extern const char *const named_api;
const char *const named_api __attribute__((used)) = "API_VERSION_7.20.5";
#endif

namespace {

void say(const char *format, double number) {
    std::printf(format, number);
    std::printf("\n");
    std::fflush(stdout);
}

void say_text(const std::string &text) {
    std::printf("%s\n", text.c_str());
    std::fflush(stdout);
}

// Until the library's timer has seen more CPU time, which a checkpoint is told by.
void burn() {
    const double before = boinc_worker_thread_cpu_time();
    while (boinc_worker_thread_cpu_time() <= before) {
    }
}

double read_state() {
    double state = 0;
    std::FILE *file = std::fopen("state", "r");
    if (file == nullptr) return 0;
    if (std::fscanf(file, "%lf", &state) != 1) state = 0;
    std::fclose(file);
    return state;
}

void write_state(double state) {
    std::FILE *file = std::fopen("state", "w");
    if (file == nullptr) return;
    std::fprintf(file, "%g", state);
    std::fclose(file);
}

// BOINC's timer interrupts what waits.
bool read_line(std::string &line) {
    line.clear();
    for (;;) {
        char letter = 0;
        const ssize_t count = read(0, &letter, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        if (letter == '\n') return true;
        line += letter;
    }
}

// A computation of some steps, each with a fraction, a checkpoint and a trickle of its own number.
void work(int count) {
    for (int step = 1; step <= count; step += 1) {
        boinc_fraction_done(static_cast<double>(step) / count);
        write_state(step);
        burn();
        boinc_checkpoint_completed();
        // The slot has room for one.
        while (access("trickle_up.xml", F_OK) == 0) boinc_sleep(0.01);
        std::string variety = "step";
        std::string text = std::to_string(step);
        boinc_send_trickle_up(&variety[0], &text[0]);
    }
    while (access("trickle_up.xml", F_OK) == 0) boinc_sleep(0.01);
    say("worked %g", count);
}

void run(const std::string &command, const std::string &rest) {
    const double number = std::atof(rest.c_str());
    const std::size_t space = rest.find(' ');
    const std::string first = rest.substr(0, space);
    const std::string second = space == std::string::npos ? "" : rest.substr(space + 1);
    if (command == "init") {
        say("%g", boinc_init());
    } else if (command == "standalone") {
        say("%g", boinc_is_standalone());
    } else if (command == "fraction") {
        boinc_fraction_done(number);
        write_state(number);
        say("fraction %g", number);
    } else if (command == "state") {
        say("state %g", read_state());
    } else if (command == "checkpoint") {
        burn();
        say("checkpoint %g", boinc_checkpoint_completed());
    } else if (command == "begin") {
        boinc_begin_critical_section();
        say_text("begun");
    } else if (command == "end") {
        boinc_end_critical_section();
        say_text("ended");
    } else if (command == "facts") {
        APP_INIT_DATA data;
        boinc_parse_init_data_file();
        boinc_get_init_data(data);
#if LIBRARY_VERSION >= 612
        const std::string name = data.result_name;
#else
        const std::string name = "unknown";
#endif
        say_text(std::string("facts ") + data.app_name + " " + name + " [" + data.authenticator +
                 "]");
    } else if (command == "wu-cpu") {
        APP_INIT_DATA data;
        boinc_get_init_data(data);
        say("wu-cpu %g", data.wu_cpu_time);
    } else if (command == "status") {
        BOINC_STATUS status;
        boinc_get_status(&status);
#if LIBRARY_VERSION >= 612
        const std::string network = std::to_string(status.network_suspended);
#else
        const std::string network = " unknown";
#endif
        say_text("status " + std::to_string(status.no_heartbeat) + std::to_string(status.suspended) +
                 std::to_string(status.reread_init_data_file) + network);
    } else if (command == "trickle") {
        say("trickle %g", boinc_send_trickle_up(const_cast<char *>(first.c_str()),
                                                const_cast<char *>(second.c_str())));
    } else if (command == "receive") {
        char name[256] = "";
        boinc_receive_trickle_down(name, sizeof name);
        say_text(std::string("receive ") + name);
    } else if (command == "upload") {
        std::string name = rest;
        say("upload %g", boinc_upload_file(name));
    } else if (command == "upload-status") {
        std::string name = rest;
        say("upload-status %g", boinc_upload_status(name));
#if LIBRARY_VERSION >= 700
    } else if (command == "url") {
        boinc_web_graphics_url(const_cast<char *>(rest.c_str()));
        say_text("url");
#endif
    } else if (command == "work") {
        work(static_cast<int>(number));
    } else if (command == "finish") {
        boinc_finish(std::atoi(rest.c_str()));
#if LIBRARY_VERSION >= 705
    } else if (command == "finish-message") {
        boinc_finish_message(std::atoi(first.c_str()), second.c_str(), true);
    } else if (command == "temporary") {
        boinc_temporary_exit(std::atoi(first.c_str()), second.c_str(), false);
#else
    } else if (command == "finish-message") {
        boinc_finish(std::atoi(first.c_str()));
#endif
#if LIBRARY_VERSION >= 700 && LIBRARY_VERSION < 705
    } else if (command == "temporary") {
        boinc_temporary_exit(std::atoi(first.c_str()), second.c_str());
#elif LIBRARY_VERSION >= 612 && LIBRARY_VERSION < 700
    } else if (command == "temporary") {
        boinc_temporary_exit(std::atoi(first.c_str()));
#endif
    } else if (command == "exit") {
        std::exit(std::atoi(rest.c_str()));
    } else if (command == "crash") {
        std::abort();
    } else {
        say_text("unknown " + command);
    }
}

} // namespace

int main() {
    std::string line;
    while (read_line(line)) {
        const std::size_t space = line.find(' ');
        run(line.substr(0, space), space == std::string::npos ? "" : line.substr(space + 1));
    }
    return 0;
}
