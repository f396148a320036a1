"""What a science program says to BOINC, inside a virtual machine of vmslot.

One file for Python 3.9 and later, standard library only: copy it beside the program. The names are those of
BOINC's C API without "boinc_".

    import boinc

    boinc.init()
    for step in range(first, last):
        compute(step)
        boinc.fraction_done((step + 1) / last)
        if boinc.time_to_checkpoint():
            write_checkpoint(step)
            boinc.checkpoint_completed()
    boinc.finish(0)

HOW IT TALKS. init() starts a daemon thread that tells the agent the newest values once a second, and within
100 ms what has happened, over the unix socket that VMSLOT_APP_SOCKET names. Without that variable, and before
anybody has answered there, the program runs standalone: every call works, nobody is told. An agent that stops
and comes back is no concern of the program, and loses nothing.

HOW LONG CALLS TAKE. fraction_done(), checkpoints, critical sections and operations never wait. init(),
send_trickle_up(), receive_trickle_down(), upload_file(), upload_status() and parse_init_data_file() wait 2 s at
the most, init() 35 s where another program holds boinc_lockfile; finish() and temporary_exit() 5 s, or 20 s
while messages are left.

BEING TOLD TO END. Outside critical sections the next call of this module by the main thread raises SystemExit:
status 0 where the task is to go on later, 194 where it is to end for good. A program that makes no call for a
second is ended then, without its exit handlers. init(direct_process_action=False) leaves it to the program,
which looks at `status`.

THREADS, SIGNALS, FORK. Any thread and any signal handler may call. In a child of a fork, calls reach nobody.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import fcntl
import html
import http.client
import io
import json
import math
import os
import queue
import re
import secrets
import signal
import socket
import sys
import threading
import time
from types import SimpleNamespace

__all__ = [
    "BoincError", "begin_critical_section", "checkpoint_completed", "critical_section", "end_critical_section",
    "finish", "fraction_done", "get_fraction_done", "init", "init_data", "is_standalone", "need_network",
    "network_done", "network_poll", "ops_cumulative", "ops_per_cpu_sec", "parse_init_data_file",
    "receive_trickle_down", "remote_desktop_addr", "send_trickle_up", "set_min_checkpoint_period", "status",
    "temporary_exit", "time_to_checkpoint", "upload_file", "upload_status", "web_graphics_url",
]

_CALL_S = 2.0  # A call that the program waits for.
_LOOP_CALL_S = 5.0  # One of the daemon thread.
_REPORT_S = 1.0
_NEWS_S = 0.1
_LAST_WORDS_S = 1.0
_FINISH_S = 5.0
_FINISH_TRICKLE_S = 20.0
_GRACE_S = 1.0
_LOCK_WAIT_S = 35.0
_MAX_REPLY_BYTES = 131072
_MAX_TRICKLE_BYTES = 65536
_MAX_SPOOLED_COUNT = 1000
_MAX_SPOOLED_BYTES = 66048
_MAX_TEXT_BYTES = 255
_MAX_MESSAGE_BYTES = 1023
_MAX_FILE_BYTES = 1048576
_MAX_DELAY_S = 86400
_DEFAULT_CHECKPOINT_S = 300
_EXIT_ABORTED_BY_CLIENT = 194
_SPOOL = ".vmslot_spool_"
_TEMPORARY = ".vmslot_temporary_"
_LANES = ("SendTrickle", "RequestUpload")

_OK, _AWAY, _FAILED, _REFUSED, _UNKNOWN = range(5)


class BoincError(Exception):
    """Neither the agent nor the disk takes what was to be sent, or the agent refuses it for good."""


status = SimpleNamespace(
    no_heartbeat=False,  # Always.
    suspended=False,  # The program should not compute; the agent stops it as well.
    quit_request=False,  # It should end without finish().
    abort_request=False,  # It should end for good.
    reread_init_data_file=False,  # parse_init_data_file() brings something new, and sets this back.
    network_suspended=False,  # It should not use the network.
    working_set_size=0,  # Bytes of memory of all its processes; 0: not known.
    max_working_set_size=0,  # The most that it should take, in bytes; 0: not known.
)
"""What the program should know and do now. Changes once a second at the most."""

init_data = SimpleNamespace(
    app_name="", plan_class="", wu_name="", result_name="", user_name="", team_name="",
    project_dir="",  # The work directory.
    project_preferences="",  # XML.
    app_version=0, userid=0, teamid=0, hostid=0,
    major_version=0, minor_version=0, release=0,  # Of the BOINC client; 0: there is none.
    user_total_credit=0.0, user_expavg_credit=0.0, host_total_credit=0.0, host_expavg_credit=0.0,
    wu_cpu_time=0.0,  # CPU seconds of earlier lives up to the last checkpoint.
    starting_elapsed_time=0.0,  # Seconds.
    checkpoint_period=0.0,  # Seconds between checkpoints that the volunteer wants.
    ncpus=0.0, rsc_fpops_est=0.0, rsc_fpops_bound=0.0,
    rsc_memory_bound=0, rsc_disk_bound=0,  # Bytes.
    computation_deadline=0.0,  # Unix time in seconds; 0: none.
)
"""Facts of the task, by the names of init_data.xml. Empty or 0 where not known."""

# Of JoinResponse, and what one unit of it is in that of init_data.
_FACTS = {
    "workDirectory": ("project_dir", 1), "appName": ("app_name", 1), "wuName": ("wu_name", 1),
    "resultName": ("result_name", 1), "appVersion": ("app_version", 1), "userName": ("user_name", 1),
    "teamName": ("team_name", 1), "userId": ("userid", 1), "teamId": ("teamid", 1), "hostId": ("hostid", 1),
    "userTotalCredit": ("user_total_credit", 1), "userExpavgCredit": ("user_expavg_credit", 1),
    "hostTotalCredit": ("host_total_credit", 1), "hostExpavgCredit": ("host_expavg_credit", 1),
    "earlierCpuTimeMs": ("wu_cpu_time", 0.001), "earlierElapsedTimeMs": ("starting_elapsed_time", 0.001),
    "checkpointPeriodMs": ("checkpoint_period", 0.001), "cpuCount": ("ncpus", 1),
    "fpopsEstimate": ("rsc_fpops_est", 1), "fpopsBound": ("rsc_fpops_bound", 1),
    "memoryBoundBytes": ("rsc_memory_bound", 1), "diskBoundBytes": ("rsc_disk_bound", 1),
    "computationDeadline": ("computation_deadline", 1), "projectPreferences": ("project_preferences", 1),
    "clientMajorVersion": ("major_version", 1), "clientMinorVersion": ("minor_version", 1),
    "clientRelease": ("release", 1), "planClass": ("plan_class", 1),
}
_EMPTY_FACTS = dict(vars(init_data))

# A signal handler may call while the main thread holds it.
_lock = threading.RLock()
_talking = threading.Lock()
_wake: queue.SimpleQueue = queue.SimpleQueue()
_s = SimpleNamespace(
    is_child=False, has_begun=False, is_ending=False, options=(True, True, True), socket=None, directory=None,
    lock_file=None, has_answered=False, has_joined=False, joined_revision=0, told_revision=0,
    knew_change=False, life_id="", started=0.0, period_s=0.0, least_s=0.0, completed=0, told=0, depth=0,
    told_critical=False, fraction=None, needs_network=None, report={}, texts={}, has_spooled=False,
    spooled_count=0, order=0, newest_ns=0, not_before=0.0, wait_s=0.0, waits=True, taken=0, asked_to_end=None, ender=None, exit_code=0,
    has_looked=False, is_sending=False,
)


# ---- begin and end ----


def init(*, main_program: bool = True, handle_process_control: bool = True,
         direct_process_action: bool = True) -> None:
    """Begins. Call it first; again, it does nothing. Waits 2 s for the agent at the most.

    main_program: takes boinc_lockfile and says how the task ends. handle_process_control: heeds suspend, quit
    and abort. direct_process_action: ends by itself when told to.
    """
    if _s.is_child:
        return
    with _lock:
        if _s.has_begun:
            return
        _s.has_begun = True
    _s.options = (main_program, handle_process_control, direct_process_action)
    _find_agent()
    os.register_at_fork(after_in_child=_become_child)
    _s.directory = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    if main_program:
        _take_lock_file()
    _s.life_id = secrets.token_hex(16)
    _open_spool()
    _meet_agent()
    _s.started = time.monotonic()
    atexit.register(_tell_last_checkpoint)
    threading.Thread(target=_run, name="boinc", daemon=True).start()


def finish(status: int = 0, message: str | None = None, is_notice: bool = False) -> None:
    """Ends the program: fraction done 1, what was not told yet, status, then SystemExit.

    status: 0 is success; the low 8 bits count. message: a line for people, at most 1,023 bytes; is_notice: the
    volunteer should see it, not only the log. In another thread than the main one the process ends at once.
    """
    _s.fraction = 1.0
    print(f"called boinc_finish({int(status)})", file=sys.stderr)
    if _s.has_begun and not _s.is_child:
        _claim_ending(int(status) & 0xFF)
        request = {"exitCode": int(status) & 0xFF, "message": _line(message or "", _MAX_MESSAGE_BYTES),
                   "isNotice": bool(is_notice)}
        is_told = _s.socket is not None and _deliver(request if _s.options[0] else None)
        if not is_told and _s.options[0]:
            _write_end_file("boinc_finish_called", int(status), message, is_notice)
        _release_lock_file()
    _exit(int(status) & 0xFF)


def temporary_exit(delay_s: float, reason: str = "", is_notice: bool = False) -> None:
    """Ends the program with 0; it is started again in delay_s seconds, 0 to 86,400, else 300.

    Raises OSError where standalone and the file boinc_temporary_exit cannot be written.
    """
    _find_agent()
    delay = int(delay_s) if 0 <= delay_s <= _MAX_DELAY_S else 300
    if not _s.is_child:
        if _s.socket is None:
            _write_file("boinc_temporary_exit", _end_text(delay, reason, is_notice))
        _claim_ending(0)
        request = {"message": _line(reason, _MAX_MESSAGE_BYTES), "isNotice": bool(is_notice),
                   "retryAfterS": max(1, delay)}
        if _s.socket is not None and not _deliver(request):
            _write_end_file("boinc_temporary_exit", delay, reason, is_notice)
        _release_lock_file()
    _exit(0)


def is_standalone() -> bool:
    """True until an agent has answered."""
    return _s.is_child or not _s.has_answered


def parse_init_data_file() -> bool:
    """Asks for the facts again. True: init_data is new; False: nobody tells them now."""
    if _s.is_child:
        return False
    _find_agent()
    if _s.socket is None:
        return _read_init_data_file()
    return _join_soon(time.monotonic() + _CALL_S) == _OK


# ---- progress ----


def fraction_done(fraction: float) -> None:
    """How far the work is, 0 to 1. A store; the thread tells it. What is no number is not told."""
    _s.fraction = float(fraction)
    _act_in_program()


def get_fraction_done() -> float:
    """The last one; -1: none."""
    return -1.0 if _s.fraction is None else _s.fraction


def ops_cumulative(fp: float, integer: float = 0) -> None:
    """Operations so far in this life of the program. What is negative or no number is passed over."""
    _count("floatingPointOperations", fp)
    _count("integerOperations", integer)


def ops_per_cpu_sec(fp: float, integer: float = 0) -> None:
    """Operations in a second of CPU time."""
    _count("floatingPointSpeed", fp)
    _count("integerSpeed", integer)


def web_graphics_url(url: str) -> None:
    """Where a browser finds the program's graphics, in the guest; cut to 255 bytes."""
    _s.texts["webGraphicsUrl"] = _line(url, _MAX_TEXT_BYTES)


