import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const PROGRAM = 'qemu-system-x86_64';
/** Where QEMU's debug port is, see `-device isa-debugcon,help`. */
const DEBUG_PORT = 0xe9;

/** A directory with a QEMU that has a second monitor and the debug port beside all that the driver gives it. */
export interface WrappedQemu extends AsyncDisposable {
  readonly programDirectory: string;
  readonly qmpSocket: string;
  readonly tickSocket: string;
  /** Whether the next machine waits for its memory from outside. */
  awaitMemory(isAwaited: boolean): Promise<void>;
}

/** Makes it. The caller disposes of it, which deletes it. */
export async function wrapQemu(): Promise<WrappedQemu> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-bench-qemu-'));
  const programDirectory = join(directory, 'bin');
  const [qmpSocket, tickSocket] = [join(directory, 'qmp'), join(directory, 'ticks')];
  const incoming = join(directory, 'incoming');
  const script = `#!/bin/sh
case " $* " in *" -kernel "*) ;; *) exec '${findQemu()}' "$@" ;; esac
if [ -e '${incoming}' ]; then set -- "$@" -incoming defer; fi
exec '${findQemu()}' "$@" \\
  -chardev socket,id=second,path='${qmpSocket}',server=on,wait=off -mon chardev=second,mode=control \\
  -chardev socket,id=ticks,path='${tickSocket}',server=on,wait=off \\
  -device isa-debugcon,iobase=${DEBUG_PORT},chardev=ticks
`;
  await mkdir(programDirectory);
  await writeFile(join(programDirectory, PROGRAM), script, { mode: 0o755 });
  return {
    programDirectory,
    qmpSocket,
    tickSocket,
    async awaitMemory(isAwaited) {
      if (isAwaited) await writeFile(incoming, '');
      else await rm(incoming, { force: true });
    },
    async [Symbol.asyncDispose]() {
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function findQemu(): string {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((path) => join(path, PROGRAM));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`there is no ${PROGRAM}`);
  return found;
}
