import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { startProbe, type Probe } from './fake-boinc-probe.ts';
import { startLanguageAgent, type LanguageAgent } from './languages-agent.ts';

/** What each test of a file has: a work directory and the place of an agent's socket. */
export interface LanguageScene {
  /** Is empty at first. */
  readonly directory: string;
  readonly socket: string;
  /** Listens there. Ends with the test at the latest. */
  startAgent(): Promise<LanguageAgent>;
  /** Takes connections there and never says a word. */
  startHangingAgent(): Promise<void>;
  /**
   * Starts the program in the directory. Is killed with the test at the latest.
   *
   * @param socket default: the scene's
   */
  start(program: string, socket?: string | null): Probe;
  /** Names in the directory that begin so. */
  names(prefix: string): readonly string[];
}

/** For the top of a test file: makes the scene before each test and takes it down afterwards. */
export function useLanguageScene(): LanguageScene {
  let stack = new AsyncDisposableStack();
  let root = '';
  const scene: { -readonly [Name in keyof LanguageScene]: LanguageScene[Name] } = {
    directory: '',
    socket: '',
    async startAgent() {
      return stack.use(await startLanguageAgent(scene.socket));
    },
    async startHangingAgent() {
      const server = createServer((connection) => {
        connection.on('error', () => undefined).resume();
        stack.defer(() => void connection.destroy());
      });
      server.listen(scene.socket);
      await once(server, 'listening');
      stack.defer(() => void server.close());
    },
    start: (program, socket = scene.socket) =>
      stack.use(startProbe({ program, directory: scene.directory, socket: socket ?? undefined })),
    names: (prefix) => readdirSync(scene.directory).filter((name) => name.startsWith(prefix)),
  };
  beforeEach(() => {
    stack = new AsyncDisposableStack();
    root = mkdtempSync(join(tmpdir(), 'languages-'));
    scene.directory = mkdtempSync(join(root, 'work-'));
    scene.socket = join(root, 'app');
  });
  afterEach(async () => {
    await stack.disposeAsync();
    rmSync(root, { recursive: true });
  });
  return scene;
}
