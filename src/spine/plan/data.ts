import { z } from 'zod';
import crosswalkFile from '../../../data/plan/crosswalk.json' with { type: 'json' };
import entries1 from '../../../data/plan/entries-1.0.json' with { type: 'json' };
import entries2 from '../../../data/plan/entries-2.0.json' with { type: 'json' };
import entries5 from '../../../data/plan/entries-5.0.json' with { type: 'json' };
import entries2024 from '../../../data/plan/entries-2024-04.json' with { type: 'json' };
import handbooksFile from '../../../data/plan/handbooks.json' with { type: 'json' };
import itemsFile from '../../../data/plan/items.json' with { type: 'json' };
import sourcesFile from '../../../data/plan/sources.json' with { type: 'json' };
import versionsFile from '../../../data/plan/versions.json' with { type: 'json' };
import { BLOCKS, CROSSWALK_KINDS, GROUPS, type Plan } from './rules/model.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);
const text = z.string().min(1);
const date = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/);

/** `anchors`: words that must stand at the cited lines; the test that compares data and documents reads them. */
const citation = z
  .strictObject({
    source: id,
    lines: z.tuple([z.int().min(1), z.int().min(1)]).readonly(),
    anchors: z.array(text).optional(),
  })
  .refine((value) => value.lines[0] <= value.lines[1], { message: 'lines run backwards' })
  .transform(({ source, lines }) => ({ source, lines }));

const itemKey = z.strictObject({ version: id, item: id });

const source = z.strictObject({
  id,
  title: text,
  publisher: text.nullable(),
  on: date.nullable(),
  secondary: z.boolean(),
  note: text.nullable(),
});

const version = z.strictObject({
  id,
  title: text,
  on: date,
  period: z.strictObject({ from: date, to: date, text, citation }).nullable(),
  contents: z.enum(['complete', 'changes-only']),
  groups: z.array(z.strictObject({ id: z.enum(GROUPS), title: text })).min(1),
  summary: text,
  citation,
  describedBy: z.array(id).min(1),
  previous: z
    .strictObject({ version: id, adjacent: z.boolean(), missing: text.nullable(), citation })
    .refine((value) => value.adjacent === (value.missing === null), { message: 'a gap must be explained' })
    .nullable(),
  notes: z.array(
    z.strictObject({ kind: z.enum(['change', 'opinion', 'remark']), text, items: z.array(id), citation }),
  ),
});

const item = z.strictObject({
  version: id,
  id,
  group: z.enum(GROUPS),
  number: z.int().min(1).nullable(),
  title: text,
  citation,
});

const entry = z
  .strictObject({ item: id, block: z.enum(BLOCKS), text, note: text.optional(), citation })
  .transform((value) => ({ ...value, note: value.note ?? null }));

const link = z
  .strictObject({
    from: itemKey.nullable(),
    to: itemKey,
    kind: z.enum(CROSSWALK_KINDS),
    basis: z.enum(['stated', 'comparison', 'reading']),
    note: text.nullable(),
    citations: z.array(citation).min(1),
  })
  .refine((value) => (value.kind === 'added') === (value.from === null), { message: 'added has no origin' });

const handbook = z.strictObject({
  id,
  kind: z.enum(['handbook', 'case-library', 'guide']),
  title: text,
  about: text,
  items: z.array(id).min(1),
  successor: z.strictObject({ id, basis: z.enum(['stated', 'reading']), note: text }).nullable(),
  editions: z.array(z.strictObject({ on: date.nullable(), text, citation })).min(1),
});

function entriesFor(versionId: string, file: unknown): Plan['entries'] {
  return z
    .array(entry)
    .parse(file)
    .map((value) => ({ version: versionId, ...value }));
}

/** Reads data/plan/*.json. Throws on a shape that is not ours and on a reference that leads nowhere: both are our own faults. */
export function loadPlanData(): Plan {
  const plan: Plan = {
    sources: z.array(source).parse(sourcesFile),
    versions: z.array(version).parse(versionsFile),
    items: z.array(item).parse(itemsFile),
    entries: [
      ...entriesFor('1.0', entries1),
      ...entriesFor('2.0', entries2),
      ...entriesFor('2024-04', entries2024),
      ...entriesFor('5.0', entries5),
    ],
    crosswalk: z.array(link).parse(crosswalkFile),
    handbooks: z.array(handbook).parse(handbooksFile),
  };
  const faults = danglingReferences(plan);
  if (faults.length > 0) throw new Error(`data/plan: ${faults.join('; ')}`);
  return plan;
}

function* citationsIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const each of value) yield* citationsIn(each);
  else if (typeof value === 'object' && value !== null) {
    if ('lines' in value && 'source' in value && typeof value.source === 'string') yield value.source;
    else for (const each of Object.values(value)) yield* citationsIn(each);
  }
}

/** References that lead nowhere and keys that occur twice; empty when the data is whole. */
export function danglingReferences(plan: Plan): readonly string[] {
  const faults: string[] = [];
  const sources = new Set(plan.sources.map((each) => each.id));
  const items = new Set(plan.items.map((each) => `${each.version}/${each.id}`));
  const names = new Set(plan.items.map((each) => each.id));
  const expect = (known: boolean, fault: string) => {
    if (!known) faults.push(fault);
  };
  expect(items.size === plan.items.length, 'an item is listed twice');
  for (const cited of citationsIn(plan)) expect(sources.has(cited), `unknown source ${cited}`);
  for (const each of plan.versions) {
    for (const by of each.describedBy) expect(sources.has(by), `unknown source ${by}`);
    for (const note of each.notes)
      for (const name of note.items)
        expect(items.has(`${each.id}/${name}`), `unknown item ${each.id}/${name}`);
    const earlier = plan.versions.find((other) => other.id === each.previous?.version);
    expect(each.previous === null || (earlier !== undefined && earlier.on < each.on), `order of ${each.id}`);
  }
  for (const each of plan.items) {
    const groups = plan.versions.find((other) => other.id === each.version)?.groups ?? [];
    expect(
      groups.some((group) => group.id === each.group),
      `no group ${each.group} in ${each.version}`,
    );
  }
  for (const each of plan.entries)
    expect(items.has(`${each.version}/${each.item}`), `unknown item ${each.version}/${each.item}`);
  for (const { from, to } of plan.crosswalk)
    for (const key of from === null ? [to] : [from, to])
      expect(items.has(`${key.version}/${key.item}`), `unknown item ${key.version}/${key.item}`);
  for (const each of plan.handbooks) {
    for (const name of each.items) expect(names.has(name), `unknown item ${name}`);
    const next = each.successor?.id;
    expect(
      next === undefined || plan.handbooks.some((other) => other.id === next),
      `unknown handbook ${next}`,
    );
  }
  return faults;
}
