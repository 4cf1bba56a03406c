import { z } from 'zod';
import handbooksFile from '../../../data/plan/handbooks.json' with { type: 'json' };
import itemsFile from '../../../data/plan/items.json' with { type: 'json' };
import sourcesFile from '../../../data/plan/sources.json' with { type: 'json' };
import handbookFile from '../../../data/steps/handbook.json' with { type: 'json' };
import mappingFile from '../../../data/steps/mapping-standardization.json' with { type: 'json' };
import standardizationFile from '../../../data/steps/standardization.json' with { type: 'json' };
import teleworkFile from '../../../data/steps/telework.json' with { type: 'json' };
import { EVIDENCE_KEYS, type EvidenceKey } from '../contracts/evidence.ts';
import { templateFaults } from './rules/check-template.ts';
import type { NamedStep } from './rules/mapping.ts';
import type { Template } from './rules/model.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);
const text = z.string().min(1);
const key = z.enum(Object.keys(EVIDENCE_KEYS) as [EvidenceKey, ...EvidenceKey[]]);

/** `anchors`: words that must stand at the cited lines; the test that compares data and documents reads them. */
const citation = z
  .strictObject({
    source: id,
    lines: z.tuple([z.int().min(1), z.int().min(1)]),
    anchors: z.array(text).min(1),
  })
  .refine((value) => value.lines[0] <= value.lines[1], { message: 'lines run backwards' })
  .transform(({ source, lines }) => ({ source, lines }));

const closing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('declaration') }),
  z.strictObject({ kind: z.literal('record'), key: key.nullable(), records: z.array(text).min(1) }),
  z.strictObject({ kind: z.literal('evidence'), allOf: z.array(key).min(1) }),
]);

const step = z.strictObject({
  id,
  number: z.int().min(0),
  title: text,
  phase: id,
  citation,
  after: z.array(id),
  closes: closing,
  who: z.enum(['answer', 'decide']),
  usualDays: z.int().min(1).nullable(),
  early: z.boolean().nullable(),
  gates: z.array(z.strictObject({ step: id, why: text })),
  facts: z.array(z.strictObject({ indicator: z.string().regex(/^[a-z0-9-]+@\d+$/), value: z.int() })),
  excludedAs: text.nullable(),
  hint: text.nullable(),
});

const template = z.strictObject({
  id,
  version: z.int().min(1),
  title: text,
  item: id,
  handbook: id,
  subject: z.enum(['body', 'business']),
  firstNumber: z.int().min(0).max(1),
  mayExclude: z.boolean(),
  note: text,
  citation,
  phases: z.array(z.strictObject({ id, title: text })).min(1),
  steps: z.array(step).min(1),
});

const mapping = z.strictObject({
  template: id,
  note: text,
  names: z.array(z.strictObject({ name: text, step: id })),
});

/** What the data may refer to. */
export const KNOWN = {
  sources: new Set(sourcesFile.map((source) => source.id)),
  items: new Set(itemsFile.filter((item) => item.version === '5.0').map((item) => item.id)),
  handbooks: new Set(handbooksFile.map((handbook) => handbook.id)),
};

/** Reads data/steps/*.json. Throws on a shape that is not ours and on a reference that leads nowhere. */
export function loadTemplates(files: readonly unknown[]): readonly Template[] {
  const templates = files.map((file) => template.parse(file));
  const faults = templateFaults(templates, KNOWN);
  if (faults.length > 0) throw new Error(`data/steps: ${faults.join('; ')}`);
  return templates;
}

export const templates = loadTemplates([handbookFile, standardizationFile, teleworkFile]);

export function templateOf(templateId: string): Template | null {
  return templates.find((one) => one.id === templateId) ?? null;
}

/** @throws Error: asked with an id that is written in the code. */
export function knownTemplate(templateId: string): Template {
  const found = templateOf(templateId);
  if (found === null) throw new Error(`data/steps has no ${templateId}`);
  return found;
}

/** Names that come with the program: the steps' own, and what data/steps/mapping-*.json adds. */
export function shippedNames(templateId: string): readonly NamedStep[] {
  const own = knownTemplate(templateId).steps.map((one) => ({ name: one.title, step: one.id }));
  const added = mapping.parse(mappingFile);
  return added.template === templateId ? [...own, ...added.names] : own;
}
