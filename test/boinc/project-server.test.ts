import { constants, createHash, createPublicKey, publicDecrypt } from 'node:crypto';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProjectServer } from '../fakes/boinc-project/index.ts';
import { SigningKey } from '../fakes/boinc-project/signing-key.ts';
import { SHELL_APP, writeShellApp } from './shell-app.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-app-'));
  await writeShellApp(directory);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function startProject(): Promise<ProjectServer> {
  const project = await ProjectServer.start({ maxTasksPerRequest: 2 });
  await project.addAppVersion({ appName: SHELL_APP, versionNum: 104, directory });
  await project.addWorkunit({
    name: 'wu',
    appName: SHELL_APP,
    commandLine: 'a <b>',
    inputs: { 'in.dat': 'input' },
    outputs: [{ openName: 'out.dat', maxBytes: 100 }],
  });
  return project;
}

interface Contact {
  readonly authenticator?: string;
  readonly hostId?: number;
  readonly inside?: string;
}

async function contact(project: ProjectServer, options: Contact = {}): Promise<string> {
  const response = await fetch(project.schedulerUrl, {
    method: 'POST',
    body: `<scheduler_request>
<authenticator>${options.authenticator ?? project.authenticator}</authenticator>
<hostid>${options.hostId ?? 0}</hostid>
<platform_name>x86_64-pc-linux-gnu</platform_name>
<work_req_seconds>1</work_req_seconds>
${options.inside ?? ''}
</scheduler_request>`,
  });
  return await response.text();
}

const HEAD = '<core_client_release>5</core_client_release>\n';

async function upload(project: ProjectServer, text: string, offset = 0, name = 'wu_0_r1_0') {
  const md5 = createHash('md5').update(text).digest('hex');
  const response = await fetch(`${project.masterUrl}upload`, {
    method: 'POST',
    body: `<data_server_request>\n${HEAD}<file_upload>\n<file_info>\n<name>${name}</name>\n</file_info>
<nbytes>${text.length}</nbytes>\n<md5_cksum>${md5}</md5_cksum>\n<offset>${offset}</offset>
<data>\n${text.slice(offset)}`,
  });
  return await response.text();
}

describe('SigningKey', () => {
  test('the texts have the form of BOINC, and the key opens its signature', async () => {
    const key = await SigningKey.create();
    const md5 = createHash('md5').update('data').digest('hex');
    expect(key.publicText).toMatch(/^1024\n(?:[0-9a-f]{64}\n){8}\.\n$/);
    const signature = key.sign(md5);
    expect(signature).toMatch(/^(?:[0-9a-f]{64}\n){4}\.\n$/);
    const number = Buffer.from(key.publicText.slice(5, -3).replaceAll('\n', ''), 'hex');
    const publicKey = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'RSA',
        n: number.subarray(0, 128).toString('base64url'),
        e: number.subarray(-3).toString('base64url'),
      },
    });
    const opened = publicDecrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(signature.slice(0, -3).replaceAll('\n', ''), 'hex'),
    );
    expect(opened.toString()).toBe(md5);
  });
});

