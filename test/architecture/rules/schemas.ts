import { type Finding, isTest, type Node, partOf, type Rule, type Source } from '../source.ts';
import { SPINE_ORDER } from '../spine-order.ts';
import { BUILDER_WRITES, builderCallsOf, HOLE, literalsOf, looksLikeSql } from './sql-text.ts';

const TABLE = `"?[a-z_${HOLE}][\\w${HOLE}]*"?(?:\\."?[\\w${HOLE}]+"?)?`;
const WRITES: readonly RegExp[] = [
  `insert\\s+into\\s+(${TABLE})`,
  `update\\s+(?:only\\s+)?(${TABLE})(?:\\s+(?:as\\s+)?\\w+)?\\s+set\\b`,
  `delete\\s+from\\s+(?:only\\s+)?(${TABLE})`,
  `truncate\\s+(?:table\\s+)?(${TABLE}(?:\\s*,\\s*${TABLE})*)`,
  `merge\\s+into\\s+(${TABLE})`,
  `copy\\s+(${TABLE})\\s*(?:\\([^)]*\\)\\s*)?from\\b`,
  `create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(${TABLE})`,
  `(?:alter|drop)\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?(${TABLE})`,
  `(?:create(?:\\s+or\\s+replace)?|drop)\\s+(?:materialized\\s+)?view\\s+(?:if\\s+exists\\s+)?(${TABLE})`,
  `create\\s+(?:or\\s+replace\\s+)?function\\s+(${TABLE})`,
  `create\\s+(?:unique\\s+)?index\\s+(?:if\\s+not\\s+exists\\s+)?\\w*\\s*on\\s+(${TABLE})`,
].map((each) => new RegExp(`\\b${each}`, 'gi'));
const READS = new RegExp(`\\b(?:from|join|references)\\s+(?:only\\s+|lateral\\s+)?(${TABLE})`, 'gi');
const TEMPORARY = new RegExp(
  `\\bcreate\\s+temp(?:orary)?\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?(${TABLE})`,
  'gi',
);

/** A part's schema bears the name of its folder, written as one word or with `_`: `roll-up` owns `rollup`. */
function oneWord(name: string): string {
  return name.replaceAll(/[-_]/g, '');
}

function schemaOf(table: string): string | null {
  const [schema, name] = table.split('.');
  return name === undefined || schema === undefined ? null : oneWord(schema);
}

function withoutComments(sql: string): string {
  return sql.replace(/--[^\n]*/g, '').replace(/'(?:[^']|'')*'/g, "''");
}

interface Mention {
  readonly node: Node;
  readonly table: string;
}

function tablesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap((match) =>
    (match[1] as string).split(',').map((name) => name.trim().replaceAll('"', '').toLowerCase()),
  );
}

function writesOf(source: Source): Mention[] {
  const mentions: Mention[] = [];
  for (const { node, text } of literalsOf(source)) {
    if (!looksLikeSql(text)) continue;
    const sql = withoutComments(text);
    for (const pattern of WRITES) for (const table of tablesIn(sql, pattern)) mentions.push({ node, table });
  }
  for (const { node, method, table } of builderCallsOf(source)) {
    if (BUILDER_WRITES.has(method)) mentions.push({ node, table: table ?? HOLE });
  }
  return mentions;
}

function readsOf(source: Source): Mention[] {
  const mentions: Mention[] = [];
  for (const { node, text } of literalsOf(source)) {
    for (const table of tablesIn(withoutComments(text), READS)) mentions.push({ node, table });
  }
  for (const { node, method, table } of builderCallsOf(source)) {
    if (!BUILDER_WRITES.has(method) && table) mentions.push({ node, table });
  }
  return mentions;
}

/** R8: a part writes its own schema only; modules read the spine, parts of the spine read earlier parts. */
export const ownSchemas: Rule = (sources) => {
  const program = sources.filter((source) => partOf(source.path) && !isTest(source.path));
  const parts = new Map(program.map((source) => [oneWord(partOf(source.path)!.name), partOf(source.path)!]));
  const temporary = new Set(
    program.flatMap((source) => literalsOf(source).flatMap(({ text }) => tablesIn(text, TEMPORARY))),
  );
  const mayRead = (from: string, schema: string) => {
    const reader = parts.get(from)!;
    const owner = parts.get(schema);
    if (!owner || schema === from) return true;
    if (owner.floor === 'modules') return false;
    if (reader.floor === 'modules') return true;
    return SPINE_ORDER.indexOf(owner.name) < SPINE_ORDER.indexOf(reader.name);
  };
  const findings: Finding[] = [];
  for (const source of program) {
    const own = oneWord(partOf(source.path)!.name);
    const report = (node: Node, message: string) =>
      findings.push({ rule: 'R8-own-schema', path: source.path, line: source.lineOf(node), message });
    for (const { node, table } of writesOf(source)) {
      if (schemaOf(table) === own || temporary.has(table)) continue;
      if (table.includes(HOLE)) report(node, `write the table's name out: ${own}.…`);
      else report(node, `writes ${table}: only ${own}.… is its own`);
    }
    for (const { node, table } of readsOf(source)) {
      const schema = schemaOf(table);
      if (schema === null || mayRead(own, schema)) continue;
      report(node, `reads ${table}: modules read the spine, a part of the spine earlier parts`);
    }
  }
  return findings;
};
