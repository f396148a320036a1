/** What is wrong between bridge and core client. */
export type BoincErrorCode =
  | 'init_data_unusable'
  | 'shared_memory_unusable'
  | 'link_unusable'
  | 'slot_file_unusable'
  | 'platform_unsupported';

/** Error of the runtime client. `message` is one line for people: what, where, what to do. */
export class BoincError extends Error {
  override readonly name = 'BoincError';
  /**
   * `init_data_unusable`: init_data.xml is not there, cut off or absurd; `shared_memory_unusable`: the
   * message channels cannot be opened or have another size; `link_unusable`: a soft link of the slot
   * leads outside or nowhere; `slot_file_unusable`: a file of the protocol cannot be read or written;
   * `platform_unsupported`: no message channels on this system yet.
   */
  readonly code: BoincErrorCode;

  constructor(code: BoincErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
