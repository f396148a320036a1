import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RestoredMachine } from '../../restore/restored-machine.ts';
import { runInShell, stopLoad } from './guest-load.ts';
import { Migration } from './migration.ts';
import type { WrappedQemu } from './wrapped-qemu.ts';

const RESTORE_TIMEOUT_MS = 300_000;
const DIGEST = 'sha256sum /run/fill/random';

/** What is gone on from. */
export interface RestoreBackgroundOptions {
  readonly machine: RestoredMachine;
  readonly qemu: WrappedQemu;
  /** The memory, and the disk's snapshot of the same instant. */
  readonly memoryFile: string;
  readonly tag: string;
  readonly say: (line: string) => void;
}

/** Goes on from a background snapshot, and looks whether memory, disk and programs are what they were. */
export async function restoreBackground(options: RestoreBackgroundOptions): Promise<void> {
  const { machine, memoryFile, qemu, say, tag } = options;
  const { client } = machine;
  const before = await runInShell(client, 'before', DIGEST);
  // Must be gone afterwards.
  await runInShell(client, 'later', 'touch /root/later && sync');
  await machine.kill();
  // QMP has no command for it.
  await promisify(execFile)('qemu-img', ['snapshot', '-a', tag, machine.overlayFile]);
  await qemu.awaitMemory(true);
  const signal = AbortSignal.timeout(RESTORE_TIMEOUT_MS);
  const tookMs = await machine.goOn(signal, async (vm) => {
    await vm.start({ signal, paused: true });
    using migration = await Migration.connect(qemu.qmpSocket);
    await migration.load(memoryFile);
    await vm.resume({ signal });
  });
  await qemu.awaitMemory(false);
  await stopLoad(client);
  const forget = 'echo 3 > /proc/sys/vm/drop_caches';
  const after = await runInShell(client, 'after', DIGEST);
  const disk = await runInShell(
    client,
    'disk',
    `${forget}; test ! -e /root/later && sha256sum /root/ticks`,
  );
  if (after !== before || disk === '') throw new Error('the restored guest is another');
  say(
    `  background snapshot restored in ${tookMs.toFixed(0)} ms: memory, disk and programs as they were`,
  );
}
