import { createScanner } from 'typescript/unstable/ast/scanner';
import { SyntaxKind } from 'typescript/unstable/ast';

/**
 * Module specifiers of a TypeScript source, type-only imports included: the string after `from`, after
 * a bare `import`, and in `import(…)`.
 * @returns {{ specifier: string, line: number }[]}
 */
export function findImports(source) {
  const scanner = createScanner(/* languageVersion */ 99, /* skipTrivia */ true);
  scanner.setText(source);
  const found = [];
  let previous;
  let beforePrevious;
  for (let token = scanner.scan(); token !== SyntaxKind.EndOfFile; token = scanner.scan()) {
    const isSpecifier =
      token === SyntaxKind.StringLiteral &&
      (previous === SyntaxKind.FromKeyword ||
        previous === SyntaxKind.ImportKeyword ||
        (previous === SyntaxKind.OpenParenToken && beforePrevious === SyntaxKind.ImportKeyword));
    if (isSpecifier) {
      const line = source.slice(0, scanner.getTokenStart()).split('\n').length;
      found.push({ specifier: scanner.getTokenValue(), line });
    }
    beforePrevious = previous;
    previous = token;
  }
  return found;
}
