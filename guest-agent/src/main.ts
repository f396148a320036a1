import { constants } from 'node:os';
import { Agent, AGENT_VERSION } from './agent.ts';
import { readConfig } from './config/config.ts';
import { CHECK_OPTION, canReplaceAgent, replaceAgent } from './restart/index.ts';
import { endMachine, safeLine, type MachineEnd } from './system/index.ts';

/** The guest's console: the bridge shows its last lines when a boot fails. */
const writeLine = (line: string) => process.stderr.write(`vmslot-agent: ${safeLine(line)}\n`);

/**
 * Ends the process whatever its threads do: a thread that reads a port blocks in the kernel, and an
 * ordinary exit would wait for it for ever.
 */
function endProcess(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive after SIGKILL');
}

async function main(): Promise<void> {
  const config = await readConfig(process.argv.slice(2));
  // Init ends the services then, this agent among them: by SIGTERM, as whenever the machine goes down.
  const powerOff = (end: MachineEnd) => {
    agent.log(`the host wants the machine to end: ${end}`);
    void endMachine(end, new AbortController().signal).catch((error: unknown) =>
      agent.log(`the machine could not be ended: ${String(error)}`),
    );
  };
  const haste = new AbortController();
  let ending: Promise<void> | undefined;
  // Not where the agent was told to end meanwhile: the next one would not know.
  const replace = (bundlePath: string, address: string | undefined) => {
    if (ending === undefined) replaceAgent(bundlePath, address);
  };
  const agent = new Agent({
    config,
    log: writeLine,
    endMachine: powerOff,
    ...(canReplaceAgent() ? { replace } : {}),
  });
  const { log } = agent;
  const address = await agent.start();
  const restart = () => {
    const order = { bundlePath: '', sha256: new Uint8Array() };
    agent
      .restart(order, haste.signal)
      .catch((error: unknown) => log(`not replaced: ${String(error)}`));
  };
  process.off('SIGHUP', ignore).on('SIGHUP', restart);
  void agent.closed.then((error) => {
    // The next agent takes the link up.
    if (agent.isReplaced) return;
    if (ending !== undefined) {
      // Closed by the ending itself; or lost, and then no host can come for anything.
      haste.abort();
      return;
    }
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
    log(`the link is lost: ${error.message}${cause}; ending, to be started again`);
    process.exit(1);
  });
  const stop = (signal: NodeJS.Signals) => {
    if (signal === 'SIGINT') haste.abort();
    // A supervisor may repeat SIGTERM; that is no reason to hurry.
    if (ending !== undefined) return;
    log(`ending on ${signal} (${constants.signals[signal]})`);
    ending = agent.endInOrder(haste.signal).then(endProcess, (error: unknown) => {
      log(`could not end in order: ${String(error)}`);
      endProcess();
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // On a bare host the program that started this one waits for the address, and takes it along.
  process.once('disconnect', () => stop('SIGINT'));
  log(`ready on ${address} after ${Math.round(performance.now())} ms, boot ${config.seed.bootId}`);
  process.send?.({ type: 'ready', address, version: AGENT_VERSION });
}

/** An agent that starts is new already. */
function ignore(): void {
  // Without a listener the signal would end the process.
}

process.on('SIGHUP', ignore);
if (process.argv.includes(CHECK_OPTION)) {
  process.stdout.write(`${AGENT_VERSION}\n`);
  process.exit(0);
}

main().catch((error: unknown) => {
  writeLine(`cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
