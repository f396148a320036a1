/** Debian packages with all that the driver starts. */
export const UML_DEBIAN_PACKAGES: readonly string[] = ['user-mode-linux'];
