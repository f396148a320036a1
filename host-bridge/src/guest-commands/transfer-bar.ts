import type { Writable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import { bytes } from './describe-guest.ts';

/** Shows on a terminal how far a transfer is; nothing anywhere else. Who made it disposes it. */
export class TransferBar implements Disposable {
  readonly #stream: (Writable & { readonly isTTY?: boolean }) | undefined;
  #bar: SingleBar | undefined;

  /** @param stream undefined: nothing is shown */
  constructor(stream: (Writable & { readonly isTTY?: boolean }) | undefined) {
    this.#stream = stream?.isTTY === true ? stream : undefined;
  }

  /** @param totalBytes undefined where nobody knows it */
  update(doneBytes: number, totalBytes: number | undefined): void {
    if (this.#stream === undefined) return;
    const fraction = totalBytes === undefined ? 0 : doneBytes / Math.max(totalBytes, 1);
    const of = totalBytes === undefined ? '' : ` of ${bytes(totalBytes)}`;
    this.#bar ??= this.#start(totalBytes !== undefined);
    this.#bar.update(Math.min(fraction, 1), { text: `${bytes(doneBytes)}${of}` });
  }

  [Symbol.dispose](): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #start(isTotalKnown: boolean): SingleBar {
    const bar = new SingleBar(
      {
        format: isTotalKnown ? '{bar} {percentage}% {text}' : '{text}',
        stream: this.#stream,
        hideCursor: true,
        barsize: 40,
        clearOnComplete: true,
      },
      Presets.shades_classic,
    );
    bar.start(1, 0, { text: '' });
    return bar;
  }
}
