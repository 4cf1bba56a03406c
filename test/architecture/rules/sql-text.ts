import type { Node, Source } from '../source.ts';

/** Stands for `${…}` in a template: a name that is not written out. */
export const HOLE = '§';

/** Calls of Kysely that are SQL in other words. */
export const BUILDER_WRITES = new Set([
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
  'replaceInto',
]);
export const BUILDER_READS = new Set([
  'selectFrom',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
]);

const SQL = new RegExp(
  [
    `\\bselect\\s[^;]*?\\sfrom\\s+[a-z_(${HOLE}"]`,
    `\\binsert\\s+into\\s+[a-z_${HOLE}"]`,
    `\\bupdate\\s+[a-z_.${HOLE}"]+(?:\\s+(?:as\\s+)?\\w+)?\\s+set\\s`,
    `\\bdelete\\s+from\\s+[a-z_${HOLE}"]`,
    '\\bmerge\\s+into\\s',
    `\\btruncate\\s+(?:table\\s+)?[a-z_${HOLE}]+[.,]?`,
    '\\bcreate\\s+(?:or\\s+replace\\s+)?(?:temp|table|unique|index|view|schema|function|trigger|database|role)\\s',
    '\\b(?:alter|drop)\\s+(?:table|index|view|schema|function|trigger|database|role)\\s',
    `\\bcopy\\s+[a-z_.${HOLE}]+\\s*(?:\\([^)]*\\)\\s*)?(?:from|to)\\s`,
  ].join('|'),
  'i',
);

export function looksLikeSql(text: string): boolean {
  return SQL.test(text);
}

export interface Literal {
  readonly node: Node;
  readonly text: string;
}

/** Every string and template of a file, templates with holes. */
export function literalsOf(source: Source): Literal[] {
  const literals: Literal[] = [];
  for (const node of source.nodes) {
    if (node.type === 'StringLiteral') literals.push({ node, text: node.value as string });
    if (node.type === 'TemplateLiteral') {
      const pieces = (node.quasis as { readonly cooked: string | null; readonly raw: string }[]).map(
        (piece) => piece.cooked ?? piece.raw,
      );
      literals.push({ node, text: pieces.join(HOLE) });
    }
  }
  return literals;
}

export interface BuilderCall {
  readonly node: Node;
  readonly method: string;
  /** First argument where it is written out; null where it is computed. */
  readonly table: string | null;
}

export function builderCallsOf(source: Source): BuilderCall[] {
  const calls: BuilderCall[] = [];
  for (const node of source.nodes) {
    if (node.type !== 'CallExpression') continue;
    const callee = node.callee as Node;
    if (callee.type !== 'MemberExpression') continue;
    const method = (callee.property as Node).value;
    if (typeof method !== 'string' || !(BUILDER_WRITES.has(method) || BUILDER_READS.has(method))) continue;
    const first = (node.arguments as { readonly expression: Node }[])[0]?.expression;
    const table = first?.type === 'StringLiteral' ? ((first.value as string).split(/\s/)[0] ?? null) : null;
    calls.push({ node, method, table });
  }
  return calls;
}
