/** An output of a `DirectWorkunit`. */
export interface DirectOutput {
  readonly openName: string;
  /** Default: 1 MB. */
  readonly maxBytes?: number;
  readonly optional?: boolean;
  readonly copyFile?: boolean;
}
