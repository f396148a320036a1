import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Virsh, virshWords } from './virsh.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-virsh-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

async function virsh(script: string): Promise<Virsh> {
  const program = join(directory, 'virsh');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  return new Virsh(program);
}

describe('Virsh', () => {
  test('asks the daemon of this user, in English, whatever the environment says', async () => {
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    vi.stubEnv('LIBVIRT_DEBUG', '1');
    vi.stubEnv('VIRSH_LOG_FILE', '/tmp/x');
    const print = `echo "$LC_ALL $LIBVIRT_DEBUG$VIRSH_LOG_FILE"; for word; do echo "$word"; done`;
    const text = await (await virsh(print)).run(['destroy', '--domain', 'a; b']);
    expect(text).toBe('C \n-c\nqemu:///session\ndestroy\n--domain\na; b\n');
  });

  test('finds programs also for a service that has no PATH', async () => {
    vi.stubEnv('PATH', '');
    expect(await (await virsh('echo "$PATH"')).run(['version'])).toContain('/usr/bin');
  });

  test('fails with the words of libvirt, in one line', async () => {
    const script = 'echo "error: failed to connect" >&2; echo "error: no such thing" >&2; exit 1';
    await expect((await virsh(script)).run(['version'])).rejects.toMatchObject({
      code: 'hypervisor_failed',
      message: 'libvirt did not obey version: failed to connect: no such thing',
    });
  });

  test('ends a libvirt that does not answer', async () => {
    const hanging = await virsh('exec sleep 3600');
    await expect(hanging.run(['version'], { timeoutMs: 1 })).rejects.toMatchObject({
      code: 'hypervisor_failed',
      message: expect.stringMatching(/did not end within 1 ms/),
    });
    const signal = AbortSignal.abort();
    await expect(hanging.run(['version'], { signal })).rejects.toMatchObject({ code: 'canceled' });
  });
});

describe('virshWords', () => {
  test.each([
    ['', 'it said nothing'],
    ['hello\n', 'hello'],
    ['error: one\n\nerror: \u001b[1mtwo\u001b[0m\nerror: three\n', 'one: two'],
  ])('of %j are %j', (stderr, words) => {
    expect(virshWords(Buffer.from(stderr))).toBe(words);
  });
});
