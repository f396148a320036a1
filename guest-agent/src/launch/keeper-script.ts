/**
 * The parent that waits for a program: it lives as long as the program, whatever happens to the agent.
 * $1 status directory (where it starts), $2 `cgroup.procs` of the keepers or empty, $3 not empty: standard input is a
 * stream, $4 not empty: there is a terminal, $5 a busybox or empty, then the program of the launch with
 * arguments. Descriptors: 0 to 2 are the program's, 3 is the file of stages, 4 the file of complaints.
 *
 * setsid(1) of util-linux, or time(1) of busybox, waits for the leader and hands on its exit code; where
 * a signal ended the leader it says so on its standard error. The shell in turn says there if a signal
 * ended what waits. Shell and waiter stay out of the program's group: so signals and the end of the
 * whole group never hit them, they are no part of its limits, and its end is known exactly however it
 * was ended.
 *
 * A child of the shell holds the write end of the input, so that the program sees its end only when that
 * is wanted: at a line in the FIFO `close`, or when the keeper is gone. With a terminal it is script(1)
 * that starts setsid, as the file `command` says.
 *
 * All files have their bytes already and are written over in place: a full disk stops nothing. The
 * claim is what decides between a keeper that begins and an agent that gives up on it.
 */
export const KEEPER_SCRIPT = `
exec 5>&2 2>&4
trap : HUP INT TERM
{ if [ -n "$2" ]; then echo 0 >"$2"; fi; echo -1000 >/proc/self/oom_score_adj; } 2>/dev/null
status=$1 stream=$3 terminal=$4 busybox=$5
shift 5
ticks() { read -r line </proc/$$/stat; set -- \${line##*) }; echo "keeper $$ \${20}" >&3; }
ticks
set -C
{ echo >"$status/claim"; } 2>/dev/null || exit 1
set +C
if [ -n "$stream" ]; then
  mkfifo -m 600 "$status/input" "$status/close" || exit 1
  exec 7<>"$status/close"
  (
    exec 6<>"$status/input" 8>"$status/input" 9<"$status/close" 1>&- 3>&- 4>&- 5>&- 6>&- 7>&-
    read -r line <&9
  ) &
fi
if [ -n "$terminal" ]; then
  SHELL=/bin/sh STATUS=$status script --quiet --flush --return --echo always \
    --command '. "$STATUS/command"' /dev/null <"$status/input" 5>&- 7>&-
elif [ -n "$busybox" ]; then
  "$busybox" time -f '' "$busybox" setsid "$@" 4>&- 7>&-
else
  setsid --fork --wait "$@" 4>&- 7>&-
fi
code=$?
read -r said <"$status/complaints"
case $said in
  .* | '' | 'Command exited with non-zero status '*) end="exited $code" ;;
  'Command terminated by signal '*) end="signaled \${said##* }" ;;
  setsid:*'did not exit normally'*) end="signaled $((code & 127))" ;;
  *) end="lost $code" ;;
esac
echo "$end" 1<>"$status/exit"
`;

/** Text of the file `command`, behind which setsid's arguments come: the terminal is 0 to 2 here. */
export const TERMINAL_COMMAND =
  'unset SHELL STATUS; exec setsid --ctty --fork --wait 5>&2 2>&4 4>&-';

/**
 * First half of the leader, as the agent's user with an environment of its own: $1 `cgroup.procs` of
 * its group or empty, $2 umask, $3 limit of core files or empty, $4
 * FIFO that is standard input or empty, $5 and $6 columns and rows of its terminal or empty, then what
 * changes the user and goes on. Each stage is named before it
 * begins, so the last name tells how far it got.
 */
export const JOIN_SCRIPT = `
exec 2>&5 5>&-
trap 'echo "failed $?" >&3' EXIT
cd /
if [ -n "$4" ]; then exec <"$4"; fi
ticks() { read -r line </proc/$$/stat; set -- \${line##*) }; echo "leader $$ \${20}" >&3; }
ticks
echo join >&3
if [ -n "$1" ]; then echo 0 >"$1" || exit 1; fi
umask "$2"
if [ -n "$3" ]; then ulimit -c "$3"; fi
if [ -n "$5" ]; then stty columns "$5" rows "$6"; fi
shift 6
{ echo 500 >/proc/self/oom_score_adj; } 2>/dev/null
echo user >&3
exec "$@"
`;

/**
 * Second half, as the program's user: so a link that the app has planted leads only to what the app may
 * open anyway. First comes `launcherMark`, which is nothing to the script; then $1 directory that the
 * next must be in or empty, $2 directory to start in, $3 to $5 files for standard input, output and
 * error or empty, $6 and $7 not empty: that output goes to the end of its file, $8 a program to look for
 * or empty, $9 how many variables follow, $10 a companion's command, quoted, or empty, then variables, program
 * and arguments.
 *
 * The braces close descriptor 3 for the program only: the shell keeps a copy that the kernel closes on
 * exec, and has it back where exec fails. So "failed" comes if and only if no program was started, and
 * a program that ends with 126 or 127 is not mistaken for a missing one. Tried with dash and busybox.
 */
export const START_SCRIPT = `
trap 'echo "failed $?" >&3' EXIT
shift
echo cwd >&3
cd -P -- "$2" || exit 1
if [ -n "$1" ]; then case "$PWD/" in "$1"/*) ;; *) exit 1 ;; esac; fi
echo stdin >&3
if [ -n "$3" ]; then exec <"$3"; fi
echo stdout >&3
if [ -n "$6" ]; then exec >>"$4"; elif [ -n "$4" ]; then exec >"$4"; fi
echo stderr >&3
if [ -n "$7" ]; then exec 2>>"$5"; elif [ -n "$5" ]; then exec 2>"$5"; fi
echo exec >&3
find=$8 count=$9
if [ -n "\${10}" ]; then eval "\${10} $$" </dev/null >/dev/null 2>&1 3>&-; fi
shift 10
unset PWD OLDPWD SHLVL
while [ "$count" -gt 0 ]; do export "$1"; shift; count=$((count - 1)); done
if [ -n "$find" ]; then
  case $find in *=*) exit 126 ;; esac
  found=$(command -v -- "$find") || exit 127
  [ -x "$found" ] && ! [ -d "$found" ] || exit 126
fi
{ exec "$@"; } 3>&-
`;
