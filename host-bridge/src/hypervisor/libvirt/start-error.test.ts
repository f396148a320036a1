import { describe, expect, test } from 'vitest';
import { HypervisorError } from '../errors.ts';
import { QmpError } from '../qmp-error.ts';
import { startError, type FailedStart } from './start-error.ts';

const boot: FailedStart = { stage: 'launch', isRestore: false, memoryBytes: 512 * 1024 * 1024 };
const restore: FailedStart = { ...boot, isRestore: true };

const said = (words: string) => new HypervisorError('hypervisor_failed', words);

const MEMORY = "qemu: cannot set up guest memory 'pc.ram': Cannot allocate memory";
const MODEL = "Emulator '/usr/bin/qemu' does not support machine type 'pc-i440fx-0.1'";

describe('startError', () => {
  test.each<[string, unknown, FailedStart]>([
    ['hypervisor_failed', said('no such file'), boot],
    ['hypervisor_failed', said(MODEL), boot],
    ['hypervisor_failed', said('no such file'), restore],
    ['hypervisor_failed', new QmpError('closed', 'gone'), boot],
    ['hypervisor_failed', new QmpError('timeout', 'slow'), { ...restore, stage: 'load' }],
    ['no_memory', said(MEMORY), boot],
    ['no_memory', said(MEMORY), restore],
    ['snapshot_unusable', said(MODEL), restore],
    ['snapshot_unusable', new QmpError('command_failed', 'no'), { ...restore, stage: 'load' }],
    ['snapshot_unusable', new QmpError('closed', 'gone'), { ...restore, stage: 'load' }],
    ['canceled', new QmpError('canceled', 'x'), { ...restore, stage: 'load' }],
    ['canceled', new HypervisorError('canceled', 'x'), boot],
  ])('%s for %s', (code, error, failed) => {
    expect(startError(error, failed)).toMatchObject({
      code,
      message: expect.stringMatching(/^[^\n]+$/),
    });
  });

  test('tells how much memory was wanted', () => {
    expect(startError(said(MEMORY), boot).message).toContain('no 512 MB of memory left');
  });
});
