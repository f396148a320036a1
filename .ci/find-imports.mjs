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
  let end = -1;
  for (let token = scanner.scan(); token !== SyntaxKind.EndOfFile; token = scanner.scan()) {
    // Inside of what it does not know, such as a regular expression, the scanner may stand still.
    if (scanner.getTokenEnd() === end) scanner.resetTokenState(end + 1);
    end = scanner.getTokenEnd();
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
