import type { vmslot as generated } from '../../gen/agent.js';
import { SCHEMA } from '../../gen/schema.ts';
import { messageClass } from './message-class.ts';

/**
 * Classes of the messages and objects of the enums of the package `vmslot.agent.v1`, typed by what
 * the generator makes of the schemas. Enums hold the numbers by name, and in their prototype the
 * names by number.
 */
export const v1 = Object.fromEntries([
  ...Object.entries(SCHEMA.enums).map(([name, values]) => [name, createEnum(values)] as const),
  ...Object.keys(SCHEMA.messages).map((name) => [name, messageClass(name)] as const),
]) as unknown as typeof generated.agent.v1;

/** The packages of the schema, for those who name messages and enums in full. */
export const vmslot = { agent: { v1 } };

function createEnum(values: Readonly<Record<string, number>>): object {
  const names = Object.entries(values).map(([name, number]) => [number, name] as const);
  return Object.assign(Object.create(Object.fromEntries(names)) as object, values);
}
