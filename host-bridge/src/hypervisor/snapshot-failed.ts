import { HypervisorError } from './errors.ts';

/**
 * The error where a product could not do that with a snapshot which is not at fault.
 *
 * @param product as its users call it
 * @param verb such as `save`
 */
export function snapshotFailed(
  product: string,
  verb: string,
  why: string,
  cause?: unknown,
): HypervisorError {
  return new HypervisorError(
    'hypervisor_failed',
    `${product} could not ${verb} the snapshot: ${why}`,
    { cause },
  );
}
