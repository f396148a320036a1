/** Why a driver could not do what it was asked. */
export type HypervisorErrorCode =
  | 'hypervisor_missing'
  | 'accelerator_unusable'
  | 'unsupported'
  | 'image_unusable'
  | 'no_room'
  | 'no_memory'
  | 'snapshot_unusable'
  | 'hypervisor_failed'
  | 'canceled';

/** Error of a driver. `message` is one line for people: what failed, where, what to do. */
export class HypervisorError extends Error {
  override readonly name = 'HypervisorError';
  readonly code: HypervisorErrorCode;

  constructor(code: HypervisorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
