import type { Finding, Rule } from '../source.ts';

/** Documents that the world looks for under these names. */
const CAPITALS =
  /^(?:README(?:\.en)?|ARCHITECTURE|CONTRIBUTING|STYLE_GUIDE|CHANGELOG|SECURITY)\.md$|^LICENSE$/;
const KEBAB = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:_(?:valid|invalid))?(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;

/** Files and folders: kebab-case ASCII. */
export const fileNames: Rule = (sources) => {
  const findings: Finding[] = [];
  for (const { path } of sources) {
    const wrong = path.split('/').find((name) => !KEBAB.test(name) && !CAPITALS.test(name));
    if (wrong)
      findings.push({ rule: 'file-names', path, line: 1, message: `${wrong} is not kebab-case ASCII` });
  }
  return findings;
};

/** Identifiers are English: a Japanese word is a text for people, or a key of data (`{ 市: 'city' }`). */
export const identifiers: Rule = (sources) => {
  const findings: Finding[] = [];
  for (const source of sources) {
    const dataKeys = new Set(source.nodes.filter((n) => n.type === 'KeyValueProperty').map((n) => n.key));
    for (const node of source.nodes) {
      if (node.type !== 'Identifier' || typeof node.value !== 'string' || dataKeys.has(node)) continue;
      if (/^[\x20-\x7e]*$/.test(node.value)) continue;
      findings.push({
        rule: 'identifiers',
        path: source.path,
        line: source.lineOf(node),
        message: `${node.value}: take the English word of docs/glossary.md`,
      });
    }
  }
  return findings;
};
