import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AgentError } from '../errors.ts';

/** Program of coreutils that sets what a terminal does with its bytes. */
const STTY = '/usr/bin/stty';

/** Time for a run of it, in milliseconds. */
export const STTY_TIMEOUT_MS = 10_000;

/**
 * What makes a terminal a pipe of bytes: eight bits, nothing translated, echoed, held back or taken for
 * a signal, no wait for a carrier, and no hang-up when it is closed. The speed is what a 16550 can do at
 * the most; ptys and emulated ports pay no heed to it.
 */
const SETTINGS = [
  'raw 115200 cs8 cread clocal -hupcl -crtscts -cstopb -parenb min 1 time 0',
  '-echo -echoe -echok -echonl -echoctl -echoke -icanon -isig -iexten -opost -onlcr -ocrnl',
  '-ixon -ixoff -ixany -inlcr -igncr -icrnl -istrip -inpck -parmrk -brkint -iuclc -imaxbel',
]
  .join(' ')
  .split(' ');

/** Settings without which bytes are lost or changed; as `stty -a` prints them. */
const NEEDED =
  'cs8 cread -parenb -crtscts -echo -icanon -isig -iexten -opost -ixon -ixoff -inlcr -igncr -icrnl -istrip -inpck -parmrk -brkint'.split(
    ' ',
  );

/**
 * Makes an open terminal pass all bytes on as they are, and looks whether it does.
 *
 * @param fileDescriptor of the terminal; stays open
 * @throws AgentError `unavailable` where it is no terminal, or cannot be so
 */
export async function configureTerminal(fileDescriptor: number, path: string): Promise<void> {
  // It also fails for a setting that does not matter and that the terminal does not have.
  const failure = await stty(fileDescriptor, path, SETTINGS).then(
    () => undefined,
    (error: unknown) => error,
  );
  const words = new Set((await stty(fileDescriptor, path, ['-a'])).split(/[\s;]+/));
  const wrong = NEEDED.filter((word) => !words.has(word));
  if (wrong.length === 0) return;
  throw new AgentError(
    'unavailable',
    `the terminal ${path} cannot be made a plain line: it does not take ${wrong.join(' ')}`,
    { cause: failure },
  );
}

/**
 * Makes a terminal that is not open yet such that opening it waits for nothing: without `clocal` it
 * would wait for a modem's carrier.
 */
export async function unblockTerminal(path: string): Promise<void> {
  // stty opens it without waiting, by itself.
  await stty(undefined, path, ['-F', path, 'clocal']);
}

async function stty(
  fileDescriptor: number | undefined,
  path: string,
  args: readonly string[],
): Promise<string> {
  const child = spawn(STTY, args, {
    stdio: [fileDescriptor ?? 'ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    timeout: STTY_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  const { stdout, stderr } = child as unknown as Record<'stdout' | 'stderr', Readable>;
  try {
    const [output, complaint, [status]] = await Promise.all([
      text(stdout),
      text(stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    if (status === 0) return output;
    throw new Error(complaint.trim().split('\n')[0] ?? `status ${status}`);
  } catch (cause) {
    const message = `the terminal ${path} cannot be set: ${(cause as Error).message}`;
    throw new AgentError('unavailable', message, { cause });
  }
}
