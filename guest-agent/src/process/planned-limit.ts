import { vmslot } from '@vmslot/proto/agent';
import { checkCount, invalid } from '../field/check-field.ts';
import { type LimitKind, MIN_FILE_SIZE_LIMIT_BYTES, type ProcessLimit } from '../launch/index.ts';

const { ResourceKind } = vmslot.agent.v1;

/** A ResourceLimit, checked and complete. */
export interface PlannedLimit {
  readonly kind: vmslot.agent.v1.ResourceKind;
  readonly soft: number;
  readonly hard: number;
  readonly unlimited: boolean;
}

const KINDS: ReadonlyMap<vmslot.agent.v1.ResourceKind, LimitKind> = new Map([
  [ResourceKind.RESOURCE_KIND_CPU, 'cpu'],
  [ResourceKind.RESOURCE_KIND_FILE_SIZE, 'fsize'],
  [ResourceKind.RESOURCE_KIND_DATA, 'data'],
  [ResourceKind.RESOURCE_KIND_STACK, 'stack'],
  [ResourceKind.RESOURCE_KIND_CORE, 'core'],
  [ResourceKind.RESOURCE_KIND_OPEN_FILES, 'nofile'],
  [ResourceKind.RESOURCE_KIND_ADDRESS_SPACE, 'as'],
  [ResourceKind.RESOURCE_KIND_PROCESSES, 'nproc'],
  [ResourceKind.RESOURCE_KIND_LOCKED_MEMORY, 'memlock'],
]);

/**
 * Checks the limits of setrlimit(2) of a spec.
 *
 * @throws {AgentError} invalid_argument, with the field named
 */
export function parseResourceLimits(
  list: readonly vmslot.agent.v1.ResourceLimit.$Properties[],
): readonly PlannedLimit[] {
  const seen = new Set<number>();
  return list.map((limit, index) => {
    const field = `spec.resource_limits[${index}]`;
    const kind = limit.kind ?? ResourceKind.RESOURCE_KIND_UNSPECIFIED;
    if (!KINDS.has(kind)) throw invalid(`${field}.kind`, 'a kind that this agent knows');
    if (seen.has(kind)) throw invalid(`${field}.kind`, 'another than those before it');
    seen.add(kind);
    if (limit.unlimited === true) return { kind, soft: 0, hard: 0, unlimited: true };
    const least = kind === ResourceKind.RESOURCE_KIND_FILE_SIZE ? MIN_FILE_SIZE_LIMIT_BYTES : 0;
    const soft = checkCount(`${field}.soft`, limit.soft, undefined, least);
    const hard = checkCount(`${field}.hard`, limit.hard ?? soft, undefined, soft);
    return { kind, soft, hard, unlimited: false };
  });
}

/** A limit as the launcher takes it. */
export function toProcessLimit({ hard, kind, soft, unlimited }: PlannedLimit): ProcessLimit {
  const name = KINDS.get(kind);
  if (name === undefined) throw new RangeError(`kind ${kind}: not checked`);
  return { kind: name, soft: unlimited ? undefined : soft, hard: unlimited ? undefined : hard };
}
