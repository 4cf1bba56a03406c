import { type Finding, isTest, type Node, type Rule, type Source } from '../source.ts';

/** Names that read the clock, chance, or the process: a pure function is given what it needs. */
const IMPURE_NAMES = new Set([
  ...['Date', 'Temporal', 'performance', 'process', 'Buffer', 'globalThis', 'crypto', 'fetch', 'require'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'console'],
]);

const PURE = [
  /^src\/core\//,
  /^src\/(?:spine|modules)\/[^/]+\/(?:rules|kinds|file-kinds?)(?:\.ts$|\/)/,
  /^src\/spine\/contracts\//,
];

export function isPure(file: string): boolean {
  return PURE.some((each) => each.test(file)) && !isTest(file);
}

/** Identifiers that are only keys or members (`row.date`, `{ process: 1 }`) name nothing global. */
function namesOnly(source: Source): Set<Node> {
  const keys = new Set<Node>();
  for (const node of source.nodes) {
    if (node.type === 'MemberExpression') keys.add(node.property as Node);
    if ('key' in node) keys.add(node.key as Node);
    if (node.type === 'JSXAttribute') keys.add(node.name as Node);
  }
  return keys;
}

function isMathRandom(node: Node): boolean {
  if (node.type !== 'MemberExpression') return false;
  const object = node.object as Node;
  const property = node.property as Node;
  return object.value === 'Math' && property.value === 'random';
}

/** R2, R3: no clock, no chance, no process in core/, in rules, in file kinds and in contracts. */
export const purity: Rule = (sources) => {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (!isPure(source.path)) continue;
    const rule = source.path.startsWith('src/core/') ? 'R2-pure' : 'R3-pure';
    const report = (node: Node, name: string) =>
      findings.push({
        rule,
        path: source.path,
        line: source.lineOf(node),
        message: `${name} is not pure: take the value (today, a random id) as a parameter`,
      });
    const keys = namesOnly(source);
    for (const node of source.nodes) {
      if (isMathRandom(node)) report(node, 'Math.random');
      if (node.type === 'Identifier' && IMPURE_NAMES.has(node.value as string) && !keys.has(node)) {
        report(node, node.value as string);
      }
      if (node.type === 'MetaProperty' || node.type === 'AwaitExpression') report(node, node.type);
    }
  }
  return findings;
};

/** R4: contracts take types of the platform, never its values. */
export const contractTypes: Rule = (sources) => {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (!/^src\/spine\/(?:contracts\/|module\.ts$)/.test(source.path) || isTest(source.path)) continue;
    for (const node of source.nodes) {
      if (node.type !== 'ImportDeclaration' || node.typeOnly) continue;
      const from = (node.source as Node).value as string;
      if (from.includes('/core/') || from.startsWith('./')) continue;
      findings.push({
        rule: 'R4-contract-types',
        path: source.path,
        line: source.lineOf(node),
        message: `import type … from '${from}'`,
      });
    }
  }
  return findings;
};

/** R1: `import('…').T` inside a type is an import that the cruiser does not see, so a circle could hide in it. */
export const visibleImports: Rule = (sources) => {
  const findings: Finding[] = [];
  for (const source of sources) {
    for (const node of source.nodes) {
      if (node.type !== 'TsImportType') continue;
      findings.push({
        rule: 'R1-visible-imports',
        path: source.path,
        line: source.lineOf(node),
        message: 'write an import type declaration: an import inside a type is not judged',
      });
    }
  }
  return findings;
};