def remote_desktop_addr(address: str) -> None:
    """HOST:PORT of a remote desktop; cut to 255 bytes."""
    _s.texts["remoteDesktopAddress"] = _line(address, _MAX_TEXT_BYTES)


def need_network() -> None:
    """The program waits for a network."""
    _s.needs_network = True


def network_done() -> None:
    """It waits no more."""
    _s.needs_network = False


def network_poll() -> bool:
    """True: the network must not be used now."""
    return bool(status.network_suspended)


# ---- checkpoints and critical sections ----


def time_to_checkpoint() -> bool:
    """Whether to write a checkpoint now. If so, a critical section has begun: checkpoint_completed() ends it."""
    _act_in_program()
    if not _s.has_begun or _s.is_child or time.monotonic() - _s.started < _period_s():
        return False
    begin_critical_section()
    return True


def checkpoint_completed() -> None:
    """All that is needed to go on from here is written. The agent hears of it within 100 ms."""
    if _s.is_child:
        return
    _s.started = time.monotonic()
    with _lock:
        _s.completed += 1
    _wake_loop()
    end_critical_section()


def set_min_checkpoint_period(seconds: float) -> None:
    """Not more often than this, whatever the volunteer wants."""
    if seconds >= 0:
        _s.least_s = seconds


def begin_critical_section() -> None:
    """From here the program must not be ended. May be nested; the agent respects it for 10 s at the most."""
    if _s.is_child:
        return
    _act_in_program()
    with _lock:
        is_ending = _s.is_ending
        if not is_ending:
            _s.depth += 1
            is_first = _s.depth == 1
    if is_ending:
        _wait_where_ended()
    elif is_first:
        _wake_loop()


