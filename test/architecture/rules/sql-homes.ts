import { type Finding, isTest, type Node, type Rule } from '../source.ts';
import { builderCallsOf, literalsOf, looksLikeSql } from './sql-text.ts';

const DRIVERS = new Set(['pg', 'pg-copy-streams', 'kysely']);

const HOMES = [
  /(?:^|\/)queries\.ts$/,
  /(?:^|\/)queries\//,
  /(?:^|\/)migrations\//,
  /(?:^|\/)migrations\.ts$/,
  /^src\/platform\/db\//,
];

function takesValues(node: Node): boolean {
  const specifiers = node.specifiers as { readonly isTypeOnly?: boolean }[];
  return !node.typeOnly && (specifiers.length === 0 || specifiers.some((each) => !each.isTypeOnly));
}

/** R7: SQL, its builder and its driver only in queries.ts, queries/, platform/db/ and migrations/. */
export const sqlHomes: Rule = (sources) => {
  const findings: Finding[] = [];
  for (const source of sources) {
    const { path } = source;
    if (!path.startsWith('src/') || isTest(path) || HOMES.some((home) => home.test(path))) continue;
    const report = (node: Node, message: string) =>
      findings.push({ rule: 'R7-sql-homes', path, line: source.lineOf(node), message });
    for (const node of source.nodes) {
      if (node.type !== 'ImportDeclaration') continue;
      const from = (node.source as Node).value as string;
      if (DRIVERS.has(from) && takesValues(node)) report(node, `'${from}' belongs in queries.ts`);
    }
    for (const { node, text } of literalsOf(source)) {
      if (looksLikeSql(text)) report(node, `SQL belongs in queries.ts: ${text.trim().slice(0, 40)}`);
    }
    for (const { node, method } of builderCallsOf(source))
      report(node, `.${method}() is SQL: it belongs in queries.ts`);
  }
  return findings;
};
