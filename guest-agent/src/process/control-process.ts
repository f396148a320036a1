import { vmslot } from '@vmslot/proto/agent';
import { checkCount, invalid } from '../field/check-field.ts';
import type { ManagedProcess } from './managed-process.ts';
import { MAX_GRACE_MS, MAX_SIGNAL_NUMBER } from './process-limits.ts';

const { EndReason, ProcessVerb, SignalTarget } = vmslot.agent.v1;

/**
 * Stops, continues, ends or signals a process, as ProcessService.Signal. One that has ended is at the
 * aim of TERMINATE and KILL already.
 *
 * @throws {AgentError} invalid_argument, failed_precondition where it has ended, deadline_exceeded
 */
export async function controlProcess(
  managed: ManagedProcess,
  request: vmslot.agent.v1.SignalRequest.$Properties,
): Promise<void> {
  const graceMs = checkCount('grace_ms', request.graceMs, MAX_GRACE_MS) || managed.plan.graceMs;
  const isOver = managed.hasEnded;
  switch (request.verb) {
    case ProcessVerb.PROCESS_VERB_TERMINATE:
      if (!isOver) await managed.running().terminate(askedFor('TERMINATE'), graceMs);
      return;
    case ProcessVerb.PROCESS_VERB_KILL:
      if (!isOver) await managed.running().kill(askedFor('KILL'));
      await managed.untilEnded();
      return;
    case ProcessVerb.PROCESS_VERB_FREEZE:
      return managed.running().freeze();
    case ProcessVerb.PROCESS_VERB_THAW:
      return managed.running().thaw();
    case ProcessVerb.PROCESS_VERB_SIGNAL: {
      const signalNumber = checkCount('signal_number', request.signalNumber, MAX_SIGNAL_NUMBER, 1);
      const target = request.target ?? SignalTarget.SIGNAL_TARGET_UNSPECIFIED;
      if (!Object.values(SignalTarget).includes(target)) {
        throw invalid('target', 'a target that this agent knows');
      }
      return managed.running().signal(signalNumber, target === SignalTarget.SIGNAL_TARGET_LEADER);
    }
    case ProcessVerb.PROCESS_VERB_UNSPECIFIED:
    case undefined:
    default:
      throw invalid('verb', 'a verb that this agent knows');
  }
}

function askedFor(verb: string): { reason: vmslot.agent.v1.EndReason; message: string } {
  const message = `ended by ${verb}, which was asked for`;
  return { reason: EndReason.END_REASON_CONTROLLED, message };
}
