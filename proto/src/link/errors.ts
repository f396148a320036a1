/** Why a link, or a stream on it, ended. */
export type LinkErrorCode =
  /** The epoch ended: damage, a hole, silence, or the other side started anew. Calls may be made again. */
  | 'epoch_ended'
  /** The other side reset this stream. */
  | 'stream_reset'
  /** The transport below closed or failed. */
  | 'transport_closed'
  /** The other side does not know the secret of this boot. */
  | 'unauthenticated'
  /** The two sides have no protocol version in common. */
  | 'version_mismatch'
  /** The other side broke a rule of the protocol. */
  | 'protocol_violation'
  /** Too many damaged bytes in a row: this is no agent, or the line is unusable. */
  | 'line_unusable'
  /** A limit of this side was reached. */
  | 'limit_reached'
  /** This side closed the link. */
  | 'closed'
  /** The caller gave up waiting. */
  | 'canceled';

/** Error of the link layer; `message` is one line. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly code: LinkErrorCode;

  constructor(code: LinkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
