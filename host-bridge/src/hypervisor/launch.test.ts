import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launch, MAX_CHANNELS, MAX_STDERR_BYTES } from './launch.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-launch-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function shell(script: string, channelCount = 0, ...rest: string[]) {
  return launch({
    program: '/bin/sh',
    arguments: ['-c', script, 'test', ...rest],
    workingDirectory: directory,
    channelCount,
    lowPriority: true,
  });
}

describe('launch', () => {
  test('reports the exit status and the last words', async () => {
    const child = await shell('echo "last words" >&2; exit 7');
    expect(await child.exited).toEqual({ exitCode: 7, signal: null });
    expect(child.stderrTail().toString()).toBe('last words\n');
    child.kill();
  });

  test('bounds the last words', async () => {
    const child = await shell('yes 0123456789 | head -c 1000000 >&2; echo end >&2');
    await child.exited;
    expect(child.stderrTail()).toHaveLength(MAX_STDERR_BYTES);
    expect(child.stderrTail().toString()).toMatch(/end\n$/);
  });

  test('passes arguments as they are', async () => {
    const child = await shell('printf "%s|" "$@" >&2', 0, 'a b', '$(id)', '', "'");
    await child.exited;
    expect(child.stderrTail().toString()).toBe("a b|$(id)||'|");
  });

  test('gives each channel to the program, and ends it with the program', async () => {
    const child = await shell('read -r line <&4; echo "got $line" >&4; echo two >&5', 2);
    const [first, second] = child.channels as [Socket, Socket];
    // Both at once: Node throws away what nobody reads once the process has ended.
    const texts = Promise.all([text(first), text(second)]);
    first.write('hello\n');
    expect(await texts).toEqual(['got hello\n', 'two\n']);
    expect((await child.exited).exitCode).toBe(0);
  });

  test('refuses more channels than a shell can name', async () => {
    await expect(shell('true', MAX_CHANNELS + 1)).rejects.toThrow(RangeError);
  });

  test('has a session of its own and the lowest priority', async () => {
    const child = await shell('echo ready >&4; read -r line <&4', 1);
    await once(child.channels[0] as Socket, 'data');
    const fields = (await readFile(`/proc/${child.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ');
    // Fields 5, 6 and 19 of proc_pid_stat(5): process group, session, nice.
    expect([fields?.[2], fields?.[3]]).toEqual([String(child.pid), String(child.pid)]);
    expect(fields?.[16]).toBe('19');
    const autogroup = await readFile(`/proc/${child.pid}/autogroup`, 'utf8').catch(() => 'nice 19');
    expect(autogroup.trim()).toMatch(/nice 19$/);
    child.kill();
    expect(await child.exited).toEqual({ exitCode: null, signal: 'SIGKILL' });
  });

  test('kills what the program started, too', async () => {
    const child = await shell('sh -c "echo ready >&4; read -r line <&4" & wait', 1);
    const channel = child.channels[0] as Socket;
    await once(channel, 'data');
    child.kill();
    expect((await child.exited).signal).toBe('SIGKILL');
    // The end of file comes when the last process that holds the other end is gone.
    expect(await text(channel)).toBe('');
  });

  test('says which directory a program could not be started in', async () => {
    const missing = join(directory, 'none');
    await expect(
      launch({
        program: 'x',
        arguments: [],
        workingDirectory: missing,
        channelCount: 0,
        lowPriority: false,
      }),
    ).rejects.toMatchObject({
      code: 'hypervisor_failed',
      message: expect.stringContaining(missing),
    });
  });
});

describe('a launcher that is killed with SIGKILL', () => {
  test('takes the program and the orphaned socket with it', async () => {
    const socketDirectory = join(directory, 'sockets');
    const orphanSocket = join(socketDirectory, 'agent.sock');
    await mkdir(socketDirectory);
    await writeFile(orphanSocket, '');
    const server = createServer().listen(join(directory, 'life.sock'));
    await once(server, 'listening');
    const connection = once(server, 'connection') as Promise<[Socket]>;
    // The program holds a connection to us; its end proves that the program is gone.
    const program = `require('net').connect(${JSON.stringify(join(directory, 'life.sock'))})`;
    const options = {
      program: process.execPath,
      arguments: ['-e', program],
      workingDirectory: directory,
      channelCount: 1,
      lowPriority: false,
      orphanSocket,
    };
    const parentScript = `
      import { launch } from ${JSON.stringify(join(import.meta.dirname, 'launch.ts'))};
      await launch(${JSON.stringify(options)});
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', parentScript], {
      stdio: 'inherit',
    });
    try {
      const [socket] = await connection;
      parent.kill('SIGKILL');
      expect(await text(socket)).toBe('');
      await expect(access(socketDirectory)).rejects.toMatchObject({ code: 'ENOENT' });
    } finally {
      parent.kill('SIGKILL');
      server.close();
    }
  });
});
