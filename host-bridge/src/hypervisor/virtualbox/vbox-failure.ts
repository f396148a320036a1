import { HypervisorError, type HypervisorErrorCode } from '../errors.ts';
import { printableLines } from '../printable-lines.ts';

/** What VirtualBox says, and what it means. First match decides. */
const MEANINGS: readonly {
  readonly pattern: RegExp;
  readonly code?: HypervisorErrorCode;
  readonly meaning: string;
}[] = [
  {
    pattern:
      /vboxdrv kernel module is not loaded|VERR_VM_DRIVER_NOT_INSTALLED|VERR_VM_DRIVER_NOT_ACCESSIBLE|suplibOsInit|kernel driver (?:is|not)/i,
    meaning:
      "VirtualBox's kernel module is not loaded; load it as root, with `modprobe vboxdrv` or `/sbin/vboxconfig`",
  },
  {
    pattern: /VERR_VMX_IN_VMX_ROOT_MODE|VERR_SVM_IN_USE/,
    meaning:
      'another hypervisor holds the processor; end its machines, or unload its kernel module (kvm)',
  },
  {
    pattern: /VERR_(?:VMX_NO_VMX|VMX_MSR_\w+|VMX_DISABLED|SVM_NO_SVM|SVM_DISABLED|CPU_\w+|NEM_\w+)/,
    meaning:
      "the processor's virtualization cannot be used; switch it on in the computer's firmware",
  },
  {
    pattern: /VERR_DISK_FULL|DrvVD_DISKFULL|No space left on device/,
    code: 'no_room',
    meaning: "the host's disk is full; free some",
  },
  {
    pattern:
      /VERR_NO_(?:MEMORY|PAGE_MEMORY|LOW_MEMORY|CONT_MEMORY)|VERR_GMM_\w+|E_OUTOFMEMORY|VERR_OUT_OF_MEMORY|HostMemoryLow/,
    code: 'no_memory',
    meaning: 'this computer has not enough memory left for the machine; free some',
  },
  {
    pattern: /VERR_SSM_\w+|VERR_VD_\w+|saved state file/i,
    code: 'snapshot_unusable',
    meaning: 'the saved machine, or its disk, is damaged or does not fit this VirtualBox',
  },
  {
    pattern: /UUID \{[0-9a-f-]+\} .*already exists|already exists.*UUID/is,
    meaning: 'a disk of the same identity is registered already',
  },
];

/** What says that somebody else holds the machine for a moment, or that VirtualBox's server is starting or ending. */
const PASSING =
  /VBOX_E_INVALID_OBJECT_STATE|VBOX_E_INVALID_SESSION_STATE|VBOX_E_OBJECT_IN_USE|E_ACCESSDENIED|NS_ERROR_(?:CALL_FAILED|ABORT|SOCKET_FAIL)|already locked|while it is locked|Failed to create the VirtualBox object/;

/** The same codes where waiting changes nothing. */
const LASTING = /child snapshots|child hard disks/;

/** True where the same call may be obeyed a moment later, and has done nothing yet. */
export function isPassing(output: string): boolean {
  return PASSING.test(output) && !LASTING.test(output);
}

/**
 * @param what what failed, for instance `VBoxManage controlvm`
 * @param output what the program said on both of its streams
 */
export function vboxFailure(what: string, output: string): HypervisorError {
  const found = MEANINGS.find(({ pattern }) => pattern.test(output));
  const words = firstWords(output);
  const message =
    found === undefined
      ? `${what} failed: ${words}`
      : `${what} failed: ${found.meaning} (${words})`;
  return new HypervisorError(found?.code ?? 'hypervisor_failed', message);
}

/** The first line that tells of an error; the lines after it are details for developers. */
function firstWords(output: string): string {
  const lines = printableLines(Buffer.from(output), 100);
  const line = lines.find((text) => /\berror\b|failed|WARNING/i.test(text)) ?? lines.at(-1);
  return line?.replace(/^VBox(?:Manage|Headless)(?:\.exe)?: error: /, '') ?? 'it said nothing';
}
