import { Readable } from 'node:stream';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { collect, expectCode, namesIn, putText, runInGuest } from './guest-files.ts';

type PathCall = (agent: AgentUnderTest, path: string) => Promise<unknown>;

const bytes = () => Readable.from([Buffer.from('x')]);

/** Everything that takes a path. */
const CALLS: Readonly<Record<string, PathCall>> = {
  Stat: ({ client }, path) => client.file.stat({ path }),
  ListDirectory: ({ client }, path) => client.file.listDirectory({ path }),
  Remove: ({ client }, path) => client.file.remove({ path, recursive: true }),
  MakeDirectory: ({ client }, path) => client.file.makeDirectory({ path }),
  'MakeDirectory with parents': ({ client }, path) =>
    client.file.makeDirectory({ path, parents: true }),
  'Rename from': ({ client, scratch }, from) => client.file.rename({ from, to: `${scratch}/to` }),
  'Rename to': async (agent, to) => {
    const from = await putText(agent, 'renamed', 'x');
    await agent.client.file.rename({ from, to });
  },
  SetAttributes: ({ client }, path) => client.file.setAttributes({ path, mode: 0o600 }),
  GetSpace: ({ client }, path) => client.file.getSpace({ path }),
  Checksum: ({ client }, path) => collect(client.file.checksum({ path })),
  WatchFiles: ({ client }, path) => collect(client.file.watchFiles({ path })),
  OpenUpload: ({ client }, path) =>
    client.file.openUpload({ uploadId: 'paths', path, sizeBytes: 1 }),
  'PUT file': ({ client }, path) => client.putFile(path, bytes()),
  'GET file': ({ client }, path) => client.getFile(path),
  'PUT tree': ({ client }, path) => client.putTree(path, bytes()),
  'GET tree': ({ client }, path) => client.getTree(path),
};

/** What no path may be, and what it has been used for elsewhere. */
const REFUSED: Readonly<Record<string, string>> = {
  'a relative path': 'relative',
  'no path': '',
  'a path with .. (CVE-2018-1002100, kubectl cp)': '/tmp/../etc/passwd',
  'a path with ..\u002f at its end': '/tmp/..',
  'a path with .': '/tmp/./x',
  'empty components (CVE-2021-37713, node-tar)': '//etc/passwd',
  'a slash at the end': '/tmp/',
  'a NUL (CVE-2026-59875, node-tar)': '/tmp/x\0y',
  'a path of over 4,095 bytes': `/${'a/'.repeat(2_100)}a`,
  'a component of over 255 bytes': `/tmp/${'a'.repeat(256)}`,
};

/** A link of the app's in the way, at each call. */
const THROUGH_LINK: readonly ConformanceCase[] = Object.entries(CALLS).map(([name, call]) => ({
  name: `${name} does not go through a link that the app planted (CVE-2026-41326, CVE-2018-15664)`,
  needs: ['task'],
  async run(agent) {
    const victim = `${agent.scratch}/victim`;
    await runInGuest(agent, [
      ['/bin/mkdir', victim, `${victim}/inner`, `${agent.scratch}/apps`],
      ['/bin/chown', agent.appUser, `${agent.scratch}/apps`],
    ]);
    await runInGuest(
      agent,
      [['/bin/ln', '-s', victim, `${agent.scratch}/apps/link`]],
      agent.appUser,
    );
    await expectCode(call(agent, `${agent.scratch}/apps/link/inner`), 'failed_precondition');
    const names = await namesIn(agent, victim);
    if (names.join() !== 'inner') throw new Error(`the victim now has ${names.join()}`);
  },
}));

/** One row for each kind of bad path and one call, and for each call one bad path more. */
const BAD_PATHS: readonly ConformanceCase[] = [
  ...Object.entries(REFUSED).map(([what, path]) => ({
    name: `Stat refuses ${what}`,
    run: (agent: AgentUnderTest) =>
      expectCode(agent.client.file.stat({ path }), 'invalid_argument'),
  })),
  ...Object.entries(CALLS).map(([name, call]) => ({
    name: `${name} refuses a path with ..`,
    run: (agent: AgentUnderTest) =>
      expectCode(call(agent, `${agent.scratch}/../x`), 'invalid_argument'),
  })),
];

/** Which paths are taken, and which links are followed. */
export const FILE_PATH_CASES: readonly ConformanceCase[] = [
  ...BAD_PATHS,
  ...THROUGH_LINK,
  {
    name: "root's own link in a directory of root's alone is followed, a chain of them too",
    needs: ['task'],
    async run(agent) {
      // The case's directory lies in a temporary one, where others can make names.
      const root = `/run/vmslot-case-${process.hrtime.bigint()}`;
      await runInGuest(agent, [
        ['/bin/mkdir', '-p', `${root}/real/inner`],
        ['/bin/ln', '-s', 'real', `${root}/first`],
        ['/bin/ln', '-s', `${root}/first`, `${root}/second`],
        ['/bin/ln', '-s', 'loop', `${root}/loop`],
      ]);
      try {
        await agent.client.file.stat({ path: `${root}/second/inner` });
        await agent.client.file.stat({ path: `${root}/first/inner` });
        await expectCode(
          agent.client.file.listDirectory({ path: `${root}/second` }),
          'failed_precondition',
        );
        await expectCode(agent.client.file.stat({ path: `${root}/loop/x` }), 'failed_precondition');
      } finally {
        await agent.client.file.remove({ path: root, recursive: true });
      }
    },
  },
  {
    name: 'a link at the end of a path is the link itself',
    needs: ['task'],
    async run(agent) {
      const path = `${agent.scratch}/link`;
      await runInGuest(agent, [['/bin/ln', '-s', '/etc/passwd', path]]);
      const { file } = await agent.client.file.stat({ path });
      if (file?.linkTarget !== '/etc/passwd') throw new Error('its target is not told');
      await expectCode(agent.client.getFile(path), 'failed_precondition');
      await expectCode(agent.client.putFile(path, bytes()), 'failed_precondition');
      await expectCode(collect(agent.client.file.checksum({ path })), 'failed_precondition');
      await expectCode(agent.client.file.setAttributes({ path, uid: 1 }), 'failed_precondition');
      await agent.client.file.remove({ path });
      await agent.client.file.stat({ path: '/etc/passwd' });
    },
  },
  {
    name: 'a name with control characters is a name',
    async run(agent) {
      const path = `${agent.scratch}/a\nb\u001b[31m`;
      await agent.client.putFile(path, bytes());
      const { file } = await agent.client.file.stat({ path });
      if (file?.sizeBytes !== 1) throw new Error('it is not the file');
      await agent.client.file.remove({ path });
      await expectCode(agent.client.file.stat({ path }), 'not_found');
    },
  },
];