def end_critical_section() -> None:
    """The end of one. A program that was told to end meanwhile ends here."""
    if _s.is_child:
        return
    with _lock:
        if _s.depth == 0:
            return
        _s.depth -= 1
        is_last = _s.depth == 0
    if is_last:
        _wake_loop()
        _act_in_program()


@contextlib.contextmanager
def critical_section():
    """with boinc.critical_section(): what must not be cut in two."""
    begin_critical_section()
    try:
        yield
    finally:
        end_critical_section()


# ---- messages and files ----


def send_trickle_up(variety: str, text: str | bytes) -> None:
    """Sends a message to the project's server: once, in order, by the next life of the program if need be.

    variety: 1 to 255 of [A-Za-z0-9._-]. text: at most 65,536 bytes; a str goes as UTF-8. Raises ValueError for
    others, BoincError where it is refused for good or neither agent nor disk takes it.
    """
    content = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else bytes(text)
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,255}", variety) or len(content) > _MAX_TRICKLE_BYTES:
        raise ValueError("a variety is 1 to 255 of [A-Za-z0-9._-], a text at most 65536 bytes")
    if _s.is_child:
        raise BoincError("a child of a fork sends no trickle")
    _find_agent()
    if _s.socket is None:
        head = f"<variety>{variety}</variety>\n".encode()
        _write_file("trickle_up.xml", head + content)
        return
    _keep("SendTrickle", _field(1, secrets.token_hex(16).encode()) + _field(2, variety.encode())
          + _field(3, content))


