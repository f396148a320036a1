import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { HypervisorError } from '../errors.ts';

/*
 * It waits on its standard input, of which only this program holds the other end: it reads the end of file as soon as
 * this program is gone, however it went, and powers the machine off. The last line that it has read before is the
 * process to kill should that not help; it is only killed while its command line names the machine. $1 is
 * vmrun, $2 the edition, $3 the machine; a line `over` means that there is nothing to end any more.
 */
const WATCHER = `
pid=
while read -r line; do pid=$line; done
if [ "$pid" = over ]; then exit; fi
"$1" -T "$2" stop "$3" hard &
stop=$!
for second in 1 2 3 4 5 6 7 8 9 10; do
  kill -0 $stop 2>/dev/null || break
  sleep 1
done
kill -KILL $stop 2>/dev/null
if [ -n "$pid" ]; then
  case $(ps -o args= -p "$pid" 2>/dev/null) in *"$3"*) kill -KILL "$pid";; esac
fi
`;

/** What ends a machine when this program is gone. */
export interface Lifeline {
  /** Tells the process of the machine. */
  running(pid: number): void;
  /** The machine is gone. Idempotent. */
  over(): void;
}

/**
 * Ties the life of a machine, whose process is no child of this program, to that of this program.
 * Needs a POSIX shell at /bin/sh. Owner: who ties; it must call `over`.
 *
 * @throws HypervisorError `hypervisor_failed` where not even the shell starts
 */
export async function tieLife(options: {
  readonly vmrun: string;
  readonly edition: string;
  readonly vmx: string;
}): Promise<Lifeline> {
  const { vmrun, edition, vmx } = options;
  const child = spawn('/bin/sh', ['-c', WATCHER, 'vmslot-watcher', vmrun, edition, vmx], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new HypervisorError(
      'hypervisor_failed',
      `/bin/sh cannot be started: ${(error as Error).message}`,
      { cause: error },
    );
  }
  const input = child.stdin;
  // It may have been killed; then nothing is tied, and nothing is to be told.
  input.on('error', () => input.destroy());
  child.unref();
  let isOver = false;
  return {
    running: (pid) => void input.write(`${pid}\n`),
    over: () => {
      if (isOver) return;
      isOver = true;
      input.end('over\n');
    },
  };
}
