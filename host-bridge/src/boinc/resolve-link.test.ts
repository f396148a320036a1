import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatSoftLink } from '@vmslot/proto/boinc';
import { MAX_LINK_BYTES, resolveLink } from './resolve-link.ts';

let root: string;
let slotDirectory: string;
let projectDirectory: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'vmslot-link-')));
  slotDirectory = join(root, 'slots/0');
  projectDirectory = join(root, 'projects/p');
  await mkdir(slotDirectory, { recursive: true });
  await mkdir(join(projectDirectory, 'below'), { recursive: true });
  await mkdir(join(root, 'projects/p2'));
  await writeFile(join(projectDirectory, 'file_1'), 'content');
  await writeFile(join(projectDirectory, 'below/file_2'), 'content');
  await writeFile(join(root, 'projects/p2/file'), 'of another project');
  await writeFile(join(root, 'client_state.xml'), 'of the client');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const find = (name: string, mustExist = true): Promise<string> =>
  resolveLink(name, { slotDirectory, projectDirectory, mustExist });

async function findTarget(target: string, mustExist = true): Promise<string> {
  await writeFile(join(slotDirectory, 'name'), `<soft_link>${target}</soft_link>\n`);
  return await find('name', mustExist);
}

const refusal = (what: RegExp): unknown =>
  expect.objectContaining({ code: 'link_unusable', message: expect.stringMatching(what) });

describe('a link', () => {
  test('leads to the project’s file, in a directory below it as well', async () => {
    await writeFile(join(slotDirectory, 'name'), formatSoftLink('../../projects/p/file_1'));
    expect(await find('name')).toBe(join(projectDirectory, 'file_1'));
    expect(await findTarget('../../projects/p/below/file_2')).toBe(
      join(projectDirectory, 'below/file_2'),
    );
    expect(await findTarget('../../projects/p/below/../file_1')).toBe(
      join(projectDirectory, 'file_1'),
    );
    expect(await findTarget(join(projectDirectory, 'file_1'))).toBe(
      join(projectDirectory, 'file_1'),
    );
  });

  test('of an output leads to what is still to be made', async () => {
    expect(await findTarget('../../projects/p/result_0', false)).toBe(
      join(projectDirectory, 'result_0'),
    );
    await expect(findTarget('../../projects/p/result_0')).rejects.toEqual(
      refusal(/leads to no file/),
    );
  });

  test.each([
    '../../projects/p2/file',
    '../../projects/p/../p2/file',
    '../../client_state.xml',
    '/etc/passwd',
    '../../../../../../../../etc/passwd',
    '/',
    '.',
    '..',
    '../../projects/p',
    '../../projects/p/',
    '../../projects/p/.',
    '../../projects',
    '../../projects/p/no-such-directory/file',
    'name',
  ])('to %s is refused', async (target) => {
    for (const mustExist of [true, false]) {
      await expect(findTarget(target, mustExist)).rejects.toEqual(refusal(/leads outside/));
    }
  });

  test('to a directory, a link of the file system, a pipe or below a file is refused', async () => {
    await symlink('../../client_state.xml', join(projectDirectory, 'symbolic'));
    await symlink('nowhere', join(projectDirectory, 'dangling'));
    execFileSync('mkfifo', [join(projectDirectory, 'pipe')]);
    for (const name of ['below', 'symbolic', 'dangling', 'pipe']) {
      for (const mustExist of [true, false]) {
        await expect(findTarget(`../../projects/p/${name}`, mustExist)).rejects.toEqual(
          refusal(/no regular file/),
        );
      }
    }
    for (const mustExist of [true, false]) {
      await expect(findTarget('../../projects/p/file_1/x', mustExist)).rejects.toEqual(
        refusal(/soft link/),
      );
      await expect(findTarget('../../projects/p/file_1/x/y', mustExist)).rejects.toEqual(
        refusal(/soft link/),
      );
      await expect(findTarget(`../../projects/p/${'n'.repeat(300)}`, mustExist)).rejects.toEqual(
        refusal(/soft link/),
      );
    }
  });

  test('through a directory that leads out of the project’s is refused', async () => {
    await symlink(join(root, 'projects/p2'), join(projectDirectory, 'out'));
    await expect(findTarget('../../projects/p/out/file')).rejects.toEqual(refusal(/leads outside/));
  });

  test('to itself is refused, also where the slot is all there is', async () => {
    projectDirectory = slotDirectory;
    await expect(findTarget('name')).rejects.toEqual(refusal(/to itself/));
    await expect(findTarget('./name', false)).rejects.toEqual(refusal(/to itself/));
  });

  test('is cut in the message where its target is long', async () => {
    const error = await findTarget(`/${'x'.repeat(400)}`).catch((caught: unknown) => caught);
    expect((error as Error).message.length).toBeLessThan(500);
  });
});

