import type { vmslot } from '@vmslot/proto/agent';
import { invalid } from '../field/check-field.ts';
import { MAX_APP_TEXT_CHARACTERS, MAX_PROJECT_PREFERENCES_BYTES } from './app-limits.ts';

/** What the host knows and a program may know, as messages have it. */
export type AppFacts = vmslot.agent.v1.AppFacts.$Properties;

/**
 * Checks what the host tells of a task. What is not set has the value that the schema gives it.
 *
 * @throws {AgentError} invalid_argument, with the field named
 */
export function checkAppFacts(field: string, facts: AppFacts): AppFacts {
  for (const [name, value] of Object.entries(facts)) {
    const place = `${field}.${name}`;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw invalid(place, 'a finite number');
    }
    if (typeof value !== 'string') continue;
    if (name === 'projectPreferences') {
      if (Buffer.byteLength(value) > MAX_PROJECT_PREFERENCES_BYTES) {
        throw invalid(place, `at most ${MAX_PROJECT_PREFERENCES_BYTES} bytes`);
      }
    } else if (value.length > MAX_APP_TEXT_CHARACTERS) {
      throw invalid(place, `at most ${MAX_APP_TEXT_CHARACTERS} characters`);
    }
  }
  return { ...facts };
}
