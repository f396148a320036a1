/** Why a QMP exchange failed. */
export type QmpErrorCode =
  'protocol' | 'closed' | 'command_failed' | 'timeout' | 'canceled' | 'too_many';

/** Error of {@link QmpClient}; the driver turns it into a HypervisorError. */
export class QmpError extends Error {
  override readonly name = 'QmpError';
  /**
   * `protocol`: the other end does not speak QMP; `closed`: it is gone; `command_failed`: QEMU said
   * no, see `qmpClass`; `timeout`, `canceled`: given up; `too_many`: too many open commands.
   */
  readonly code: QmpErrorCode;
  /** QEMU's own error class with `command_failed`, for instance `GenericError`. */
  readonly qmpClass: string | undefined;

  constructor(
    code: QmpErrorCode,
    message: string,
    options: ErrorOptions & { qmpClass?: string | undefined } = {},
  ) {
    super(message, options);
    this.code = code;
    this.qmpClass = options.qmpClass;
  }
}
