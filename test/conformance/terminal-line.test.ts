import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openTerminalLine } from '../../guest-agent/src/listen/terminal-line.ts';
import { openPtyLine } from './transports/pty-line.ts';

const run = promisify(execFile);

/** All values of a byte, several times over, more than a terminal keeps for its reader. */
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 * 64 }, (_, index) => index & 0xff));

/** Reads so many bytes and not one more. */
async function take(stream: NodeJS.ReadableStream, byteCount: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  await new Promise<void>((resolve, reject) => {
    stream.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length >= byteCount) resolve();
    });
    stream.once('error', reject);
  });
  return Buffer.concat(pieces);
}

describe('a terminal line', () => {
  test('passes every byte on as it is, both ways at once, and echoes nothing', async () => {
    await using line = await openPtyLine();
    const agentEnd = await openTerminalLine(line.devicePath);
    const atAgent = take(agentEnd, EVERY_BYTE.length);
    const atHost = take(line.masterEnd, EVERY_BYTE.length);
    line.masterEnd.write(EVERY_BYTE);
    agentEnd.write(EVERY_BYTE);
    expect((await atAgent).equals(EVERY_BYTE)).toBe(true);
    expect((await atHost).equals(EVERY_BYTE)).toBe(true);
    agentEnd.destroy();
  });

  test('is set as stty shows it, whatever it was before', async () => {
    await using line = await openPtyLine();
    await run('/usr/bin/stty', ['-F', line.devicePath, 'sane', 'ixoff', 'istrip', 'inlcr']);
    const agentEnd = await openTerminalLine(line.devicePath);
    const { stdout } = await run('/usr/bin/stty', ['-F', line.devicePath, '-a']);
    for (const word of [
      '-icrnl',
      '-ixon',
      '-ixoff',
      '-opost',
      '-echo',
      '-isig',
      '-istrip',
      'cs8',
    ]) {
      expect(stdout.split(/[\s;]+/)).toContain(word);
    }
    agentEnd.destroy();
  });

  test('another end that is gone is no end of the stream, and what is said to nobody is lost', async () => {
    const line = await openPtyLine();
    const agentEnd = await openTerminalLine(line.devicePath);
    const received = take(agentEnd, 5);
    line.masterEnd.write('hello');
    expect((await received).toString()).toBe('hello');
    await line[Symbol.asyncDispose]();
    // The reader has met the end by then, and so has the write.
    const failed = await new Promise<unknown>((resolve) => {
      agentEnd.write('is anybody there?', (error) => resolve(error ?? undefined));
    });
    expect(failed).toBeUndefined();
    expect(agentEnd.destroyed).toBe(false);
    expect(agentEnd.readableEnded).toBe(false);
    agentEnd.destroy();
  });

  test('what is not there, or is no terminal, is named', async () => {
    await expect(openTerminalLine('/dev/vmslot-nothing')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('/dev/vmslot-nothing') as string,
    });
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-line-'));
    const path = join(directory, 'file');
    await writeFile(path, '');
    await expect(openTerminalLine(path)).rejects.toMatchObject({ code: 'unavailable' });
    await rm(directory, { recursive: true });
  });
});
