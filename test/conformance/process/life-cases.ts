import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';
import { readUntil, remove, run, shell, watch } from './watch-process.ts';

const { EndReason, ProcessState, ProcessVerb, SignalTarget } = vmslot.agent.v1;
const MIB = 1024 * 1024;
const needs = ['process'];
const terminal = { columns: 80, rows: 24 };
const sleep = { argv: ['sleep', '1000'] };

/** Identity, output, input and control of processes. */
export const LIFE_CASES: readonly ConformanceCase[] = [
  {
    name: 'Start with the same content is answered again and starts nothing',
    needs,
    async run({ client: { process } }) {
      const first = await process.start({ processId: 'same', spec: sleep });
      const second = await process.start({ processId: 'same', spec: sleep });
      expect(second.process?.pid).toBe(first.process?.pid);
      expect(first.process?.state).toBe(ProcessState.PROCESS_STATE_RUNNING);
      await process.signal({ processId: 'same', verb: ProcessVerb.PROCESS_VERB_KILL });
      const third = await process.start({ processId: 'same', spec: sleep });
      expect(third.process?.end?.reason).toBe(EndReason.END_REASON_CONTROLLED);
      await process.forget({ processId: 'same' });
    },
  },
  {
    name: 'Start with an identifier that is taken by other content fails',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'taken', spec: sleep });
      const other = process.start({ processId: 'taken', spec: { argv: ['sleep', '999'] } });
      await expect(other).rejects.toMatchObject({ code: 'already_exists' });
      await remove(agent, 'taken');
    },
  },
  {
    name: 'a program that cannot be started is no error of Start',
    needs,
    async run({ client: { process } }) {
      const { process: started } = await process.start({
        processId: 'no',
        spec: { argv: ['/no'] },
      });
      expect(started).toMatchObject({
        state: ProcessState.PROCESS_STATE_ENDED,
        end: { reason: EndReason.END_REASON_NOT_STARTED },
      });
      await process.forget({ processId: 'no' });
    },
  },
  {
    name: 'Describe gives the spec as it was understood, ListProcesses all processes without theirs',
    needs,
    async run(agent) {
      const { process } = agent.client;
      const spec = { argv: ['sleep', '1000'], env: { A: 'b' }, nice: 3 };
      await process.start({ processId: 'told', spec });
      const { process: told } = await process.describe({ processId: 'told' });
      expect(told?.spec).toMatchObject({ ...spec, umask: 0o022, graceMs: 5000, outputBytes: MIB });
      expect(told?.figures?.processCount).toBeGreaterThan(0);
      const { processes } = await process.listProcesses({});
      const listed = processes?.find(({ processId }) => processId === 'told');
      expect(listed?.pid).toBe(told?.pid);
      expect(listed?.spec ?? undefined).toBeUndefined();
      await remove(agent, 'told');
    },
  },
  {
    name: 'an ended process is kept until it is forgotten, and can be watched again and again',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'kept', spec: shell('echo kept; exit 2') });
      const first = await watch(agent, { processId: 'kept' });
      expect(await watch(agent, { processId: 'kept' })).toEqual(first);
      expect(first).toMatchObject({ stdout: 'kept\n', end: { exitCode: 2 } });
      await process.forget({ processId: 'kept' });
      for (const call of [process.describe, process.forget]) {
        await expect(call({ processId: 'kept' })).rejects.toMatchObject({ code: 'not_found' });
      }
      // The identifier is free.
      expect((await run(agent, 'kept', shell('echo new'))).stdout).toBe('new\n');
    },
  },
  {
    name: 'a running process is not forgotten',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'busy', spec: sleep });
      await expect(process.forget({ processId: 'busy' })).rejects.toMatchObject({
        code: 'failed_precondition',
      });
      await remove(agent, 'busy');
    },
  },
  {
    name: 'Watch goes on where a reader left, on each stream',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'on', spec: shell('printf 0123456789; printf abc >&2') });
      await watch(agent, { processId: 'on' });
      const rest = await watch(agent, { processId: 'on', stdoutOffset: 7, stderrOffset: 3 });
      expect(rest).toMatchObject({ stdout: '789', stderr: '', lostBytes: 0 });
      await process.forget({ processId: 'on' });
    },
  },
  {
    name: 'Watch from beyond what was printed fails',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'beyond', spec: shell('printf x') });
      await watch(agent, { processId: 'beyond' });
      const late = watch(agent, { processId: 'beyond', stdoutOffset: 2 });
      await expect(late).rejects.toMatchObject({ code: 'out_of_range' });
      await process.forget({ processId: 'beyond' });
    },
  },
  {
    name: 'output that is no longer kept is counted exactly',
    needs,
    async run(agent) {
      const { process } = agent.client;
      const spec = shell('head -c 5000000 /dev/zero | tr "\\0" x; echo end', { outputBytes: MIB });
      await process.start({ processId: 'much', spec });
      for (;;) {
        const { process: told } = await process.describe({ processId: 'much' });
        if (told?.end) break;
      }
      const seen = await watch(agent, { processId: 'much' });
      expect(seen.end.stdoutBytes).toBe(5_000_004);
      expect(seen.lostBytes).toBe(5_000_004 - seen.stdout.length);
      expect(seen.stdout.length).toBeGreaterThanOrEqual(MIB);
      expect(seen.stdout.length).toBeLessThan(3 * MIB);
      expect(seen.stdout.endsWith('xend\n')).toBe(true);
      await process.forget({ processId: 'much' });
    },
  },
  {
    name: 'several watch at once, and one that leaves disturbs nobody',
    needs,
    async run(agent) {
      const { process } = agent.client;
      const script = 'read -r go; seq 1 20000; echo done';
      await process.start({ processId: 'many', spec: shell(script, { streamInput: true }) });
      const readers = [1, 2, 3].map(() => watch(agent, { processId: 'many' }));
      await process.writeInput({ processId: 'many', data: Buffer.from('\n') });
      for await (const { output } of process.watch({ processId: 'many' })) if (output) break;
      const [first, ...others] = await Promise.all(readers);
      expect(first?.stdout.endsWith('20000\ndone\n')).toBe(true);
      for (const other of others) expect(other).toEqual(first);
      await process.forget({ processId: 'many' });
    },
  },
  {
    name: 'figures come as often as was asked for, and never without being asked',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'figures', spec: shell('sleep 0.5') });
      const [with_, without] = await Promise.all([
        watch(agent, { processId: 'figures', figuresIntervalMs: 100 }),
        watch(agent, { processId: 'figures' }),
      ]);
      expect(with_.figuresCount).toBeGreaterThan(0);
      expect(without.figuresCount).toBe(0);
      expect(with_.end.figures?.wallTimeMs).toBeGreaterThanOrEqual(400);
      await process.forget({ processId: 'figures' });
    },
  },
  {
    name: 'processor time of a tree counts what has ended in it',
    needs,
    async run(agent) {
      const burn = 'i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done';
      const { end } = await run(agent, 'burn', shell(`(${burn}) & (${burn}) & wait; times >&2`));
      const { systemTimeMs = 0, userTimeMs = 0 } = end.figures ?? {};
      expect(userTimeMs + systemTimeMs).toBeGreaterThan(50);
    },
  },
  {
    name: 'input goes in by offset, once, and ends',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'in', spec: { argv: ['cat'], streamInput: true } });
      const write = async (offset: number, text: string, close = false) =>
        (await process.writeInput({ processId: 'in', offset, data: Buffer.from(text), close }))
          .acceptedBytes;
      expect(await write(0, 'one ')).toBe(4);
      expect(await write(0, 'one ')).toBe(4);
      expect(await write(2, 'e two')).toBe(7);
      await expect(write(9, 'x')).rejects.toMatchObject({ code: 'out_of_range' });
      expect(await write(7, '!', true)).toBe(8);
      expect((await watch(agent, { processId: 'in' })).stdout).toBe('one two!');
      expect(await write(7, '!', true)).toBe(8);
      await expect(write(8, 'more')).rejects.toMatchObject({ code: 'failed_precondition' });
      await process.forget({ processId: 'in' });
    },
  },
  {
    name: 'a mebibyte of input arrives whole, call by call',
    needs,
    async run(agent) {
      const { process } = agent.client;
      const text = Buffer.from('0123456789abcdef'.repeat(MIB / 16));
      await process.start({ processId: 'big', spec: { argv: ['sha256sum'], streamInput: true } });
      // A serial line takes most of a minute for it, where nothing else is to be done.
      const options = { timeoutMs: 600_000 };
      for (let offset = 0; offset < text.length;) {
        const request = { processId: 'big', offset, data: text.subarray(offset), close: true };
        offset = (await process.writeInput(request, options)).acceptedBytes ?? 0;
      }
      const { createHash } = await import('node:crypto');
      const hash = createHash('sha256').update(text).digest('hex');
      expect((await watch(agent, { processId: 'big' })).stdout).toBe(`${hash}  -\n`);
      await process.forget({ processId: 'big' });
    },
  },
  {
    name: 'a process without an input stream takes none',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'deaf', spec: sleep });
      const write = process.writeInput({ processId: 'deaf', data: Buffer.from('x') });
      await expect(write).rejects.toMatchObject({ code: 'failed_precondition' });
      await remove(agent, 'deaf');
    },
  },
  {
    name: 'a terminal echoes, is resized, and tells its program so',
    needs: ['process', 'process-terminal'],
    async run(agent) {
      const { process } = agent.client;
      const script =
        'read -r word; echo "got $word"; trap "stty size; exit" WINCH; echo up; while :; do sleep 0.05; done';
      await process.start({ processId: 'tty', spec: shell(script, { terminal }) });
      await process.writeInput({ processId: 'tty', data: Buffer.from('hi\n') });
      await readUntil(agent, 'tty', 'up\r\n');
      await process.resize({ processId: 'tty', terminal: { columns: 132, rows: 50 } });
      const { stdout } = await watch(agent, { processId: 'tty' });
      expect(stdout).toBe('hi\r\ngot hi\r\nup\r\n50 132\r\n');
      await process.forget({ processId: 'tty' });
    },
  },
  {
    name: 'Resize without a terminal fails',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'flat', spec: sleep });
      const resize = process.resize({ processId: 'flat', terminal });
      await expect(resize).rejects.toMatchObject({ code: 'failed_precondition' });
      await remove(agent, 'flat');
    },
  },
  {
    name: 'FREEZE stops a tree and THAW continues it',
    needs,
    async run(agent) {
      const { process } = agent.client;
      const count = 'while :; do echo x; done';
      await process.start({ processId: 'ice', spec: shell(`(${count}) & ${count}`) });
      await readUntil(agent, 'ice', '\n');
      await process.signal({ processId: 'ice', verb: ProcessVerb.PROCESS_VERB_FREEZE });
      const first = (await process.describe({ processId: 'ice' })).process;
      const second = (await process.describe({ processId: 'ice' })).process;
      expect(first?.state).toBe(ProcessState.PROCESS_STATE_SUSPENDED);
      expect(second?.stdoutEnd).toBe(first?.stdoutEnd);
      await process.signal({ processId: 'ice', verb: ProcessVerb.PROCESS_VERB_THAW });
      const request = { processId: 'ice', stdoutOffset: second?.stdoutEnd ?? 0 };
      for await (const { output } of process.watch(request)) if (output) break;
      await remove(agent, 'ice');
    },
  },
  {
    name: 'TERMINATE lets a program say its last word',
    needs,
    async run(agent) {
      const { process } = agent.client;
      const script = 'trap "echo bye; exit 3" TERM; echo up; while :; do sleep 0.05; done';
      await process.start({ processId: 'bye', spec: shell(script) });
      await readUntil(agent, 'bye', 'up\n');
      await process.signal({ processId: 'bye', verb: ProcessVerb.PROCESS_VERB_TERMINATE });
      const seen = await watch(agent, { processId: 'bye' });
      expect(seen).toMatchObject({
        stdout: 'up\nbye\n',
        end: { reason: EndReason.END_REASON_CONTROLLED, exitCode: 3 },
      });
      await process.forget({ processId: 'bye' });
    },
  },
  {
    name: 'TERMINATE ends what does not listen by force, after the grace',
    needs,
    async run(agent) {
      const { process } = agent.client;
      const script = 'trap "" TERM; echo up; while :; do sleep 0.05; done';
      await process.start({ processId: 'force', spec: shell(script) });
      await readUntil(agent, 'force', 'up\n');
      const verb = ProcessVerb.PROCESS_VERB_TERMINATE;
      await process.signal({ processId: 'force', verb, graceMs: 100 });
      const { end } = await watch(agent, { processId: 'force' });
      expect(end).toMatchObject({ reason: EndReason.END_REASON_CONTROLLED, signalNumber: 9 });
      await process.forget({ processId: 'force' });
    },
  },
  {
    name: 'KILL is answered when nothing of the tree is left',
    needs,
    async run(agent) {
      const { process } = agent.client;
      const script =
        'setsid sh -c "(sleep 1000 &) & sleep 1000" & nohup sleep 1000 & echo up; wait';
      await process.start({
        processId: 'tree',
        spec: shell(script, { env: { MARK: 'left-over' } }),
      });
      await readUntil(agent, 'tree', 'up\n');
      await process.signal({ processId: 'tree', verb: ProcessVerb.PROCESS_VERB_KILL });
      const look =
        'cat /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n" | grep -cx "MARK=left-over"';
      const found = await run(agent, 'look', shell(look, { user: 'root' }));
      expect(found.stdout).toBe('0\n');
      await process.forget({ processId: 'tree' });
    },
  },
  {
    name: 'KILL and TERMINATE of an ended process are answered, other verbs are refused',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'over', spec: { argv: ['true'] } });
      await watch(agent, { processId: 'over' });
      const signal = (verb: vmslot.agent.v1.ProcessVerb) =>
        process.signal({ processId: 'over', verb, signalNumber: 10 });
      await signal(ProcessVerb.PROCESS_VERB_KILL);
      await signal(ProcessVerb.PROCESS_VERB_TERMINATE);
      for (const verb of [
        ProcessVerb.PROCESS_VERB_FREEZE,
        ProcessVerb.PROCESS_VERB_THAW,
        ProcessVerb.PROCESS_VERB_SIGNAL,
      ]) {
        await expect(signal(verb)).rejects.toMatchObject({ code: 'failed_precondition' });
      }
      await process.forget({ processId: 'over' });
    },
  },
  {
    name: 'a signal reaches the leader alone, or all',
    needs,
    async run(agent) {
      const { process } = agent.client;
      const script =
        'trap "echo leader" USR1; (trap "echo child; kill -9 0" USR1; echo up; while :; do sleep 0.05; done) & while :; do sleep 0.05; done';
      await process.start({ processId: 'sig', spec: shell(script) });
      await readUntil(agent, 'sig', 'up\n');
      const request = { processId: 'sig', verb: ProcessVerb.PROCESS_VERB_SIGNAL, signalNumber: 10 };
      const target = SignalTarget.SIGNAL_TARGET_LEADER;
      await process.signal({ ...request, target });
      await readUntil(agent, 'sig', 'leader\n');
      await process.signal(request);
      const { stdout } = await watch(agent, { processId: 'sig' });
      expect(stdout).toContain('child\n');
      await process.forget({ processId: 'sig' });
    },
  },
  {
    name: 'a signal that was asked for is told apart from one that was not',
    needs,
    async run(agent) {
      const { process } = agent.client;
      await process.start({ processId: 'asked', spec: sleep });
      const verb = ProcessVerb.PROCESS_VERB_SIGNAL;
      await process.signal({ processId: 'asked', verb, signalNumber: 15 });
      const { end } = await watch(agent, { processId: 'asked' });
      expect(end).toMatchObject({ reason: EndReason.END_REASON_CONTROLLED, signalNumber: 15 });
      await process.forget({ processId: 'asked' });
    },
  },
];
