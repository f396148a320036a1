import protobuf from 'protobufjs';

/**
 * Messages of a type that between them set every field to something else than it has anyway: one for
 * each of the fields of its largest group. Enums by name, bytes in base64.
 */
export function sampleMessages(type: protobuf.Type): Record<string, unknown>[] {
  return Array.from({ length: alternativeCount(type) }, (_, index) => sample(type, index));
}

/** Most fields of a group in the message or in those inside it; 1 without groups. */
function alternativeCount(type: protobuf.Type): number {
  const inside = type.fieldsArray
    .map(({ resolvedType }) => resolvedType)
    .filter((resolved) => resolved instanceof protobuf.Type)
    .map(alternativeCount);
  return Math.max(1, ...type.oneofsArray.map(({ oneof }) => oneof.length), ...inside);
}

function sample(type: protobuf.Type, index: number): Record<string, unknown> {
  const chosen = type.fieldsArray.filter(({ name, partOf }) => {
    return partOf === null || partOf.oneof[index % partOf.oneof.length] === name;
  });
  return Object.fromEntries(chosen.map((field) => [field.name, sampleValue(field, index)]));
}

function sampleValue(field: protobuf.Field, index: number): unknown {
  const one = sampleOne(field, index);
  if (field.map) return { KEY: one };
  return field.repeated ? [one, one] : one;
}

function sampleOne(field: protobuf.Field, index: number): unknown {
  const { resolvedType, type, id, name } = field;
  if (resolvedType instanceof protobuf.Type) return sample(resolvedType, index);
  if (resolvedType instanceof protobuf.Enum) return Object.keys(resolvedType.values).at(-1);
  if (type === 'string') return name;
  if (type === 'bytes') return Buffer.from(name).toString('base64');
  if (type === 'bool') return true;
  // Too large for one byte, and for 32 bits where there are 64.
  return type.endsWith('64') ? 2 ** 33 + id : type === 'double' ? id + 0.5 : 1000 + id;
}