describe('the scheduler', () => {
  test('a task goes out once, and again to the host that has lost it', async () => {
    await using project = await startProject();
    const first = await contact(project);
    expect(first).toContain('<name>wu_0</name>');
    expect(first).toContain('<hostid>1</hostid>');
    expect(first).toContain('<command_line>a &lt;b&gt;</command_line>');
    expect(await contact(project)).not.toContain('wu_0');
    const other = '<other_results><other_result><name>wu_0</name></other_result></other_results>';
    expect(await contact(project, { hostId: 1, inside: other })).not.toContain('<result>');
    expect(await contact(project, { hostId: 1 })).toContain('<name>wu_0</name>');
  });

  test('a workunit kept for an account goes to no other; a wrong key gets nothing', async () => {
    await using project = await startProject();
    const account = project.addAccount();
    await project.addWorkunit({ name: 'mine', appName: SHELL_APP, account });
    expect(await contact(project, { authenticator: 'x' })).not.toContain('<result>');
    expect(await contact(project)).not.toContain('mine_0');
    expect(await contact(project, { authenticator: account })).toContain('mine_0');
  });

  test('reports and trickles are acknowledged, and kept once', async () => {
    await using project = await startProject();
    const inside = `<result><name>wu_0</name><exit_status>195</exit_status><state>3</state>
<fpops_cumulative>1e12</fpops_cumulative>
<stderr_out><![CDATA[<message>
gone wrong
</message>
<stderr_txt>
</result> & more
</stderr_txt>]]></stderr_out></result>
<msg_from_host>
<result_name>wu_0</result_name>
<time>17</time>
<variety>credit</variety>
<ops>1 & 2</ops>
</msg_from_host>`;
    const reply = await contact(project, { inside });
    expect(reply).toMatch(/<result_ack>\s*<name>wu_0<\/name>\s*<\/result_ack>/);
    expect(reply).toContain('<message_ack/>');
    await contact(project, { hostId: 1, inside });
    expect(project.reports).toHaveLength(1);
    expect(project.reports[0]).toMatchObject({
      hostId: 1,
      exitStatus: 195,
      fpopsCumulative: 1e12,
      message: 'gone wrong',
      stderrText: '</result> & more',
    });
    expect(project.trickles).toEqual([
      { hostId: 1, resultName: 'wu_0', time: 17, variety: 'credit', text: '<ops>1 & 2</ops>' },
    ]);
  });

  test('aborts and messages go out', async () => {
    await using project = await startProject();
    await contact(project);
    project.abortResult('wu_0');
    project.sendMessage('be & well', 'notice');
    const inside = '<other_results><other_result><name>wu_0</name></other_result></other_results>';
    const reply = await contact(project, { hostId: 1, inside });
    expect(reply).toMatch(/<result_abort>\s*<name>wu_0/);
    expect(reply).toContain('<message priority="notice">be &amp; well</message>');
    expect(await contact(project, { hostId: 1, inside })).not.toContain('be &amp; well');
  });
});

describe('files', () => {
  test('a download goes on where it broke', async () => {
    await using project = await startProject();
    const url = `${project.masterUrl}download/wu_0_in.dat`;
    expect(await (await fetch(url)).text()).toBe('input');
    const rest = await fetch(url, { headers: { range: 'bytes=2-' } });
    expect([rest.status, await rest.text()]).toEqual([206, 'put']);
    expect((await fetch(`${project.masterUrl}download/none`)).status).toBe(404);
  });

  test('an upload goes on where it broke, and ends with the right MD5', async () => {
    await using project = await startProject();
    const half = `<data_server_request>\n${HEAD}<file_upload>\n<file_info>\n<name>wu_0_r1_0</name>
</file_info>\n<nbytes>10</nbytes>\n<md5_cksum>0</md5_cksum>\n<offset>0</offset>\n<data>\nhello`;
    const url = `${project.masterUrl}upload`;
    const broken = await fetch(url, { method: 'POST', body: half });
    expect(await broken.text()).toContain('<status>1</status>');
    const question = `<data_server_request>\n${HEAD}<get_file_size>wu_0_r1_0</get_file_size>\n`;
    const size = await fetch(url, { method: 'POST', body: question });
    expect(await size.text()).toContain('<file_size>5</file_size>');
    expect(await upload(project, 'helloworld', 5)).toContain('<status>0</status>');
    expect((await project.output('wu_0', 'out.dat')).toString()).toBe('helloworld');
    expect((await project.waitForUpload('wu_0', 'out.dat')).sizeBytes).toBe(10);
  });

  test('an upload that nobody asked for, or that is too long, is refused', async () => {
    await using project = await startProject();
    expect(await upload(project, 'x', 0, '../x')).toContain('<status>-1</status>');
    expect(await upload(project, 'x'.repeat(101))).toContain('<status>-1</status>');
    expect(project.uploads.size).toBe(0);
  });
});

test('app versions may share a file, and a name means one content', async () => {
  await using project = await startProject();
  await project.addAppVersion({ appName: 'other', versionNum: 1, directory });
  const changed = await mkdtemp(join(tmpdir(), 'vmslot-app-'));
  try {
    await writeShellApp(changed);
    await appendFile(join(changed, 'shell_app_1'), '# changed\n');
    await expect(
      project.addAppVersion({ appName: 'third', versionNum: 1, directory: changed }),
    ).rejects.toThrow('has a file shell_app_1 already');
  } finally {
    await rm(changed, { recursive: true, force: true });
  }
});
