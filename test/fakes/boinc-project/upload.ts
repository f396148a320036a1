/** An output file that a client has uploaded whole, MD5 checked. */
export interface Upload {
  /** Physical name; {@link WorkunitOutput.physicalName}. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly md5: string;
  /** Where it lies, until the server is disposed. */
  readonly path: string;
}
