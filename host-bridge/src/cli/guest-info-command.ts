import { SERVICES } from '@vmslot/proto/rpc';
import type { Command } from 'commander';
import { toRpcError, type AgentClient } from '../agent-client/index.ts';
import { describeGuest } from '../guest-commands/describe-guest.ts';
import { addGuestOptions, withGuest, type GuestOptions } from './guest-options.ts';
import type { ProgramIo } from './program-io.ts';

/** Adds `vmslot guest info`. */
export function addGuestInfoCommand(
  guest: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  addGuestOptions(guest.command('info').description('Show what the guest is and how it does.'))
    .addHelpText('after', '\nAll of it is what the guest says of itself.\n')
    .action(async (options: GuestOptions) => {
      done(
        await withGuest('guest info', options, io, async ({ client }, signal) => {
          const info = await client.system.getInfo({}, { signal });
          const metrics = await metricsOf(client, signal);
          if (options.json === true) {
            const { getInfo, getMetrics } = SERVICES.system;
            const json = {
              type: 'info',
              info: asJson(getInfo.response, info),
              metrics: metrics && asJson(getMetrics.response, metrics),
            };
            io.stdout.write(`${JSON.stringify(json)}\n`);
          } else {
            io.stdout.write(`${describeGuest(info, metrics).join('\n')}\n`);
          }
        }),
      );
    });
}

/** Undefined where the agent cannot measure. */
async function metricsOf(client: AgentClient, signal: AbortSignal) {
  try {
    return await client.system.getMetrics({}, { signal });
  } catch (error) {
    const failure = toRpcError(error, signal);
    if (failure.code !== 'unimplemented') throw failure;
    return undefined;
  }
}

/** A message by the protobuf mapping to JSON, as every client of the agent sees it. */
function asJson<Message>(
  codec: { encode(message: Message, format: 'json'): Uint8Array },
  message: Message,
): unknown {
  return JSON.parse(Buffer.from(codec.encode(message, 'json')).toString());
}
