import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { danglingReferences, loadPlanData } from './data.ts';
import type { Plan } from './rules/model.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const dataDir = path.join(root, 'data/plan');
const plan = loadPlanData();

/** `anchors` are for this test alone: they stand in the files, not in the loaded plan. */
interface Statement {
  readonly file: string;
  readonly text: string | null;
  readonly source: string;
  readonly lines: readonly [number, number];
  readonly anchors: readonly string[];
}

function* statementsIn(file: string, value: unknown): Generator<Statement> {
  if (Array.isArray(value)) for (const each of value) yield* statementsIn(file, each);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const record = value as Record<string, unknown>;
  for (const [key, each] of Object.entries(record)) {
    if (key === 'citation' || key === 'citations') {
      for (const cited of [each].flat() as Omit<Statement, 'file' | 'text'>[]) {
        const text = typeof record.text === 'string' ? record.text : null;
        yield { file, text, source: cited.source, lines: cited.lines, anchors: cited.anchors ?? [] };
      }
    } else yield* statementsIn(file, each);
  }
}

const statements = readdirSync(dataDir).flatMap((file) => [
  ...statementsIn(file, JSON.parse(readFileSync(path.join(dataDir, file), 'utf8'))),
]);

describe('data/plan', () => {
  test('every text is in sentences of at most 60 characters, without foreign letters', () => {
    const texts = [
      ...plan.entries.flatMap((entry) => [entry.text, entry.note ?? '']),
      ...plan.versions.flatMap((version) => [version.summary, ...version.notes.map((note) => note.text)]),
      ...plan.crosswalk.map((link) => link.note ?? ''),
      ...plan.handbooks.map((handbook) => handbook.about),
    ];
    const long = texts.flatMap((text) => text.split('。')).filter((sentence) => sentence.length > 60);
    expect(long).toEqual([]);
    expect(texts.filter((text) => /\p{Script=Cyrillic}/u.test(text))).toEqual([]);
    expect(plan.items.filter((item) => item.id === 'divide').map((item) => item.title)).toEqual(
      Array(3).fill('デジタルデバイド対策'),
    );
  });

  test('every heading of 1.0, 2024-04 and 5.0 is in the crosswalk', () => {
    const linked = new Set(
      plan.crosswalk.flatMap(({ from, to }) => [from, to]).map((key) => `${key?.version}/${key?.item}`),
    );
    expect(plan.items.filter((item) => !linked.has(`${item.version}/${item.id}`))).toEqual([]);
  });

  test('the same id means same, renamed or narrowed; another id is a split, an absorption or another subject', () => {
    for (const { from, to, kind } of plan.crosswalk) {
      if (from === null) continue;
      if (from.item === to.item) expect(['same', 'renamed', 'narrowed']).toContain(kind);
      else
        expect(`${from.item}>${to.item} ${kind}`).toMatch(/ (split|merged|absorbed)$|^eltax>elqr renamed$/);
    }
  });

  test('a link runs from an earlier version to a later one', () => {
    const on = (id: string) => plan.versions.find((version) => version.id === id)!.on;
    for (const { from, to } of plan.crosswalk) {
      if (from !== null) expect(on(from.version) < on(to.version)).toBe(true);
    }
  });
});

describe('references that lead nowhere are found', () => {
  const broken: readonly (readonly [string, Partial<Plan>])[] = [
    ['unknown item 5.0/nothing', { entries: [{ ...plan.entries[0]!, version: '5.0', item: 'nothing' }] }],
    [
      'unknown source nobody',
      { items: [{ ...plan.items[0]!, citation: { source: 'nobody', lines: [1, 1] } }] },
    ],
    ['an item is listed twice', { items: [...plan.items, plan.items[0]!] }],
    ['no group premise in 1.0', { items: [...plan.items.slice(1), { ...plan.items[0]!, group: 'premise' }] }],
  ];
  test('whole data has none', () => expect(danglingReferences(plan)).toEqual([]));
  test.each(broken)('%s', (fault, change) => {
    expect(danglingReferences({ ...plan, ...change })).toContain(fault);
  });
});

/** Files of the five documents; they are not part of the project. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'moves-2022': '004_',
  'revision-2.0': '000_',
  'column-2022': '003_',
  'shared-base-outline': '002_',
  'regional-dx-structure': '002_',
  'plan-outline-2024-04': '002_',
  'talent-project': '002_',
  'outline-5.0': '001_',
};
const documentsDir = path.join(root, '../shared/sources');
const present = existsSync(documentsDir);
if (!present)
  console.log(`skipped: ${statements.length} statements are not compared with the documents (absent)`);

describe.skipIf(!present)('compared with the documents', () => {
  const plain = (text: string) => text.replaceAll(/[\s*]/g, '');
  const cited = ({ source, lines }: Statement) => {
    const name = readdirSync(documentsDir).find((file) => file.startsWith(DOCUMENTS[source] ?? '?'))!;
    const all = readFileSync(path.join(documentsDir, name), 'utf8').split('\n');
    expect(lines[1], `${source} has no line ${lines[1]}`).toBeLessThanOrEqual(all.length);
    return plain(all.slice(lines[0] - 1, lines[1]).join(''));
  };

  test('every document of the data is known here', () => {
    expect(plan.sources.map((source) => source.id).sort()).toEqual(Object.keys(DOCUMENTS).sort());
  });

  test('the words that prove a statement stand at the cited lines', () => {
    const absent = statements.flatMap((each) =>
      each.anchors
        .filter((anchor) => !cited(each).includes(plain(anchor)))
        .map((anchor) => `${each.file} ${each.source} ${each.lines.join('-')}: ${anchor}`),
    );
    expect(absent).toEqual([]);
    expect(statements.filter((each) => each.text !== null && each.anchors.length === 0)).toEqual([]);
  });

  test('texts are ours: no run of 25 characters is copied, proper names and dates of decisions excepted', () => {
    const copied = statements.flatMap((each) => {
      const text = plain((each.text ?? '').replaceAll(/「[^」]*」|（[^）]*）/g, '＊'));
      const source = cited(each);
      for (let at = 0; at + 25 <= text.length; at += 1) {
        if (source.includes(text.slice(at, at + 25))) return [`${each.file}: ${text.slice(at, at + 25)}`];
      }
      return [];
    });
    expect(copied).toEqual([]);
  });
});
