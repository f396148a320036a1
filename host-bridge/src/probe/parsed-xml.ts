import { parseXml, XmlElement, type XmlNode } from '@rgrove/parse-xml';

/** The root of a text that must be well-formed XML, for tests. @throws XmlError where it is not */
export function rootOf(xml: string): XmlElement {
  const { root } = parseXml(xml);
  if (root === null) throw new Error('no root');
  return root;
}

/** The elements in an element, without texts and comments. */
export function elementsOf(node: { readonly children: readonly XmlNode[] }): XmlElement[] {
  return node.children.filter((child) => child instanceof XmlElement);
}
