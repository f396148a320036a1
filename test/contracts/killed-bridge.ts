import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dial } from '../../host-bridge/src/dial/index.ts';
import type { VmDefinition } from '../../host-bridge/src/hypervisor/driver.ts';

export interface KilledBridgeOptions {
  /** Of a driver's folder in `hypervisor`. */
  readonly folder: string;
  /** Class that it exports. */
  readonly driver: string;
  readonly programDirectory: string;
  readonly definition: VmDefinition;
}

/** Starts a machine in a process that is killed with SIGKILL then; resolves when the agent's port has ended. */
export async function killBridge(options: KilledBridgeOptions): Promise<void> {
  const { folder, driver, programDirectory, definition } = options;
  const index = new URL(`../../host-bridge/src/hypervisor/${folder}/index.ts`, import.meta.url);
  const script = `
    import { ${driver} } from ${JSON.stringify(index.href)};
    const driver = new ${driver}(${JSON.stringify({ programDirectory, lowPriority: false })});
    const vm = await driver.define(${JSON.stringify(definition)}, {});
    await vm.start({});
    console.log(vm.endpoint.path);
  `;
  const bridge = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [path] = (await once(bridge.stdout, 'data')) as [Buffer];
  // The hypervisor holds the other end of this pipe; its end of file is the machine's end.
  const pipe = await dial({ kind: 'unix-socket', path: path.toString().trim() });
  const closed = new Promise((resolve) => pipe.once('close', resolve));
  pipe.on('error', () => pipe.destroy()).resume();
  bridge.kill('SIGKILL');
  await closed;
}
