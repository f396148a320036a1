import { resolve } from 'node:path';
import { RpcError } from '@vmslot/proto/rpc';
import type { Command } from 'commander';
import { removeStaleSocket } from '../guest-access/remove-stale-socket.ts';
import { findAgent } from '../guest-commands/find-agent.ts';
import { LocalAgent } from '../guest-commands/local-agent.ts';
import { parseAddress, type SocketAddress } from '../guest-commands/parse-address.ts';
import { endingSignals } from './ending-signals.ts';
import { GUEST_STATUS, reportFailure } from './guest-failure.ts';
import type { ProgramIo } from './program-io.ts';

interface AgentOptions {
  readonly listen: string;
  readonly state?: string;
  readonly user?: string;
  readonly agent?: string;
}

const HELP = `
When the agent serves, one line of JSON goes to standard output: its address, token, pid, version and
state directory. Its log goes to standard error. SIGINT and SIGTERM end it with all that it runs.
Programs run as this user; as root, --user names another one. Only root can give programs a user, a
cgroup and limits; what else it lacks on this machine is left out of its features.

Examples:
  vmslot agent
  vmslot agent --listen unix:/tmp/agent.sock --state ./agent-state
  vmslot guest info --address tcp:127.0.0.1:PORT --token TOKEN
  curl -H "authorization: Bearer TOKEN" -H 'content-type: application/json' -d '{}' \\
    http://127.0.0.1:PORT/vmslot.agent.v1.SystemService/GetInfo
`;

/** Adds `vmslot agent`. */
export function addAgentCommand(
  program: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  program
    .command('agent')
    .description('Run the guest agent on this machine, without a VM, to develop against it.')
    .option('--listen <address>', 'tcp:127.0.0.1:PORT or unix:PATH', 'tcp:127.0.0.1:0')
    .option('--state <directory>', 'keep its state there (default: a temporary one, removed)')
    .option('--user <name>', 'user of programs that name none (default: this user)')
    .option('--agent <file>', 'bundle of the agent (default: that of the source tree)')
    .addHelpText('after', HELP)
    .action(async (options: AgentOptions) => {
      done(await runAgent(options, io));
    });
}

async function runAgent(options: AgentOptions, io: ProgramIo): Promise<number> {
  using signals = endingSignals();
  const from = (path: string) => resolve(io.workingDirectory, path);
  try {
    const listen = parseAddress('--listen', options.listen, io.workingDirectory);
    await makeWay(listen);
    const program = await findAgent(options.agent === undefined ? undefined : from(options.agent));
    await using agent = await LocalAgent.start({
      program,
      listen,
      stateDirectory: options.state === undefined ? undefined : from(options.state),
      user: options.user,
      log: io.stderr,
      signal: signals.signal,
    });
    const { address, token, pid, version, stateDirectory } = agent;
    const line = { type: 'agent', address, token, pid, version, stateDirectory };
    io.stdout.write(`${JSON.stringify(line)}\n`);
    const asked = new Promise<undefined>((resolve) => {
      signals.signal.addEventListener('abort', () => resolve(undefined), { once: true });
      if (signals.signal.aborted) resolve(undefined);
    });
    const how = await Promise.race([agent.ended, asked]);
    if (how !== undefined) throw new RpcError('aborted', `the agent is gone: ${how}`);
    return GUEST_STATUS.succeeded;
  } catch (error) {
    if (signals.signal.aborted) return GUEST_STATUS.succeeded;
    return reportFailure('agent', error, false, io);
  }
}

/** A socket that a killed agent left must not keep the next one from its address. */
async function makeWay(listen: SocketAddress): Promise<void> {
  if (listen.kind !== 'unix') return;
  const place = await removeStaleSocket(listen.path);
  if (place === 'free') return;
  const what = place === 'in-use' ? 'another program serves it' : 'it is there and no socket';
  throw new RpcError('already_exists', `--listen unix:${listen.path}: ${what}`);
}
