import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

test.each([['--json'], ['--driver=qemu']])(
  'a reader that has left does not change how the program ends (%s)',
  async (option) => {
    const child = spawn(process.execPath, [MAIN, 'run', '/no/such/job.xml', option], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await once(child, 'exit')).toEqual([10, null]);
  },
  30_000,
);
