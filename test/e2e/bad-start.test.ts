import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { TINY_GUEST_GREETING } from '../contracts/tiny-guest.ts';
import { copyDamaged, makeSilentImage } from './broken-image.ts';
import { expectFailure, expectSuccess } from './expect-outcome.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { writeStandInQemu } from './stand-in-qemu.ts';
import { Workspace } from './workspace.ts';

/** Seconds that an image gets which never answers; its first line needs less on a loaded machine. */
const SILENT_BOOT_S = 10;

const HELLO = shellTask('echo hello');

describe('a job file', () => {
  test('with an unknown element: said with its line, and no slot is made', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, { elements: `<memory_mb>512</memory_mb>\n${HELLO}` });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'job_file_invalid',
      phase: 'prepare',
      words: ['vm_job.xml:6:', '<memory_mb>', 'did you mean <memory_size_mb>?'],
      slot: 'not made',
    });
  });

  test('with an input that is not there', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, {
      elements: `<input><source>gone.dat</source></input>\n${HELLO}`,
    });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'input_missing',
      phase: 'prepare',
      words: ['gone.dat', 'vm_job.xml:6', 'not'],
      slot: 'not made',
    });
  });
});

describe('an image', () => {
  test('that is missing', async () => {
    await using workspace = await Workspace.create();
    await writeJobDirectory(workspace.job, { image: 'no-such-image', elements: HELLO });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'image_missing',
      phase: 'prepare',
      words: ['no-such-image', 'npm run image'],
    });
  });

  test('with a disk that is cut', async () => {
    await using workspace = await Workspace.create();
    const image = workspace.path('image');
    const disk = await copyDamaged(image, { file: 'diskFile', kind: 'cut' });
    await writeJobDirectory(workspace.job, { image, elements: HELLO });
    await using run = await VmslotRun.start(workspace);
    await expectFailure(workspace, run, {
      code: 'image_unusable',
      phase: 'prepare',
      words: [image, disk, 'the manifest says', 'build or download it again'],
    });
  });

  test('with a kernel of zeros', async () => {
    await using workspace = await Workspace.create();
    const image = workspace.path('image');
    const kernel = await copyDamaged(image, { file: 'kernelFile', kind: 'zeros' });
    await writeJobDirectory(workspace.job, { image, elements: HELLO });
    await using run = await VmslotRun.start(workspace);
    const { details } = await expectFailure(workspace, run, {
      code: 'image_unusable',
      phase: 'boot',
      words: [kernel, 'is damaged', 'build or download it again'],
    });
    expect(details.join('\n')).toMatch(/QEMU could not start.*kernel/);
  });

  test('with a disk of zeros: the machine stops, and its last words are shown', async () => {
    await using workspace = await Workspace.create();
    const image = workspace.path('image');
    const disk = await copyDamaged(image, { file: 'diskFile', kind: 'zeros' });
    await writeJobDirectory(workspace.job, { image, elements: HELLO });
    await using run = await VmslotRun.start(workspace);
    const { details } = await expectFailure(workspace, run, {
      code: 'image_unusable',
      phase: 'link',
      words: [disk, 'is damaged', 'build or download it again'],
    });
    expect(details.join('\n')).toContain('kernel panicked');
    expect(details.join('\n')).toContain('no disk holds the root file system');
  });

  test('that never answers: given up in time, and its last words are shown', async () => {
    await using workspace = await Workspace.create();
    const image = workspace.path('image');
    await makeSilentImage(image);
    await writeJobDirectory(workspace.job, { image, elements: HELLO, bootTimeoutS: SILENT_BOOT_S });
    await using run = await VmslotRun.start(workspace);
    const { details } = await expectFailure(workspace, run, {
      code: 'boot_timeout',
      phase: 'link',
      words: [image, `${SILENT_BOOT_S} s`, '<boot_timeout_s>'],
    });
    expect(details).toContain(TINY_GUEST_GREETING);
  });
});

describe('a machine', () => {
  test('without QEMU', async () => {
    await using workspace = await Workspace.create();
    const empty = workspace.path('empty');
    await mkdir(empty);
    await writeJobDirectory(workspace.job, { elements: HELLO });
    await using run = await VmslotRun.start(workspace, { arguments: ['--qemu', 'empty'] });
    // Given from where the program was started, said in full.
    await expectFailure(workspace, run, {
      code: 'hypervisor_missing',
      phase: 'prepare',
      words: ['qemu-system-x86_64', empty, 'apt-get install qemu-system-x86'],
    });
  });

  // Where there is no device the reason is another one; the outcome is the same.
  const hang = existsSync('/dev/kvm') ? /kvm: .*hangs/ : /kvm: /;

  test('whose KVM opens and hangs, for a job that allows nothing else', async () => {
    await using workspace = await Workspace.create();
    await writeStandInQemu(workspace.path('qemu'), 'kvm');
    await writeJobDirectory(workspace.job, { elements: `<accelerator>kvm</accelerator>${HELLO}` });
    await using run = await VmslotRun.start(workspace, {
      arguments: ['--qemu', workspace.path('qemu')],
    });
    await expectFailure(workspace, run, {
      code: 'accelerator_unusable',
      phase: 'prepare',
      words: [hang, 'allow tcg'],
    });
  });

  test('whose KVM opens and hangs, for a job that allows emulation: it runs, with a warning', async () => {
    await using workspace = await Workspace.create();
    await writeStandInQemu(workspace.path('qemu'), 'kvm');
    await writeJobDirectory(workspace.job, {
      elements: `<accelerator>kvm</accelerator><accelerator>tcg</accelerator>${HELLO}`,
    });
    await using run = await VmslotRun.start(workspace, {
      arguments: ['--qemu', workspace.path('qemu')],
    });
    await expectSuccess(workspace, run);
    expect(run.appOutput).toBe('hello\n');
    const warnings = run.lines.filter((line) => line.type === 'warning');
    expect(warnings.map((line) => line.text)).toEqual([expect.stringMatching(hang)]);
  });

  test('that hangs while it is tried out: Ctrl-C ends that too', async () => {
    await using workspace = await Workspace.create();
    await writeStandInQemu(workspace.path('qemu'), 'tcg');
    await writeJobDirectory(workspace.job, { elements: `<accelerator>tcg</accelerator>${HELLO}` });
    await using run = await VmslotRun.start(workspace, {
      arguments: ['--qemu', workspace.path('qemu')],
    });
    await run.waitForPhase('prepare');
    run.kill('SIGINT');
    await expectFailure(workspace, run, {
      code: 'interrupted',
      phase: 'prepare',
      words: ['Ctrl-C'],
    });
  });
});

test('a slot that another run has: the second one leaves it alone', async () => {
  await using workspace = await Workspace.create();
  await writeJobDirectory(workspace.job, { elements: shellTask('while :; do :; done') });
  await using first = await VmslotRun.start(workspace);
  await first.waitForPhase('boot');
  await using second = await VmslotRun.start(workspace);
  const { exitCode, finished } = await second.ended;
  expect({ exitCode, finished }).toMatchObject({
    exitCode: 17,
    finished: [{ outcome: 'slot_unusable', phase: 'prepare' }],
  });
  expect(finished[0]?.message).toMatch(`process ${first.pid} runs a job`);
  expect(finished[0]?.message).toMatch('another slot');
  expect(workspace.machines()).toHaveLength(1);
  first.kill('SIGTERM');
  await expectFailure(workspace, first, { code: 'terminated', phase: 'link', words: ['SIGTERM'] });
});
