import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../../host-bridge/src/hypervisor/find-program.ts';
import { QEMU_PROGRAM } from './workspace.ts';

/**
 * Writes a QEMU that hangs for ever under one accelerator and is the real one under all others, as on
 * a machine whose `/dev/kvm` opens and then never runs a guest.
 */
export async function writeStandInQemu(directory: string, hangsUnder: string): Promise<void> {
  const real = await findProgram(QEMU_PROGRAM);
  await mkdir(directory);
  // tail waits without using the CPU, and its command line names this file, so it would be found.
  const script = `#!/bin/sh
case " $* " in
  *' -accel ${hangsUnder} '*) exec tail -f "$0" ;;
esac
exec ${real} "$@"
`;
  await writeFile(join(directory, QEMU_PROGRAM), script, { mode: 0o755 });
}
