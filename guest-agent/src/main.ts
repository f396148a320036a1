import { constants } from 'node:os';
import { Agent } from './agent.ts';
import { readConfig } from './config/config.ts';

/** The guest's console: the bridge shows its last lines when a boot fails. */
const log = (line: string) => process.stderr.write(`vmslot-agent: ${line}\n`);

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
  const agent = new Agent({ config, log });
  const address = await agent.start();
  log(`ready on ${address} after ${Math.round(performance.now())} ms, boot ${config.seed.bootId}`);
  const haste = new AbortController();
  let ending: Promise<void> | undefined;
  void agent.closed.then((error) => {
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
}

main().catch((error: unknown) => {
  log(`cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
