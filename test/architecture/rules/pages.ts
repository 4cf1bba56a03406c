import type { Finding, Node, Rule } from '../source.ts';

function attributeFault(node: Node): string | null {
  if (node.type !== 'JSXAttribute') return null;
  const name = (node.name as Node).value;
  if (typeof name !== 'string') return null;
  if (name === 'style') return 'style= is refused by the content security policy: use a class';
  if (/^on[A-Za-z]/.test(name))
    return `${name}= is an inline script and never runs: pages work without JavaScript`;
  return null;
}

function elementFault(node: Node): string | null {
  if (node.type !== 'JSXOpeningElement') return null;
  const name = (node.name as Node).value;
  const attributes = (node.attributes as Node[]).filter((each) => each.type === 'JSXAttribute');
  const value = (key: string) => {
    const found = attributes.find((each) => (each.name as Node).value === key);
    return found ? (found.value as Node | null) : undefined;
  };
  if (name === 'style') return '<style> is refused by the content security policy: use a class';
  const isData = (value('type')?.value as string | undefined) === 'application/ld+json';
  if (name === 'script' && value('src') === undefined && !isData) return 'a script without src is refused';
  return null;
}

/** What the strict content security policy would refuse in the reader's browser is refused here. */
export const contentSecurity: Rule = (sources) => {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (!source.path.startsWith('src/')) continue;
    for (const node of source.nodes) {
      const message = attributeFault(node) ?? elementFault(node);
      if (message)
        findings.push({ rule: 'content-security', path: source.path, line: source.lineOf(node), message });
    }
  }
  return findings;
};
