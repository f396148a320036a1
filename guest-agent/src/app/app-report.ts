import type { vmslot } from '@vmslot/proto/agent';
import { invalid } from '../field/check-field.ts';
import { checkLine } from './check-line.ts';
import { MAX_APP_TEXT_CHARACTERS } from './app-limits.ts';

type AppReport = vmslot.agent.v1.AppReport.$Properties;

/** All that the programs of a step have reported of it. */
export interface StepReport {
  /** 0 to 1; never falls, as the operations. */
  readonly fractionDone: number;
  readonly floatingPointOperations: number;
  readonly integerOperations: number;
  readonly floatingPointSpeed: number;
  readonly integerSpeed: number;
  readonly inCriticalSection: boolean;
  readonly statusText: string;
  readonly webGraphicsUrl: string;
  readonly remoteDesktopAddress: string;
  readonly needsNetwork: boolean;
}

/** Of a step whose programs have said nothing. */
export const NOTHING_REPORTED: StepReport = {
  fractionDone: 0,
  floatingPointOperations: 0,
  integerOperations: 0,
  floatingPointSpeed: 0,
  integerSpeed: 0,
  inCriticalSection: false,
  statusText: '',
  webGraphicsUrl: '',
  remoteDesktopAddress: '',
  needsNetwork: false,
};

/**
 * What is reported with a further report; the same object where that changes nothing. A fraction
 * outside of 0 to 1 counts as the nearest of the two.
 *
 * @throws {AgentError} invalid_argument for what is no number, or a text that is too long
 */
export function mergeReport(before: StepReport, report: AppReport): StepReport {
  const fraction = checkNumber('report.fraction_done', report.fractionDone, false) ?? 0;
  const figure = (field: string, value: number | null | undefined, least: number): number =>
    Math.max(least, checkNumber(`report.${field}`, value, true) ?? 0);
  const line = (field: string, value: string | null | undefined, otherwise: string): string =>
    value === undefined || value === null
      ? otherwise
      : checkLine(`report.${field}`, value, MAX_APP_TEXT_CHARACTERS);
  const after: StepReport = {
    fractionDone: Math.max(before.fractionDone, Math.min(fraction, 1)),
    floatingPointOperations: figure(
      'floating_point_operations',
      report.floatingPointOperations,
      before.floatingPointOperations,
    ),
    integerOperations: figure(
      'integer_operations',
      report.integerOperations,
      before.integerOperations,
    ),
    floatingPointSpeed:
      checkNumber('report.floating_point_speed', report.floatingPointSpeed, true) ??
      before.floatingPointSpeed,
    integerSpeed:
      checkNumber('report.integer_speed', report.integerSpeed, true) ?? before.integerSpeed,
    inCriticalSection: report.inCriticalSection ?? before.inCriticalSection,
    statusText: line('status_text', report.statusText, before.statusText),
    webGraphicsUrl: line('web_graphics_url', report.webGraphicsUrl, before.webGraphicsUrl),
    remoteDesktopAddress: line(
      'remote_desktop_address',
      report.remoteDesktopAddress,
      before.remoteDesktopAddress,
    ),
    needsNetwork: report.needsNetwork ?? before.needsNetwork,
  };
  const names = Object.keys(after) as (keyof StepReport)[];
  return names.every((name) => after[name] === before[name]) ? before : after;
}

/** A finite number, or undefined where none is set. */
function checkNumber(
  field: string,
  value: number | null | undefined,
  isCount: boolean,
): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Number.isFinite(value) || (isCount && value < 0)) {
    throw invalid(field, isCount ? 'a finite number, not below 0' : 'a finite number');
  }
  return value;
}
