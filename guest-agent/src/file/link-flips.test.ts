import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { RAW_END, rawDirectory, rawFile, rawLink, SeededRandom } from '@vmslot/proto/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AgentError } from '../errors.ts';
import { checksum } from './checksum.ts';
import { getSpace } from './get-space.ts';
import { listDirectory } from './list-directory.ts';
import { makeDirectory } from './make-directory.ts';
import { readFile } from './read-file.ts';
import { receiveTree } from './receive-tree.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { sendTree } from './send-tree.ts';
import { setAttributes } from './set-attributes.ts';
import { stat } from './stat.ts';
import { UploadStore } from './upload-store.ts';
import { writeFile } from './write-file.ts';

/** Nobody's: the user that plays against the agent. */
const PLAYER = 65534;

const OPERATION_COUNT = 10_000;

/** Size of the victim's file, which no file of the playground has. */
const VICTIM_BYTES = 4242;

/**
 * What the player does, as fast as it can: at each name a directory, a file, a link to the victim and a
 * link to its file take turns, and hard links to it where the kernel lets it.
 */
const FLIPPER = `
  const fs = require('node:fs');
  const [play, victim] = process.argv.slice(1);
  const attempt = (work) => { try { work(); } catch {} };
  let flips = 0;
  let going = true;
  process.on('SIGTERM', () => { going = false; });
  const kinds = [
    (path) => { fs.mkdirSync(path); fs.writeFileSync(path + '/f', 'harmless'); },
    (path) => fs.writeFileSync(path, 'harmless'),
    (path) => fs.symlinkSync(victim, path),
    (path) => fs.symlinkSync(victim + '/f', path),
    (path) => { fs.mkdirSync(path); fs.symlinkSync(victim + '/f', path + '/f'); },
    (path) => fs.linkSync(victim + '/f', path),
  ];
  const flip = () => {
    for (let turn = 0; turn < 200; turn += 1) {
      const name = play + '/n' + (flips % 4);
      const made = play + '/.made' + flips;
      attempt(() => {
        kinds[(flips >> 2) % kinds.length](made);
        attempt(() => fs.renameSync(name, play + '/.gone' + flips));
        fs.renameSync(made, name);
      });
      attempt(() => fs.rmSync(play + '/.gone' + flips, { recursive: true, force: true }));
      attempt(() => fs.rmSync(made, { recursive: true, force: true }));
      // What the agent prepares is moved away, too.
      if (flips % 64 === 0) attempt(() => {
        for (const each of fs.readdirSync(play)) {
          if (each.startsWith('.vmslot-')) attempt(() => fs.renameSync(play + '/' + each, play + '/n' + (flips % 4)));
        }
      });
      flips += 1;
    }
    if (going) setImmediate(flip);
    else process.stdout.write(String(flips));
  };
  process.stdout.write('started ');
  flip();
`;

let root: string;
let play: string;
let player: ChildProcess;
let said = '';

