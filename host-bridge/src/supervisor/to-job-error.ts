import { LinkError } from '@vmslot/proto/link';
import { RpcError } from '@vmslot/proto/rpc';
import { BoincError } from '../boinc/index.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import { JobError, type OutcomeCode, type Phase } from '../outcome.ts';
import { oneLine } from '../report/one-line.ts';

/** Turns whatever ended a phase into the one kind of error that the outcome table knows. */
export function toJobError(error: unknown, phase: Phase): JobError {
  if (error instanceof JobError) {
    if (error.phase !== undefined) return error;
    const { code, message, details, cause, appWords } = error;
    return new JobError(code, message, { phase, details, cause, appWords });
  }
  const message = oneLine(error instanceof Error ? error.message : String(error));
  return new JobError(codeOf(error), message, { phase, cause: error });
}

function codeOf(error: unknown): OutcomeCode {
  if (error instanceof HypervisorError) {
    if (error.code === 'canceled') return 'terminated';
    if (error.code === 'unsupported') return 'driver_unsuitable';
    // Nobody who has a snapshot to restore lets it come this far: there is an older one, or a boot.
    return error.code === 'snapshot_unusable' ? 'hypervisor_failed' : error.code;
  }
  if (error instanceof BoincError) return 'client_files_unusable';
  if (error instanceof LinkError) return codeOfLinkError(error);
  if (error instanceof RpcError) return codeOfRpcError(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'no_room';
  return 'internal';
}

function codeOfLinkError(error: LinkError): OutcomeCode {
  switch (error.code) {
    case 'unauthenticated':
    case 'version_mismatch':
    case 'line_unusable':
      return 'agent_refused';
    case 'epoch_ended':
    case 'stream_reset':
    case 'transport_closed':
    case 'protocol_violation':
    case 'limit_reached':
    case 'closed':
    case 'canceled':
      return 'agent_lost';
  }
}

function codeOfRpcError(error: RpcError): OutcomeCode {
  switch (error.code) {
    case 'resource_exhausted':
      return 'guest_disk_full';
    case 'unavailable':
    case 'deadline_exceeded':
    case 'canceled':
    case 'aborted':
    case 'data_loss':
      return 'agent_lost';
    case 'unknown':
    case 'invalid_argument':
    case 'not_found':
    case 'already_exists':
    case 'permission_denied':
    case 'failed_precondition':
    case 'out_of_range':
    case 'unimplemented':
    case 'internal':
    case 'unauthenticated':
      return 'agent_refused';
  }
}
