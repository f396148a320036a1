/**
 * Number of a checkpoint by its tag: 1 for the first of a job, rising. 0 where there is none, or none
 * that was named by us.
 */
export function checkpointNumber(checkpoint: { readonly tag: string } | undefined): number {
  const number = Number(/^checkpoint-(\d+)$/.exec(checkpoint?.tag ?? '')?.[1]);
  return Number.isSafeInteger(number) ? number : 0;
}