def receive_trickle_down() -> bytes | None:
    """The oldest message of the project's server that was not given yet, or None.

    The agent hears that it is taken with the next call of this function: a program that ends before is given it
    again in its next life. The same message is a file trickle_down_… of the work directory.
    """
    _find_agent()
    if _s.is_child or _s.socket is None or not _s.waits:
        return None
    result, reply = _call("ReceiveTrickle", {"takenNumber": _s.taken}, time.monotonic() + _CALL_S)
    if result != _OK:
        return None
    number = int(_number(reply.get("number")))
    if number == 0:
        _s.waits = False
        return None
    try:
        text = base64.b64decode(str(reply.get("text", "")), validate=True)
    except ValueError:
        return None
    _s.taken = number
    return text


def upload_file(name: str) -> None:
    """Asks for an output file, by its logical name, to be uploaded now; do not write it any more.

    Raises ValueError for a name of more than 255 bytes or with control characters, BoincError as above.
    """
    if not name or _line(name, _MAX_TEXT_BYTES) != name:
        raise ValueError("a name of an upload is a line of 1 to 255 bytes")
    if _s.is_child:
        raise BoincError("a child of a fork uploads nothing")
    _find_agent()
    if _s.socket is None:
        _write_file(f"boinc_ufr_{name}", b"")
    else:
        _keep("RequestUpload", _field(1, name.encode()))


def upload_status(name: str) -> int | None:
    """What became of it: 0 or 1 uploaded, below 0 failed for good; None: on its way, or not known."""
    _find_agent()
    if _s.is_child:
        return None
    if _s.socket is None:
        found = re.search(rb"<status>\s*(-?\d{1,9})\s*</status>", _read_file(f"boinc_ufs_{name}") or b"")
        return int(found.group(1)) if found else None
    result, reply = _call("GetUpload", {"name": name}, time.monotonic() + _CALL_S)
    return int(_number(reply.get("status"))) if result == _OK and reply.get("ended") is True else None


# ---- the daemon thread ----


def _run() -> None:
    # So that signals interrupt the main thread, which handles them.
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    due = time.monotonic()
    talked = due - _REPORT_S
    while not _s.is_ending:
        with contextlib.suppress(queue.Empty):
            _wake.get(timeout=max(0.0, due - time.monotonic()))
        now = time.monotonic()
        is_due = now >= due
        if is_due:
            due = now + _REPORT_S
        elif now < talked + _NEWS_S:
            time.sleep(talked + _NEWS_S - now)
        with contextlib.suppress(queue.Empty):
            while True:
                _wake.get_nowait()
        # In this order: whoever ends the program says so first and waits for this lock afterwards.
        with _talking:
            if not _s.is_ending and _s.socket is not None and (is_due or _has_news()):
                _talk()
        talked = time.monotonic()
        _act_in_loop()


def _talk() -> None:
    deadline = time.monotonic() + _LOOP_CALL_S
    if not _s.has_joined and _join(deadline) == _AWAY:
        return
    if _exchange_report(deadline) == _OK and _has_due_spool():
        _send_spooled(deadline)


def _has_news() -> bool:
    return _s.told != _s.completed or _s.told_critical != (_s.depth > 0) or _has_due_spool()


def _wake_loop() -> None:
    # Of all ways to wake a thread, the one that a signal handler may use while this very call runs.
    if _wake.empty():
        _wake.put(None)


