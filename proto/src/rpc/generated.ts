import protobuf from 'protobufjs/minimal.js';
import { vmslot } from '../../gen/agent.js';

/**
 * The generated classes, made to hold 64-bit numbers as numbers, which is what their types say (pbjs
 * --force-number). By itself protobufjs uses objects of the package "long" wherever it finds that
 * package. Whoever decodes messages imports them from here or through the method table.
 */
export const v1 = vmslot.agent.v1;

// In this order: the defaults are known as objects only while the package is.
for (const type of Object.values(v1)) replaceLongDefaults(type);
protobuf.util.Long = null as unknown as typeof protobuf.util.Long;
protobuf.configure();

/** Defaults stand in the prototype and were made when the generated module was loaded. */
function replaceLongDefaults(type: unknown): void {
  if (typeof type !== 'function') return;
  const prototype = type.prototype as Record<string, unknown>;
  for (const [name, value] of Object.entries(prototype)) {
    if (isLong(value)) prototype[name] = 0;
  }
}

function isLong(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'low' in value && 'high' in value;
}
