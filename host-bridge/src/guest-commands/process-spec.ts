import type { vmslot } from '@vmslot/proto/agent';
import { RpcError } from '@vmslot/proto/rpc';
import { printable } from '../report/printable.ts';
import type { TerminalSize } from './raw-terminal.ts';

/** What a person says of a program that is to run in the guest. */
export interface ProgramOptions {
  readonly argv: readonly string[];
  readonly user?: string | undefined;
  readonly cwd?: string | undefined;
  /** Each `NAME=VALUE`. */
  readonly env?: readonly string[] | undefined;
  /** Such as `90`, `90s`, `5m` or `2h`. */
  readonly timeout?: string | undefined;
  readonly terminal?: TerminalSize | undefined;
  /** Type of the terminal, as TERM says it; a strange one is not passed on. */
  readonly terminalType?: string | undefined;
  readonly streamInput: boolean;
  readonly outputBytes: number;
}

const TERMINAL_TYPE = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** @throws RpcError invalid_argument for a variable or a time that is none */
export function processSpec(options: ProgramOptions): vmslot.agent.v1.IProcessSpec {
  const { argv, user, cwd, timeout, terminal, terminalType, streamInput, outputBytes } = options;
  const env = parseVariables(options.env ?? []);
  if (terminal !== undefined && terminalType !== undefined && TERMINAL_TYPE.test(terminalType)) {
    env.TERM ??= terminalType;
  }
  return {
    argv: [...argv],
    env,
    streamInput,
    outputBytes,
    ...(user === undefined ? {} : { user }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(timeout === undefined ? {} : { timeLimitMs: parseDuration(timeout) }),
    ...(terminal === undefined ? {} : { terminal }),
  };
}

function parseVariables(texts: readonly string[]): Record<string, string> {
  const env: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) throw usage(`--env ${printable(text)}: write NAME=VALUE`);
    env[text.slice(0, at)] = text.slice(at + 1);
  }
  return env;
}

/** @returns milliseconds */
function parseDuration(text: string): number {
  const [, digits, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)([smhd])?$/.exec(text) ?? [];
  const milliseconds = Math.round(Number(digits) * (SECONDS[unit] ?? 0) * 1000);
  if (milliseconds > 0) return milliseconds;
  throw usage(`--timeout ${printable(text)}: write a time such as 90, 90s, 5m or 2h`);
}

function usage(message: string): RpcError {
  return new RpcError('invalid_argument', message);
}