def _exchange_report(deadline: float) -> int:
    # Read first: what is completed from here on is for the next report.
    completed, is_critical = _s.completed, _s.depth > 0
    report = {**_s.report, **_s.texts, "inCriticalSection": is_critical}
    if _s.fraction is not None and not math.isnan(_s.fraction):
        report["fractionDone"] = min(1.0, max(0.0, _s.fraction))
    if _s.needs_network is not None:
        report["needsNetwork"] = _s.needs_network
    request = {"report": report}
    if completed != _s.told:
        request.update(lifeId=_s.life_id, count=completed)
    result, reply = _call("Checkpoint" if completed != _s.told else "Report", request, deadline)
    if result == _OK:
        _s.told = completed
        _s.told_critical = is_critical
        control = reply.get("control")
        _apply_control(control if isinstance(control, dict) else {})
    return result


def _apply_control(control: dict) -> None:
    status.working_set_size = int(_number(control.get("memoryBytes")))
    status.max_working_set_size = int(_number(control.get("memoryLimitBytes")))
    status.network_suspended = control.get("networkSuspended") is True
    _note_facts(int(_number(control.get("factsRevision"))), control.get("factsChanged") is True)
    if control.get("trickleWaits") is True:
        _s.waits = True
    _set_period(_number(control.get("checkpointPeriodMs")) / 1000)
    if not _s.options[1]:
        return
    status.suspended = control.get("suspended") is True
    # There is no way back from these: the program may be on its way out already.
    status.quit_request = status.quit_request or control.get("quitRequested") is True
    status.abort_request = status.abort_request or control.get("abortRequested") is True


def _note_facts(revision: int, has_changed: bool) -> None:
    if revision == 0:
        if has_changed and not _s.knew_change:
            status.reread_init_data_file = True
        _s.knew_change = has_changed
    elif revision not in (_s.joined_revision, _s.told_revision):
        _s.told_revision = revision
        status.reread_init_data_file = True


# ---- the end ----


def _wanted_status() -> int | None:
    if not (_s.options[1] and _s.options[2]):
        return None
    if status.quit_request:
        return 0
    return _EXIT_ABORTED_BY_CLIENT if status.abort_request else None


def _act_in_program() -> None:
    code = _wanted_status()
    if code is None or threading.current_thread() is not threading.main_thread() or _s.is_child:
        return
    if not _begin_end(code, unless_critical=True):
        return
    _tell_untold_checkpoint()
    _release_lock_file()
    raise SystemExit(code)


def _act_in_loop() -> None:
    code = _wanted_status()
    if code is None or _s.depth > 0:
        _s.asked_to_end = None
        return
    # The main thread ends better, with its exit handlers: it has until then for a call.
    if _s.asked_to_end is None:
        _s.asked_to_end = time.monotonic()
    if time.monotonic() - _s.asked_to_end < _GRACE_S:
        return
    if not _begin_end(code, unless_critical=True):
        return
    _tell_untold_checkpoint()
    _release_lock_file()
    # What is written may wait for ever for whoever reads it.
    flush = threading.Thread(target=_flush, daemon=True)
    flush.start()
    flush.join(_CALL_S)
    os._exit(code)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()


def _exit(code: int) -> None:
    if threading.current_thread() is threading.main_thread():
        raise SystemExit(code)
    _flush()
    os._exit(code)


def _begin_end(code: int, unless_critical: bool = False) -> bool:
    with _lock:
        if _s.is_ending or (unless_critical and _s.depth > 0):
            return False
        _s.is_ending = True
        _s.exit_code = code
        _s.ender = threading.current_thread()
    return True


def _claim_ending(code: int) -> None:
    """Returns in the one thread that ends the program."""
    if not _begin_end(code):
        _wait_where_ended()
        raise SystemExit(_s.exit_code)


def _wait_where_ended() -> None:
    # A thread that ends the process at once; the main thread's way to the end needs all others.
    while _s.ender not in (None, threading.main_thread(), threading.current_thread()):
        time.sleep(1)


def _tell_untold_checkpoint() -> None:
    is_free = _talking.acquire(timeout=_LAST_WORDS_S)
    try:
        if _s.told != _s.completed and _s.socket is not None:
            _exchange_report(time.monotonic() + _LAST_WORDS_S)
    finally:
        if is_free:
            _talking.release()


def _tell_last_checkpoint() -> None:
    # A program that ends without a word.
    if _s.is_child or _s.is_ending:
        return
    _s.is_ending = True
    if _s.has_answered:
        _tell_untold_checkpoint()


def _deliver(request: dict | None) -> bool:
    """Tells all that is left and then, unless it is None, how the program ends. True: the agent knows."""
    start = time.monotonic()
    # An older report must not come after the last one.
    if _talking.acquire(timeout=_LAST_WORDS_S):
        _talking.release()
    # An agent that was never there is not waited for so long.
    spool_end = start + (_FINISH_TRICKLE_S if _s.has_answered else _FINISH_S - _LAST_WORDS_S)
    while not _send_spooled(spool_end) and time.monotonic() < spool_end:
        time.sleep(_NEWS_S)
    end = max(start + _FINISH_S, time.monotonic() + _LAST_WORDS_S)
    while True:
        # A report that is not taken is no reason not to say how the program ends.
        if _exchange_report(end) != _AWAY and (request is None or _call("Finish", request, end)[0] == _OK):
            return True
        if time.monotonic() >= end:
            return False
        time.sleep(_NEWS_S)


