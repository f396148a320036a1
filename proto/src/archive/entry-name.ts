import { ArchiveError } from './archive-error.ts';
import {
  MAX_COMPONENT_BYTES,
  MAX_LINK_TARGET_BYTES,
  MAX_PATH_BYTES,
  MAX_PATH_DEPTH,
} from './archive-options.ts';

/** Control characters (C0, DEL, C1) and the backslash, which is a separator on Windows. */
const FORBIDDEN = /[\p{Cc}\\]/u;

/** Control characters alone, for a Linux. */
const CONTROL = /\p{Cc}/u;

/** A drive (`C:dir` is relative to that drive's directory) or a device, with any extension. */
const WINDOWS_SPECIAL =
  /^(?:[A-Za-z]:|(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:[.:]|$))/i;

/** Cannot be stored on Windows, or is the short name of something else there. */
const WINDOWS_UNSTORABLE = /[<>:"|?*]|^[^.~]{1,6}~[0-9]{1,6}(?:\.[^.]{0,3})?$/;

/**
 * Checks the path of an entry: relative, `/` between components, none of them empty, `.` or `..`,
 * no backslash, drive, device or control character, no dot or space at a component's end.
 * @throws ArchiveError with name_refused, name_too_long or too_deep
 */
export function assertEntryPath(path: string, windowsNames = false, linuxNames = false): void {
  if (path.length > MAX_PATH_BYTES || Buffer.byteLength(path) > MAX_PATH_BYTES) {
    throw new ArchiveError('name_too_long', `its path has over ${MAX_PATH_BYTES} bytes`, path);
  }
  if (path === '' || path.startsWith('/')) refuse('its path is empty or absolute', path);
  if ((linuxNames ? CONTROL : FORBIDDEN).test(path)) {
    refuse('its path has a backslash or a control character', path);
  }
  if (!path.isWellFormed()) refuse('its path is not valid Unicode', path);
  let depth = 0;
  for (let from = 0; from <= path.length; depth += 1) {
    const slash = path.indexOf('/', from);
    const to = slash === -1 ? path.length : slash;
    const component = path.slice(from, to);
    assertComponent(component, path);
    if (!linuxNames) assertPortable(component, path, windowsNames);
    from = to + 1;
  }
  if (depth > MAX_PATH_DEPTH) {
    throw new ArchiveError('too_deep', `its path has over ${MAX_PATH_DEPTH} components`, path);
  }
}

function assertComponent(component: string, path: string): void {
  if (component === '' || component === '.' || component === '..') {
    refuse('its path has a component that is empty, . or ..', path);
  }
  // A UTF-16 code unit is at most three bytes of UTF-8.
  if (
    component.length * 3 > MAX_COMPONENT_BYTES &&
    Buffer.byteLength(component) > MAX_COMPONENT_BYTES
  ) {
    throw new ArchiveError(
      'name_too_long',
      `a component has over ${MAX_COMPONENT_BYTES} bytes`,
      path,
    );
  }
}

/** What means something else, or nothing, on a system other than Linux. */
function assertPortable(component: string, path: string, windowsNames: boolean): void {
  const last = component.at(-1);
  if (last === '.' || last === ' ') {
    refuse('its path has a component that ends with a dot or a space', path);
  }
  if (WINDOWS_SPECIAL.test(component)) refuse('its path names a drive or a device', path);
  if (windowsNames && WINDOWS_UNSTORABLE.test(component)) {
    refuse('its path cannot be stored on Windows', path);
  }
}

/**
 * Checks the target of a symbolic link that is kept as data and followed by nobody here.
 * @throws ArchiveError with link_refused
 */
export function assertAnyLinkTarget(path: string, target: string): void {
  if (target === '' || Buffer.byteLength(target) > MAX_LINK_TARGET_BYTES) {
    refuseLink(`its target is empty or has over ${MAX_LINK_TARGET_BYTES} bytes`, path);
  }
  if (CONTROL.test(target) || !target.isWellFormed()) {
    refuseLink('its target has a control character or is not valid Unicode', path);
  }
}

/**
 * Checks where a symbolic link points: relative, `..` only in front and only up to the root, then
 * names. With no entry below a link (the ledger sees to that) a link can then not leave its root,
 * not even through other links: each step up starts in a real directory.
 * @param path the link's own path, already checked
 * @param target what it points at
 * @param root the directory it must stay in, as a path; empty: the archive
 * @throws ArchiveError with link_refused
 */
export function assertLinkTarget(path: string, target: string, root: string): void {
  if (target === '' || target.startsWith('/')) refuseLink('its target is empty or absolute', path);
  if (target.length > MAX_LINK_TARGET_BYTES || Buffer.byteLength(target) > MAX_LINK_TARGET_BYTES) {
    refuseLink(`its target has over ${MAX_LINK_TARGET_BYTES} bytes`, path);
  }
  if (FORBIDDEN.test(target) || !target.isWellFormed()) {
    refuseLink('its target has a backslash, a control character or is not valid Unicode', path);
  }
  const below = root === '' ? path : path.slice(root.length + 1);
  if (below === '') refuseLink('it stands where a file or directory is expected', path);
  let upCount = below.split('/').length - 1;
  let named = false;
  // One trailing slash says "a directory" and changes nothing.
  const parts = (target.endsWith('/') ? target.slice(0, -1) : target).split('/');
  for (const part of parts) {
    if (part === '..') {
      upCount -= 1;
      if (named || upCount < 0) refuseLink('its target leaves the directory it belongs to', path);
    } else if (part !== '.') {
      named = true;
      if (part === '' || WINDOWS_SPECIAL.test(part)) {
        refuseLink('its target has an empty component, a drive or a device', path);
      }
      if (Buffer.byteLength(part) > MAX_COMPONENT_BYTES) {
        refuseLink(`its target has a component of over ${MAX_COMPONENT_BYTES} bytes`, path);
      }
    }
  }
}

/**
 * The root that `path` is or lies below.
 * @returns undefined where it belongs to none
 */
export function rootOf(path: string, roots: readonly string[]): string | undefined {
  return roots.find((root) => path === root || path.startsWith(`${root}/`));
}

function refuse(message: string, path: string): never {
  throw new ArchiveError('name_refused', message, path);
}

function refuseLink(message: string, path: string): never {
  throw new ArchiveError('link_refused', `symbolic link: ${message}`, path);
}
