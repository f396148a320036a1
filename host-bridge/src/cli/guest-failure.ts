import { RpcError } from '@vmslot/proto/rpc';
import { ReaderLeftError } from '../guest-commands/write-all.ts';
import { printable } from '../report/printable.ts';
import type { ProgramIo } from './program-io.ts';

/** Exit statuses of the commands for people that talk to an agent; `guest exec` has more of them. */
export const GUEST_STATUS = {
  succeeded: 0,
  failed: 1,
  usage: 2,
  /** As of a program that SIGPIPE ended: nobody reads its output any more. */
  readerLeft: 141,
} as const;

/**
 * Says why a command failed, in one line: on standard error, or as JSON on standard output.
 * @param command such as "guest ls"
 * @returns the exit status
 */
export function reportFailure(
  command: string,
  error: unknown,
  json: boolean,
  io: ProgramIo,
): number {
  if (error instanceof ReaderLeftError) return GUEST_STATUS.readerLeft;
  const { code, message } = RpcError.from(error, 'internal');
  const text = printable(message).replaceAll(/\s*\n\s*/g, ' ');
  if (json) io.stdout.write(`${JSON.stringify({ type: 'failed', code, message: text })}\n`);
  else io.stderr.write(`vmslot ${command}: ${text}\n`);
  return code === 'invalid_argument' ? GUEST_STATUS.usage : GUEST_STATUS.failed;
}
