/**
 * Services that an image may run beside the agent, sorted. Each has its files in
 * `images/overlay-NAME`, and its option is `--with-NAME`.
 */
export const EXTRA_SERVICES = ['poweroff', 'qemu-ga'] as const;

export type ExtraService = (typeof EXTRA_SERVICES)[number];

/** Debian packages that a service needs. */
export const SERVICE_PACKAGES: Readonly<Record<ExtraService, readonly string[]>> = {
  poweroff: [],
  'qemu-ga': ['qemu-guest-agent'],
};

/** Name of the directory with a service's files, below `images`. */
export function overlayOf(service: ExtraService): string {
  return `overlay-${service}`;
}