test('a data directory that is reached through a link is the same directory', async () => {
  const way = `${root}-link`;
  await symlink(root, way);
  try {
    const inSlot = join(way, 'slots/0');
    await writeFile(join(slotDirectory, 'name'), formatSoftLink('../../projects/p/file_1'));
    const file = join(projectDirectory, 'file_1');
    for (const [slot, project] of [
      [inSlot, projectDirectory],
      [slotDirectory, join(way, 'projects/p')],
      [inSlot, join(way, 'projects/p')],
    ] as const) {
      const options = { slotDirectory: slot, projectDirectory: project, mustExist: true };
      expect(await resolveLink('name', options)).toBe(file);
    }
  } finally {
    await rm(way);
  }
});

describe('what is no link is the file itself', () => {
  test('also where it does not exist', async () => {
    expect(await find('none')).toBe(join(slotDirectory, 'none'));
    await writeFile(join(slotDirectory, 'plain'), 'content');
    expect(await find('plain')).toBe(join(slotDirectory, 'plain'));
    expect(await find('plain/below')).toBe(join(slotDirectory, 'plain/below'));
  });

  test('a directory, a pipe, an empty file, noise', async () => {
    await mkdir(join(slotDirectory, 'directory'));
    execFileSync('mkfifo', [join(slotDirectory, 'pipe')]);
    await writeFile(join(slotDirectory, 'empty'), '');
    await writeFile(join(slotDirectory, 'noise'), Buffer.from([0xff, 0xfe, 0, 0x80, 0x3c]));
    for (const name of ['directory', 'pipe', 'empty', 'noise']) {
      expect(await find(name)).toBe(join(slotDirectory, name));
    }
  });

  test('a link on the second line, or one that does not end within what BOINC reads', async () => {
    await writeFile(join(slotDirectory, 'second'), '\n<soft_link>/etc/passwd</soft_link>\n');
    expect(await find('second')).toBe(join(slotDirectory, 'second'));
    const target = `../../projects/p/${'./'.repeat(260)}file_1`;
    expect(target.length).toBeGreaterThan(MAX_LINK_BYTES);
    expect(await findTarget(target)).toBe(join(slotDirectory, 'name'));
  });

  test('one at the limit is read', async () => {
    const frame = '<soft_link></soft_link>'.length + '../../projects/p/file_1'.length;
    const room = MAX_LINK_BYTES - frame;
    const padding = './'.repeat(Math.floor(room / 2)) + '/'.repeat(room % 2);
    expect(await findTarget(`../../projects/p/${padding}file_1`)).toBe(
      join(projectDirectory, 'file_1'),
    );
  });
});

test('what cannot be opened at all is refused with a line', async () => {
  await symlink('loop', join(slotDirectory, 'loop'));
  await expect(find('loop')).rejects.toEqual(refusal(/ELOOP/));
  const server = createServer().listen(join(slotDirectory, 'socket'));
  await once(server, 'listening');
  await expect(find('socket')).rejects.toEqual(refusal(/cannot be read/));
  server.close();
  await once(server, 'close');
});
