import { HypervisorError, type HypervisorErrorCode } from '../errors.ts';
import { printableLines } from '../printable-lines.ts';

/** What VMware's programs say, and what it means. First match decides. */
const MEANINGS: readonly {
  readonly pattern: RegExp;
  readonly code?: HypervisorErrorCode;
  readonly meaning: string;
}[] = [
  {
    pattern: /\/dev\/vmmon|vmmon.{0,20}(?:is loaded|not loaded)|kernel module/i,
    meaning:
      "VMware's kernel modules are not loaded; as root: `vmware-modconfig --console --install-all`",
  },
  {
    pattern: /operation is not supported/i,
    code: 'unsupported',
    meaning: 'this edition of VMware cannot do that',
  },
  {
    pattern:
      /VT-x is disabled|AMD-V is disabled|not support (?:VT-x|AMD-V)|Virtualized .* is not supported/i,
    meaning:
      "the processor's virtualization cannot be used; switch it on in the computer's firmware",
  },
  {
    pattern: /not enough (?:free )?(?:disk )?space|No space left|insufficient disk space/i,
    code: 'no_room',
    meaning: "the host's disk is full; free some",
  },
  {
    pattern: /[Nn]ot enough (?:physical )?memory|Insufficient memory/i,
    code: 'no_memory',
    meaning: 'this computer has not enough memory left for the machine; free some',
  },
  {
    pattern: /snapshot|suspended state|error while restoring|checkpoint/i,
    code: 'snapshot_unusable',
    meaning: 'the saved machine is damaged or does not fit this VMware',
  },
];

/** What says that somebody else holds the machine for a moment, or that VMware is starting or ending. */
const PASSING =
  /file is already in use|virtual machine is busy|Unable to connect to host|The operation was canceled/i;

/** True where the same call may be obeyed a moment later, and has done nothing yet. */
export function isPassing(output: string): boolean {
  return PASSING.test(output);
}

/**
 * @param what what failed, for instance `vmrun start`
 * @param output what the program said on both of its streams; vmrun tells of errors on standard output
 */
export function vmwareFailure(what: string, output: string): HypervisorError {
  const found = MEANINGS.find(({ pattern }) => pattern.test(output));
  const lines = printableLines(Buffer.from(output), 100);
  const line = lines.find((text) => /\berror\b|could not|cannot/i.test(text)) ?? lines.at(-1);
  const words = line?.replace(/^Error: /, '') ?? 'it said nothing';
  const message =
    found === undefined
      ? `${what} failed: ${words}`
      : `${what} failed: ${found.meaning} (${words})`;
  return new HypervisorError(found?.code ?? 'hypervisor_failed', message);
}