def _end_text(number: int, message: str | None, is_notice: bool) -> bytes:
    if message is None:
        return f"{number}\n".encode()
    line = _line(message, _MAX_MESSAGE_BYTES)
    return f"{number}\n{line}\n{'notice' if is_notice else ''}\n".encode()


def _write_end_file(name: str, number: int, message: str | None, is_notice: bool) -> None:
    with contextlib.suppress(OSError):
        _write_file(name, _end_text(number, message, is_notice))


def _become_child() -> None:
    _s.is_child = True


def _take_lock_file() -> None:
    end = time.monotonic() + _LOCK_WAIT_S
    try:
        held = os.open("boinc_lockfile", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o664)
    except OSError:
        return
    is_told = False
    while True:
        try:
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _s.lock_file = held
            return
        except OSError:
            if not is_told:
                print("boinc.init: another program holds boinc_lockfile: waiting 35 s", file=sys.stderr)
            is_told = True
        if time.monotonic() >= end:
            temporary_exit(600, "Another program holds the lock file")
        time.sleep(1)


def _release_lock_file() -> None:
    held, _s.lock_file = _s.lock_file, None
    if held is not None:
        with contextlib.suppress(OSError):
            os.unlink("boinc_lockfile", dir_fd=_s.directory)
        os.close(held)


# ---- facts ----


def _meet_agent() -> None:
    if _s.socket is None:
        if not _read_init_data_file():
            print("boinc.init: no VMSLOT_APP_SOCKET and no init_data.xml: running standalone", file=sys.stderr)
    elif _join_soon(time.monotonic() + _CALL_S) != _OK:
        print("boinc.init: nobody answers on VMSLOT_APP_SOCKET: standalone until then", file=sys.stderr)


def _join_soon(deadline: float) -> int:
    """The agent may just be starting again."""
    while True:
        result = _join(deadline)
        if result != _AWAY or time.monotonic() >= deadline:
            return result
        time.sleep(0.05)


def _join(deadline: float) -> int:
    result, reply = _call("Join", {"library": "boinc.py of vmslot 1"}, deadline)
    if result == _OK:
        facts = dict(_EMPTY_FACTS)
        for name, (target, unit) in _FACTS.items():
            value, empty = reply.get(name), facts[target]
            if isinstance(empty, str):
                facts[target] = value if isinstance(value, str) else ""
            else:
                facts[target] = type(empty)(_number(value) * unit)
        _set_facts(facts)
        _s.joined_revision = int(_number(reply.get("factsRevision")))
        _s.has_joined = True
    return result


def _set_facts(facts: dict) -> None:
    vars(init_data).update(facts)
    status.reread_init_data_file = False
    _set_period(facts["checkpoint_period"])


def _read_init_data_file() -> bool:
    document = (_read_file("init_data.xml") or b"").decode("utf-8", "replace")
    if "<app_init_data>" not in document or "</app_init_data>" not in document:
        return False
    facts = dict(_EMPTY_FACTS)
    for name, empty in _EMPTY_FACTS.items():
        found = re.search(f"<{name}>(.*?)</{name}>", document, re.DOTALL)
        if found is None:
            continue
        text = found.group(1) if name == "project_preferences" else html.unescape(found.group(1).strip())
        facts[name] = text if isinstance(empty, str) else type(empty)(_number(text))
    _set_facts(facts)
    return True


def _set_period(seconds: float) -> None:
    if seconds > 0:
        _s.period_s = min(seconds, 86400 * 365)


def _period_s() -> float:
    return max(_s.period_s, _s.least_s) or _DEFAULT_CHECKPOINT_S


# ---- requests that are kept: files of the work directory, as the C library has them ----


def _keep(method: str, body: bytes) -> None:
    # Those before it go first, and they wait for the agent.
    must_wait = _s.has_spooled or _s.is_sending
    problem = name = None
    try:
        name = _spool(method, body)
    except OSError as error:
        problem = error
    if must_wait and problem is None:
        result = _AWAY
    else:
        result = _post(method, body, "application/proto", time.monotonic() + _CALL_S)[0]
    if result in (_OK, _REFUSED) and name is not None:
        _drop(name)
    if result == _REFUSED:
        raise BoincError(f"the agent refuses {method} for good")
    if result == _OK:
        return
    if problem is not None:
        raise BoincError(f"neither the agent nor the disk takes {method}: {problem}") from problem
    _s.has_spooled = True
    _wake_loop()


