import type { Finding, Node, Rule } from '../source.ts';

const DEFAULTS = new Set(['ExportDefaultDeclaration', 'ExportDefaultExpression']);

function fault(node: Node): string | null {
  if (DEFAULTS.has(node.type)) return 'name the export: a default export has another name in every file';
  if (node.type === 'ExportAllDeclaration') return 'export * hides where a name lives';
  if (node.type === 'ExportNamedDeclaration' && node.source)
    return 'a name has one home: import it from there';
  return null;
}

/** R9: named exports only, nothing is exported again. (That no index.ts exists is seen in the names of files.) */
export const namedExports: Rule = (sources) => {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (!source.path.startsWith('src/')) continue;
    if (/(?:^|\/)index\.(?:ts|tsx|js)$/.test(source.path)) {
      findings.push({
        rule: 'R9-no-index',
        path: source.path,
        line: 1,
        message: 'call the file by its subject',
      });
    }
    for (const node of source.nodes) {
      const message = fault(node);
      if (message)
        findings.push({ rule: 'R9-named-exports', path: source.path, line: source.lineOf(node), message });
    }
  }
  return findings;
};
