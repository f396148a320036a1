import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { createInterface } from 'node:readline';

/** A pseudo-terminal: a device that a program opens as a terminal, and the bytes at its other end. */
export interface PtyLine extends AsyncDisposable {
  /** The device, as a new terminal is: with echo, and lines that are edited. */
  readonly devicePath: string;
  /** What the terminal shows, and what is typed at it. */
  readonly masterEnd: Duplex;
}

/** Makes a pseudo-terminal with socat(1), which goes on when programs open and close the device. */
export async function openPtyLine(): Promise<PtyLine> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-pty-'));
  const link = join(directory, 'line');
  // -d -d: says when the terminal is there. ignoreeof: a device that is closed is no end.
  const args = ['-d', '-d', `PTY,link=${link},ignoreeof`, 'STDIO'];
  const child = spawn('/usr/bin/socat', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      if (line.includes('starting data transfer loop')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`socat ended: ${said.join('; ')}`)));
  });
  const masterEnd = Duplex.from({ readable: child.stdout, writable: child.stdin });
  // It ends with the terminal, and nobody may be looking then.
  masterEnd.on('error', () => undefined);
  return {
    devicePath: await readlink(link),
    masterEnd,
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}
