export { UML_DEBIAN_PACKAGES } from './packages.ts';
export { UmlDriver, type UmlDriverOptions } from './uml-driver.ts';
