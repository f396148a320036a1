import { describe, expect, test } from 'vitest';
import { HypervisorError } from '../errors.ts';
import { QmpError } from '../qmp-error.ts';
import { startError, type FailedStart } from './start-error.ts';

const boot: FailedStart = {
  stderr: Buffer.from('qemu: no such file\n'),
  exit: { exitCode: 1, signal: null },
  stage: 'go',
  memoryBytes: 512 * 1024 * 1024,
};
const load: FailedStart = { ...boot, stage: 'load' };
const gone = new QmpError('closed', 'gone');

const MEMORY = Buffer.from("qemu: cannot set up guest memory 'pc.ram': Cannot allocate memory");

describe('startError', () => {
  test.each<[string, unknown, FailedStart]>([
    ['hypervisor_failed', gone, boot],
    ['hypervisor_failed', new QmpError('timeout', 'slow'), { ...load, exit: undefined }],
    ['hypervisor_failed', gone, { ...load, exit: { exitCode: null, signal: 'SIGKILL' } }],
    ['no_memory', gone, { ...boot, stderr: MEMORY }],
    ['no_memory', gone, { ...load, stderr: MEMORY }],
    ['snapshot_unusable', gone, load],
    ['snapshot_unusable', new QmpError('command_failed', 'no'), load],
    ['canceled', new QmpError('canceled', 'x'), load],
    ['no_room', new HypervisorError('no_room', 'full'), load],
  ])('%s for %s', (code, error, failed) => {
    expect(startError(error, failed)).toMatchObject({
      code,
      message: expect.stringMatching(/^[^\n]+$/),
    });
  });

  test('tells what QEMU said, and how it ended or what went wrong', () => {
    expect(startError(gone, boot).message).toMatch(/qemu: no such file \(it ended with status 1\)/);
    const killed = { ...boot, stderr: Buffer.alloc(0), exit: undefined };
    expect(startError(gone, killed).message).toMatch(/it said nothing \(gone\)/);
  });
});