beforeEach(async () => {
  // In memory, so that the test does not wait for a disk at each sync.
  root = mkdtempSync('/dev/shm/vmslot-flips-');
  chmodSync(root, 0o711);
  play = join(root, 'play');
  mkdirSync(play);
  chownSync(play, PLAYER, PLAYER);
  const victim = join(root, 'victim');
  mkdirSync(join(victim, 'dir'), { recursive: true });
  writeFileSync(join(victim, 'f'), 'SECRET'.padEnd(VICTIM_BYTES, 'S'), { mode: 0o640 });
  writeFileSync(join(victim, 'dir/inner'), 'SECRET', { mode: 0o600 });
  symlinkSync('dir', join(victim, 'link'));
  said = '';
  player = spawn(process.execPath, ['-e', FLIPPER, play, victim], {
    uid: PLAYER,
    gid: PLAYER,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  player.stdout?.on('data', (text: Buffer) => (said += text.toString()));
  await once(player.stdout!, 'data');
});

afterEach(async () => {
  if (player.exitCode === null) {
    const ended = once(player, 'exit');
    player.kill('SIGKILL');
    await ended;
  }
  rmSync(root, { recursive: true });
});

const { signal } = new AbortController();
const none = { kind: 'none' } as const;

/** Everything that can be told of a tree but when it was read. */
function snapshot(path: string): string[] {
  const { mode, uid, gid, size, nlink, ino, mtimeMs, ctimeMs } = lstatSync(path);
  const own = [path, mode, uid, gid, size, nlink, ino, mtimeMs, ctimeMs].join(' ');
  if ((mode & 0o170000) === 0o040000) {
    return [
      own,
      ...readdirSync(path)
        .sort()
        .flatMap((name) => snapshot(join(path, name))),
    ];
  }
  const isLink = (mode & 0o170000) === 0o120000;
  return [own, isLink ? readlinkSync(path) : readFileSync(path, 'latin1')];
}

function assertHarmless(bytes: Uint8Array | string): void {
  expect(Buffer.from(bytes).includes('SECRET')).toBe(false);
}

/** Each does one thing to a path of the playground; `other` is a second one. */
function operations(uploads: UploadStore) {
  let uploadCount = 0;
  const body = () => Readable.from([Buffer.from('from the agent')]);
  const all: Readonly<Record<string, (path: string, other: string) => Promise<unknown>>> = {
    stat: async (path) => {
      const { file } = await stat({ path });
      // A link tells of itself only.
      expect(file?.sizeBytes === VICTIM_BYTES && file.uid === 0 && path.endsWith('/f')).toBe(false);
    },
    list: async (path) => {
      const { files } = await listDirectory({ path }, { signal });
      expect((files ?? []).map(({ name }) => name)).not.toContain('link');
    },
    read: async (path) => {
      const { stream } = await readFile({ path, offset: 0, length: undefined, signal });
      const bytes = await buffer(stream);
      // Its own name of the victim's file the player can have only where hard links are not protected.
      assertHarmless(bytes);
    },
    write: (path) => writeFile(body(), { path, offset: 0, digest: none, signal }),
    continue: (path) => writeFile(body(), { path, offset: 1, digest: none, signal }),
    makeDirectory: (path) =>
      makeDirectory({ path, mode: 0o777 }, { owner: { uid: PLAYER, gid: PLAYER } }),
    makeParents: (path) =>
      makeDirectory({ path: `${path}/a/b`, parents: true }, { owner: undefined }),
    remove: (path) => remove({ path, recursive: true }, { signal }),
    rename: (from, to) => rename({ from, to }),
    replace: (from, to) => rename({ from, to, replace: true }),
    setAttributes: (path) =>
      setAttributes({ path, mode: 0o777, uid: PLAYER, gid: PLAYER, modifiedMs: 1_000 }),
    getSpace: (path) => getSpace({ path }),
    checksum: async (path) => {
      for await (const _reply of checksum({ path }, { signal }));
    },
    upload: async (path) => {
      uploadCount += 1;
      const uploadId = `flip-${uploadCount}`;
      await uploads.begin({ uploadId, path, sizeBytes: 14, mode: 0o666 }, { owner: undefined });
      try {
        await uploads.write(uploadId, body(), { offset: 0, digest: none, signal });
        await uploads.finish({ uploadId }, { signal });
      } finally {
        await uploads.abort(uploadId);
      }
    },
    treeIn: (path) => {
      const archive = [rawDirectory('d'), rawFile('d/f', 'x'), rawLink('l', '/etc'), RAW_END];
      const owner = { uid: PLAYER, gid: PLAYER };
      const source = Readable.from([Buffer.concat(archive)]);
      return receiveTree(source, { path, owner, replace: true, digest: none, signal });
    },
    treeOut: async (path) => assertHarmless(await buffer(await sendTree({ path, signal }))),
  };
  return all;
}

test(
  'while a user flips links, 10,000 operations change nothing elsewhere',
  { timeout: 240_000 },
  async () => {
    const before = snapshot(join(root, 'victim'));
    const uploads = new UploadStore({ directory: join(root, 'state') });
    await uploads.open();
    const table = operations(uploads);
    // What starts a program each time comes less often.
    const names = Object.keys(table).flatMap((name) =>
      name === 'treeIn' ? [name] : Array.from({ length: 6 }, () => name),
    );
    const succeeded: Record<string, number> = {};
    const random = new SeededRandom(20);
    const pick = <T>(from: readonly T[]): T => from[random.between(0, from.length - 1)]!;
    const pickPath = () => `${play}/n${pick([0, 1, 2, 3])}${pick(['', '/f', ''])}`;
    for (let count = 0; count < OPERATION_COUNT; count += 1) {
      const name = pick(names);
      try {
        await table[name]?.(pickPath(), pickPath());
        succeeded[name] = (succeeded[name] ?? 0) + 1;
      } catch (error) {
        expect(error).toBeInstanceOf(AgentError);
        const { code, message } = error as AgentError;
        expect(`${name} ${code} ${message}`).not.toContain(' internal ');
      }
    }
    // Not only its exit: what it says last must have come.
    const ended = once(player, 'close');
    player.kill('SIGTERM');
    await ended;
    expect(snapshot(join(root, 'victim'))).toEqual(before);
    expect(readdirSync(root).sort()).toEqual(['play', 'state', 'victim']);
    // It was a race: the player has flipped all the time, and each operation has got through at times.
    expect(Number(said.replace('started ', ''))).toBeGreaterThan(OPERATION_COUNT);
    expect(Object.keys(succeeded).sort()).toEqual(Object.keys(table).sort());
  },
);
