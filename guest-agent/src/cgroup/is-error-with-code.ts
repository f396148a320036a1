/** True for an error of the operating system; with `codes`, only for one of these (`ENOENT`, ...). */
export function isErrorWithCode(
  error: unknown,
  ...codes: string[]
): error is NodeJS.ErrnoException & { code: string } {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return false;
  }
  return codes.length === 0 || codes.includes(error.code);
}
