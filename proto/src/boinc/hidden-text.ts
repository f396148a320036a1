/**
 * A text that no log shows: printing, inspecting, cloning or writing the holder as JSON never gives it
 * away, only `reveal` does.
 */
export class HiddenText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. Who calls this answers for where it goes. */
  reveal(): string {
    return this.#text;
  }

  /** What is printed in its place. */
  toString(): string {
    return '[hidden]';
  }

  /** What is written in its place. */
  toJSON(): string {
    return '[hidden]';
  }
}
