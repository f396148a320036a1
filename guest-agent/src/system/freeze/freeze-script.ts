/**
 * Freezes and, when the time is over, thaws, whatever has become of the agent: the freezing is done by
 * the same process that will thaw, so none can be frozen after the last look. $1 seconds, $2 cgroup to
 * join or empty, then mount points in the order in which they are frozen.
 *
 * Told on descriptor 3, one line each: `<index> <exit status> <message>` for a mount, `done` after the
 * last, `expired` when the time is over. All programs are read into memory before anything is frozen;
 * nothing here writes to a file. Written for dash.
 *
 * Thawing goes in the other direction: a disk image on a frozen file system cannot be thawed before
 * that one is. It is tried again until the freezing has stopped: a freeze may wait long for a disk, and
 * no signal reaches it there.
 */
export const FREEZE_SCRIPT = `
seconds=$1 group=$2
shift 2
trap '' HUP INT PIPE
[ -z "$group" ] || { echo 0 >"$group/cgroup.procs"; } 2>/dev/null
{ echo -1000 >/proc/self/oom_score_adj; } 2>/dev/null
fsfreeze --version >/dev/null
freeze() {
  over=
  trap 'over=1' TERM
  index=0
  for mount do
    [ -z "$over" ] || exit 0
    message=$(fsfreeze --freeze "$mount" 2>&1 3>&-)
    printf '%s %s %s\\n' "$index" "$?" "$message" >&3
    index=$((index + 1))
  done
  echo done >&3
}
thaw() {
  at=$#
  while [ $at -gt 0 ]; do
    eval "fsfreeze --unfreeze \\"\\$\{$at}\\"" 2>/dev/null 3>&-
    at=$((at - 1))
  done
}
freeze "$@" &
freezing=$!
sleep "$seconds" 3>&-
echo expired >&3
kill -TERM $freezing 2>/dev/null
while kill -0 $freezing 2>/dev/null; do
  thaw "$@"
  sleep 0.2 3>&-
done
thaw "$@"
`;

/** What the script says of one mount. */
export interface FreezeLine {
  readonly index: number;
  readonly exitCode: number;
  readonly message: string;
}

/** Reads a line of the script; undefined for what is none. */
export function parseFreezeLine(line: string): FreezeLine | 'done' | 'expired' | undefined {
  if (line === 'done' || line === 'expired') return line;
  const match = /^(\d{1,3}) (\d{1,3})(?: (.*))?$/.exec(line);
  if (match === null) return undefined;
  return { index: Number(match[1]), exitCode: Number(match[2]), message: match[3] ?? '' };
}

/** What `fsfreeze` says when a file system is frozen already; it has one exit status for every error. */
export function saysAlreadyFrozen(message: string): boolean {
  return message.endsWith(': Device or resource busy');
}

/** What `fsfreeze` says when a file system that is to be thawed is not frozen. */
export function saysNotFrozen(message: string): boolean {
  return message.endsWith(': Invalid argument');
}