def _spool(method: str, body: bytes) -> str:
    with _lock:
        if _s.spooled_count >= _MAX_SPOOLED_COUNT:
            raise OSError("1000 are kept already")
        _s.spooled_count += 1
        _s.order += 1
        # Names sort by age; a clock that is set back must not let what comes later overtake.
        now = _s.newest_ns = max(time.time_ns(), _s.newest_ns + 1)
        name = (f"{_SPOOL}{now // 10**9:012d}_{now % 10**9:09d}_{_s.order % 10**6:06d}_{os.getpid()}"
                f".{method}")
    try:
        _write_file(name, body)
    except OSError:
        _s.spooled_count -= 1
        raise
    return name


def _drop(name: str) -> bool:
    try:
        os.unlink(name, dir_fd=_s.directory)
    except FileNotFoundError:
        pass
    except OSError:
        return False
    _s.spooled_count = max(0, _s.spooled_count - 1)
    return True


def _names() -> list[str]:
    names = os.listdir("." if _s.directory is None else _s.directory)
    for name in names:
        found = re.match(re.escape(_SPOOL) + r"([0-9]{12})_([0-9]{9})_", name)
        # Nobody's clock is further on.
        if found and int(found.group(1)) < 9 * 10**9:
            _s.newest_ns = max(_s.newest_ns, int(found.group(1)) * 10**9 + int(found.group(2)))
    return names


def _open_spool() -> None:
    """Looks for what an earlier life has left, and deletes what programs that are gone left half-written."""
    _s.has_spooled = True
    with contextlib.suppress(OSError):
        names = _names()
        _s.spooled_count = sum(name.startswith(_SPOOL) for name in names)
        _s.has_spooled = _s.spooled_count > 0
        for name in names:
            found = re.match(re.escape(_TEMPORARY) + r"(\d{1,10})_", name)
            if found and not _is_other_process(int(found.group(1))):
                os.unlink(name, dir_fd=_s.directory)


def _is_other_process(pid: int) -> bool:
    if pid in (0, os.getpid()):
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _lane(name: str) -> str:
    # A trickle that the agent has no room for does not hold up an upload.
    method = name.rpartition(".")[2]
    return method if method in _LANES else _LANES[0]


def _has_due_spool() -> bool:
    return _s.has_spooled and time.monotonic() >= _s.not_before


def _send_spooled(deadline: float) -> bool:
    """Sends the oldest ones, until the deadline. True: none is left."""
    _s.is_sending = True
    try:
        return _send_oldest(deadline)
    finally:
        _s.is_sending = False


def _send_oldest(deadline: float) -> bool:
    _s.has_spooled = False
    closed: set[str] = set()
    names: list[str] = []
    is_left = False
    try:
        while True:
            names = sorted(name for name in _names() if name.startswith(_SPOOL))
            _s.spooled_count = len(names)
            waiting = [name for name in names if _lane(name) not in closed]
            if not waiting:
                is_left = bool(closed)
                break
            result = _send_one(waiting[0], deadline)
            if result in (_OK, _REFUSED) and _drop(waiting[0]):
                _s.wait_s = 0.0
            else:
                closed.add(_lane(waiting[0]))
            if result == _AWAY or time.monotonic() >= deadline:
                is_left = True
                break
    except OSError:
        is_left = True
    if is_left:
        _s.has_spooled = True
    if is_left and (closed or not names):
        # An agent that cannot take it is not asked all the time.
        _s.wait_s = min(30.0, max(1.0, _s.wait_s * 2))
        _s.not_before = time.monotonic() + _s.wait_s
    return not is_left


def _send_one(name: str, deadline: float) -> int:
    try:
        body = _read_file(name, _MAX_SPOOLED_BYTES, must_exist=True)
    except FileNotFoundError:
        return _OK
    except OSError:
        return _FAILED
    method = name.rpartition(".")[2]
    if not re.fullmatch("[A-Za-z]{1,32}", method):
        result = _REFUSED
    else:
        result = _post(method, body, "application/proto", deadline)[0]
    if result == _REFUSED:
        print(f"boinc: the agent refuses {name} for good: dropped", file=sys.stderr)
    return result


def _field(number: int, content: bytes) -> bytes:
    """A field of a protobuf message that has bytes."""
    length, head = len(content), bytearray([number << 3 | 2])
    while length > 0x7F:
        head.append(length & 0x7F | 0x80)
        length >>= 7
    head.append(length)
    return bytes(head) + content


# ---- files of the directory that the program was started in, whatever it changes to later ----


