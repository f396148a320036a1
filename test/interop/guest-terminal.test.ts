import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AgentCommand, REPOSITORY, VMSLOT } from './agent-command.ts';
import { runProgram } from './run-program.ts';

/** The real program at a real terminal, which util-linux's script(1) makes. */
let agent: AgentCommand;
let environment: Record<string, string>;

beforeAll(async () => {
  agent = await AgentCommand.start();
  environment = { VMSLOT_ADDRESS: agent.line.address, VMSLOT_TOKEN: agent.line.token };
}, 60_000);

afterAll(() => agent[Symbol.asyncDispose]());

const sessions: Session[] = [];

afterEach(async () => {
  for (const { child, ended } of sessions.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});

/** A person who types, and reads what appears. */
class Session {
  text = '';
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(program: string, words: readonly string[]) {
    this.child = spawn(program, words, {
      cwd: REPOSITORY,
      env: { ...process.env, ...environment, TERM: 'dumb', HISTFILE: '' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.text += text;
    });
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
    sessions.push(this);
  }

  /** Runs a command line of the shell at a terminal of 100 times 30 characters. */
  static atTerminal(line: string): Session {
    const size = 'stty rows 30 cols 100';
    const script = `${size}; ${line}; echo "status $?"; stty -a | grep -wo -- '-*icanon'`;
    return new Session('script', ['-q', '-e', '-c', script, '/dev/null']);
  }

  type(text: string): void {
    this.child.stdin?.write(text);
  }

  async read(pattern: RegExp): Promise<void> {
    await expect.poll(() => this.text, { timeout: 50_000 }).toMatch(pattern);
  }
}

const vmslot = (words: string) => `'${process.execPath}' '${VMSLOT}' guest ${words}`;

describe('guest shell', () => {
  test('keys go there, Ctrl-C too; the size is known; the terminal is as before at the end', async () => {
    const session = Session.atTerminal(vmslot('shell'));
    await session.read(/[$#] $/);
    session.type('stty size; echo up$((1+1))\n');
    await session.read(/30 100\s+up2\s/);
    session.type('sleep 1000; echo status-of-$?\n');
    await session.read(/sleep 1000[^\n]*\n/);
    session.type('\x03');
    await session.read(/\^C/);
    session.type('exit 5\n');
    await session.read(/status 5\s+icanon\s/);
    expect(session.text).not.toContain('status-of-0');
    expect(await session.ended).toBe(0);
  });

  test('Ctrl-] three times leaves one that hangs, and ends it', async () => {
    const session = Session.atTerminal(vmslot('shell'));
    await session.read(/[$#] $/);
    session.type('trap "" INT; echo armed; while :; do :; done\n');
    await session.read(/\narmed\s/);
    session.type('\x1d\x1d\x1d');
    await session.read(/left by Ctrl-\]\s+status 125\s+icanon\s/);
    await session.ended;
    const { stdout } = await runProgram(['guest', 'logs'], { environment });
    expect(stdout).not.toContain('running');
  });

  test('a terminal that changes its size tells the guest', async () => {
    const session = Session.atTerminal(vmslot('shell'));
    await session.read(/[$#] $/);
    // The program's own terminal, of which it is told by SIGWINCH.
    const terminal = await readlink(`/proc/${await vmslotBelow(session.child.pid ?? 0)}/fd/0`);
    const change = spawn('stty', ['-F', terminal, 'rows', '41', 'cols', '77'], {
      stdio: 'inherit',
    });
    expect(await once(change, 'close')).toEqual([0, null]);
    await expect
      .poll(
        () => {
          session.type('stty size\n');
          return session.text;
        },
        { timeout: 50_000, interval: 500 },
      )
      .toMatch(/\n41 77\s/);
    session.type('exit\n');
    await session.read(/status 0/);
    await session.ended;
  });
});

/** Process id of the `vmslot` that a process has started, however far below. */
async function vmslotBelow(pid: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  for (const candidate of parents.keys()) {
    const line = await readFile(`/proc/${candidate}/cmdline`, 'utf8').catch(() => '');
    if (!line.startsWith(process.execPath) || !line.includes(VMSLOT)) continue;
    for (let at: number | undefined = candidate; at; at = parents.get(at)) {
      if (at === pid) return candidate;
    }
  }
  throw new Error('no vmslot was started');
}

describe('guest exec and signals', () => {
  const start = (script: string) =>
    new Session(process.execPath, [VMSLOT, 'guest', 'exec', '-n', '--', 'sh', '-c', script]);

  test('Ctrl-C interrupts the program, which may go on as it likes', async () => {
    const loop = 'trap "echo interrupted; exit 9" INT; echo ready; while :; do sleep 0.1; done';
    const session = start(loop);
    await session.read(/ready\n/);
    session.child.kill('SIGINT');
    expect(await session.ended).toBe(9);
    expect(session.text).toBe('ready\ninterrupted\n');
  });

  test('again it is ended, then by force', async () => {
    const loop =
      'trap "echo int" INT; trap "echo term" TERM; echo ready; while :; do sleep 0.1; done';
    const session = start(loop);
    await session.read(/ready\n/);
    session.child.kill('SIGINT');
    await session.read(/int\n/);
    session.child.kill('SIGINT');
    await session.read(/term\n/);
    session.child.kill('SIGINT');
    expect(await session.ended).toBe(137);
  });

  test('SIGTERM ends it', async () => {
    const session = start('echo ready; exec sleep 1000');
    await session.read(/ready\n/);
    session.child.kill('SIGTERM');
    expect(await session.ended).toBe(143);
  });

  test('a reader that has seen enough ends it', async () => {
    const session = new Session('sh', ['-c', `${vmslot('exec -n -- yes')} | head -n 2`]);
    expect(await session.ended).toBe(0);
    expect(session.text).toBe('y\ny\n');
    const { stdout } = await runProgram(['guest', 'logs'], { environment });
    expect(stdout).not.toContain('running');
  });
});
