import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { processFigures } from '../../host-bridge/src/process/process-figures.ts';
import { RestoredMachine } from '../restore/restored-machine.ts';
import { percentile } from './statistics.ts';

const MEMORY_MB = 256;
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const POLL_MS = 200;
const MARK = 'bench-work-took';

/** Work without system calls; says what it took by the guest's own clock, in hundredths of a second. */
const script = (rounds: number) => `
now() { read -r up rest < /proc/uptime; echo "\${up%.*}\${up#*.}"; }
begun=$(now)
/bin/busybox awk 'BEGIN { for (i = 0; i < ${rounds}; i++) x += i * i; }'
echo "${MARK} $(( $(now) - begun ))"`;

/** What to measure. */
export interface ComputeLossOptions {
  /** Turns of the guest's loop. */
  readonly loopCount: number;
  /** Measurements of each kind, taken in turns. */
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** What a job loses by the bridge and its agent: the same work in the same machine with and without them. */
export async function benchComputeLoss({
  loopCount,
  rounds,
  say,
}: ComputeLossOptions): Promise<void> {
  const [alone, bridged, shares]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    alone.push(await workAlone(loopCount));
    const work = await workUnderBridge(loopCount, 'qemu');
    bridged.push(work.seconds);
    shares.push(work.bridgeShare);
  }
  const [without, withBridge] = [percentile(alone, 0.5), percentile(bridged, 0.5)];
  const loss = (100 * (withBridge - without)) / without;
  const spread = (100 * (Math.max(...alone) - Math.min(...alone))) / without;
  say(
    `compute          ${withBridge.toFixed(1)} s under the bridge, ${without.toFixed(1)} s without: ` +
      `${loss.toFixed(1)} % lost; measurements without it differ by ${spread.toFixed(1)} %`,
  );
  const share = (100 * percentile(shares, 0.5)).toFixed(2);
  say(`bridge           used ${share} % of a CPU while the job computed`);
}

/** What a job's computing under User-Mode Linux takes, in times of the same on the host. */
export async function benchUmlSpeed({ loopCount, rounds, say }: ComputeLossOptions): Promise<void> {
  const [host, uml]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    host.push(await workOnHost(loopCount));
    uml.push((await workUnderBridge(loopCount, 'uml')).seconds);
  }
  const [onHost, underUml] = [percentile(host, 0.5), percentile(uml, 0.5)];
  say(
    `uml              ${underUml.toFixed(1)} s under User-Mode Linux, ${onHost.toFixed(1)} s on the host: ` +
      `${(underUml / onHost).toFixed(2)} times`,
  );
}

/** @returns seconds */
async function workOnHost(loopCount: number): Promise<number> {
  const { stdout } = await promisify(execFile)('/bin/busybox', ['sh', '-c', script(loopCount)]);
  return secondsOf(stdout);
}

/** The machine with nobody at its other end: the work tells its time on the console. @returns seconds */
async function workAlone(loopCount: number): Promise<number> {
  await using machine = await RestoredMachine.boot({ memoryBytes: MEMORY_MB * 1024 * 1024 });
  const words = `sleep 2; { ${script(loopCount)}\n} > /dev/console 2>&1`;
  const spec = { argv: ['/bin/busybox', 'sh', '-c', words], user: 'root' };
  await machine.client.process.start({ processId: 'work', spec });
  await machine.hangUp();
  for (;;) {
    const line = machine.consoleTail(20).find((text) => text.includes(MARK));
    if (line !== undefined) return secondsOf(line);
    await pause(POLL_MS);
  }
}

/** What work under the bridge took. */
interface BridgedWork {
  readonly seconds: number;
  /** CPU time that the bridge itself used meanwhile, by that time. */
  readonly bridgeShare: number;
}

/** `vmslot run`, as anybody would. */
async function workUnderBridge(loopCount: number, driver: string): Promise<BridgedWork> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-loss-'));
  try {
    await writeFile(join(directory, 'work.sh'), `#!/bin/busybox sh\n${script(loopCount)}\n`);
    await writeFile(
      join(directory, 'vm_job.xml'),
      `<vm_job><image>debian</image><memory_size_mb>${MEMORY_MB}</memory_size_mb>
        <boot_timeout_s>500</boot_timeout_s><disk_limit_mb>64</disk_limit_mb>
        <input><source>work.sh</source><executable/></input>
        <task><application>work.sh</application><stdout_filename>took</stdout_filename></task>
        <output><source>took</source></output></vm_job>`,
    );
    const words = [
      'run',
      directory,
      '--driver',
      driver,
      '--slot',
      join(directory, 'slot'),
      '--out',
      directory,
    ];
    const program = join(REPOSITORY, 'host-bridge/bin/vmslot.mjs');
    const child = spawn(process.execPath, [program, ...words, '--json', '--priority', 'normal'], {
      cwd: REPOSITORY,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const looks: { readonly atMs: number; readonly cpuTimeMs: number }[] = [];
    const closed = once(child, 'close') as Promise<[number | null]>;
    for await (const line of createInterface({ input: child.stdout })) {
      const { type, phase } = JSON.parse(line) as {
        readonly type: string;
        readonly phase?: string;
      };
      if (type !== 'progress' || phase !== 'run') continue;
      const { cpuTimeMs } = (await processFigures(child.pid ?? 0)) ?? { cpuTimeMs: Number.NaN };
      looks.push({ atMs: performance.now(), cpuTimeMs });
    }
    const [status] = await closed;
    if (status !== 0) throw new Error(`vmslot run ended with ${status}`);
    const [first, last] = [looks[0], looks.at(-1)];
    if (first === undefined || last === undefined) throw new Error('the run told no progress');
    return {
      seconds: secondsOf(await readFile(join(directory, 'took'), 'utf8')),
      bridgeShare: (last.cpuTimeMs - first.cpuTimeMs) / (last.atMs - first.atMs),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function secondsOf(text: string): number {
  const hundredths = new RegExp(`${MARK} (\\d+)`).exec(text)?.[1];
  if (hundredths === undefined) throw new Error(`the work said ${JSON.stringify(text)}`);
  return Number(hundredths) / 100;
}
