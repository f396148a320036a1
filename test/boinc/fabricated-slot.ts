import { copyFile, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  BOINC_FILES,
  formatInitData,
  formatSoftLink,
  type InitDataFields,
  parseFinishFile,
  parseTemporaryExitFile,
  type FinishFile,
  type TemporaryExitFile,
} from '@vmslot/proto/boinc';

/** Where a slot is, and what is in it at the first start. */
export interface FabricatedSlotOptions {
  /** The client's data directory: it holds `slots` and `projects`. */
  readonly dataDirectory: string;
  /** Number of the slot. */
  readonly slot: number;
  /** Files that the app finds: path of the content by logical name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files that the app makes: name in the project's directory by logical name. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Over what a client of the current release says. */
  readonly initData?: InitDataFields;
}

/** What an app leaves for its client in the slot directory. */
export interface SlotEnds {
  readonly finish: FinishFile | undefined;
  readonly temporaryExit: TemporaryExitFile | undefined;
}

/** Folder of the only project. */
const PROJECT = 'project.test_vmslot';

/**
 * FabricatedSlot: a slot directory as the core client makes it, without a client: init data, the file
 * of shared memory, and soft links into the project's directory. `SlotRun` starts the bridge in it.
 */
export class FabricatedSlot {
  readonly options: FabricatedSlotOptions;

  private constructor(options: FabricatedSlotOptions) {
    this.options = options;
  }

  static async create(options: FabricatedSlotOptions): Promise<FabricatedSlot> {
    const slot = new FabricatedSlot(options);
    await mkdir(slot.directory, { recursive: true });
    await mkdir(slot.projectDirectory, { recursive: true });
    for (const [logicalName, source] of Object.entries(options.files ?? {})) {
      const physicalName = logicalName.replaceAll('/', '_');
      await place(source, join(slot.projectDirectory, physicalName));
      await slot.writeLink(logicalName, physicalName);
    }
    await slot.#writeOwn();
    return slot;
  }

  /** Another slot with the same content, of the same task up to now, and outputs of its own. */
  async copy(changes: Pick<FabricatedSlotOptions, 'slot' | 'outputs'>): Promise<FabricatedSlot> {
    const slot = new FabricatedSlot({ ...this.options, ...changes });
    // Disks have holes, and some file systems copy by reference.
    await promisify(execFile)('cp', [
      '-a',
      '--sparse=always',
      '--reflink=auto',
      this.directory,
      slot.directory,
    ]);
    await slot.#writeOwn();
    return slot;
  }

  get directory(): string {
    return join(this.options.dataDirectory, 'slots', String(this.options.slot));
  }

  get projectDirectory(): string {
    return join(this.options.dataDirectory, 'projects', PROJECT);
  }

  /** Path of a file in the slot. */
  path(...names: string[]): string {
    return join(this.directory, ...names);
  }

  /** Path of the file in the project's directory behind an output. */
  outputPath(logicalName: string): string {
    const physicalName = this.options.outputs?.[logicalName];
    if (physicalName === undefined) throw new Error(`${logicalName} is no output`);
    return join(this.projectDirectory, physicalName);
  }

  /** Links a logical name to a file of the project, which need not exist. */
  async writeLink(logicalName: string, physicalName: string): Promise<void> {
    const path = this.path(logicalName);
    await mkdir(dirname(path), { recursive: true });
    const up = '../'.repeat(2);
    await writeFile(path, `${formatSoftLink(`${up}projects/${PROJECT}/${physicalName}`)}\n`);
  }

  /** The client writes init data anew before each life, with what it has come to know of the task. */
  async renew(initData: InitDataFields): Promise<void> {
    await this.#writeInitData({ ...this.options.initData, ...initData });
  }

  /** What the last life has left for the client; read, as it is there. */
  async readEnds(): Promise<SlotEnds> {
    const finish = await this.readText(BOINC_FILES.finishCalled);
    const temporaryExit = await this.readText(BOINC_FILES.temporaryExit);
    return {
      finish: finish === undefined ? undefined : parseFinishFile(finish),
      temporaryExit:
        temporaryExit === undefined ? undefined : parseTemporaryExitFile(temporaryExit),
    };
  }

  /** Content of a file of the slot; undefined where there is none. */
  async readText(name: string): Promise<string | undefined> {
    try {
      return await readFile(this.path(name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return undefined;
    }
  }

  /** The client deletes a slot when the task is over. */
  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  async #writeOwn(): Promise<void> {
    for (const [logicalName, physicalName] of Object.entries(this.options.outputs ?? {})) {
      await this.writeLink(logicalName, physicalName);
    }
    await this.#writeInitData(this.options.initData ?? {});
  }

  async #writeInitData(initData: InitDataFields): Promise<void> {
    const { dataDirectory, slot } = this.options;
    const data: InitDataFields = {
      majorVersion: 8,
      minorVersion: 2,
      release: 0,
      appName: 'fabricated',
      wuName: 'fabricated',
      resultName: 'fabricated_0',
      projectDir: this.projectDirectory,
      boincDir: dataDirectory,
      clientPid: process.pid,
      slot,
      ncpus: 1,
      checkpointPeriodS: 3600,
      // As the real client is told in these tests: what else runs must not starve the machine.
      noPriorityChange: true,
      ...initData,
    };
    await writeFile(this.path(BOINC_FILES.initData), formatInitData(data));
  }
}

/** As the same file where that can be: an image is large, and is only read. */
async function place(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Made for an earlier slot of the same project.
    if (code === 'EEXIST') return;
    if (code !== 'EXDEV' && code !== 'EPERM') throw new Error(basename(source), { cause: error });
    await copyFile(source, target);
  }
}