def _write_file(name: str, content: bytes) -> None:
    """There with all its bytes, on disk, or not at all."""
    with _lock:
        _s.order += 1
        temporary = f"{_TEMPORARY}{os.getpid()}_{_s.order}p"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    file = os.open(temporary, flags, 0o644, dir_fd=_s.directory)
    try:
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(file, view):]
            os.fsync(file)
        finally:
            os.close(file)
        os.rename(temporary, name, src_dir_fd=_s.directory, dst_dir_fd=_s.directory)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=_s.directory)
        raise
    if _s.directory is not None:
        with contextlib.suppress(OSError):
            os.fsync(_s.directory)


def _read_file(name: str, capacity: int = _MAX_FILE_BYTES, must_exist: bool = False) -> bytes | None:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with open(os.open(name, flags, dir_fd=_s.directory), "rb") as file:
            return file.read(capacity)
    except OSError:
        if must_exist:
            raise
        return None


# ---- calls of AppService: Connect over HTTP/1.1, one to a connection ----


class _DeadlineReader(io.RawIOBase):
    """Bytes of a socket, until a moment of time.monotonic()."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        super().__init__()
        self._connection, self._deadline, self._is_last_look = connection, deadline, False

    def readable(self) -> bool:
        return True

    def readinto(self, target) -> int:
        left = self._deadline - time.monotonic()
        if self._is_last_look:
            raise TimeoutError
        # One look more: after a stop of an hour the reply is there since.
        self._is_last_look = left <= 0
        self._connection.settimeout(max(0.001, left))
        return self._connection.recv_into(target)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What http.client wants of a socket."""
        return io.BufferedReader(self)


def _find_agent() -> None:
    if _s.has_looked:
        return
    _s.has_looked = True
    path = os.environ.get("VMSLOT_APP_SOCKET", "")
    if len(os.fsencode(path)) > 107:
        print("boinc: VMSLOT_APP_SOCKET has more than 107 bytes: running standalone", file=sys.stderr)
    elif path:
        _s.socket = path


def _connect(deadline: float) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        while True:
            connection.settimeout(max(0.001, deadline - time.monotonic()))
            try:
                connection.connect(_s.socket)
                return connection
            except BlockingIOError:
                # The listener's queue is full, and there is no event when it is not.
                if time.monotonic() >= deadline:
                    raise
                time.sleep(0.01)
    except BaseException:
        connection.close()
        raise


def _post(method: str, body: bytes, kind: str, deadline: float) -> tuple[int, bytes]:
    head = (f"POST /vmslot.agent.v1.AppService/{method} HTTP/1.1\r\nHost: app\r\nContent-Type: {kind}\r\n"
            f"Connect-Protocol-Version: 1\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n")
    try:
        with _connect(deadline) as connection:
            # An agent may refuse a request and close before it has read all of it: its reply says more.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(head.encode() + body)
            reply = http.client.HTTPResponse(_DeadlineReader(connection, deadline), method="POST")
            with contextlib.closing(reply):
                reply.begin()
                content = reply.read(_MAX_REPLY_BYTES + 1)
                is_whole = len(content) <= _MAX_REPLY_BYTES and not reply.length
    except (OSError, http.client.HTTPException, ValueError):
        return _AWAY, b""
    if not is_whole:
        return _AWAY, b""
    _s.has_answered = True
    # https://connectrpc.com/docs/protocol#error-codes: codes by their status.
    if reply.status == 200:
        return (_OK, content) if reply.getheader("content-type", "").split(";")[0] == kind else (_AWAY, b"")
    # resource_exhausted is no refusal: it may mean too many calls at once, or a full disk.
    return {400: _REFUSED, 404: _UNKNOWN, 501: _UNKNOWN}.get(reply.status, _FAILED), b""


def _call(method: str, request: dict, deadline: float) -> tuple[int, dict]:
    result, content = _post(method, json.dumps(request).encode(), "application/json", deadline)
    if result != _OK:
        return result, {}
    try:
        reply = json.loads(content)
    except (ValueError, RecursionError):
        return _FAILED, {}
    return (_OK, reply) if isinstance(reply, dict) else (_FAILED, {})


# ---- values ----


def _number(value) -> float:
    """A number of a reply, where 64 bit integers are texts; 0: it is none that can be used."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return number if math.isfinite(number) else 0.0


def _count(name: str, value: float) -> None:
    value = float(value)
    if math.isfinite(value) and value >= 0:
        _s.report[name] = value


def _line(text: str, limit: int) -> str:
    """As one line of at most so many bytes of UTF-8."""
    line = re.sub(r"[\x00-\x1f\x7f]", " ", str(text)).encode("utf-8", "replace")
    return line[:limit].decode("utf-8", "ignore")
