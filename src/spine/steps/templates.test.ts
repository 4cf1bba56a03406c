import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import handbookFile from '../../../data/steps/handbook.json' with { type: 'json' };
import standardizationFile from '../../../data/steps/standardization.json' with { type: 'json' };
import teleworkFile from '../../../data/steps/telework.json' with { type: 'json' };
import { templateFaults } from './rules/check-template.ts';
import type { Step, Template } from './rules/model.ts';
import { KNOWN, knownTemplate, loadTemplates, shippedNames, templateOf, templates } from './templates.ts';

const handbook = knownTemplate('handbook');
const standardization = knownTemplate('standardization');

describe('templates as the documents give them', () => {
  test('0–3, 17 in three phases of 4, 8 and 5, ten in two of five', () => {
    const shape = (template: Template) =>
      template.phases.map((phase) => template.steps.filter((step) => step.phase === phase.id).length);
    expect(templates.map((template) => [template.id, shape(template)])).toEqual([
      ['handbook', [4]],
      ['standardization', [4, 8, 5]],
      ['telework', [5, 5]],
    ]);
    expect(handbook.steps.map((step) => step.number)).toEqual([0, 1, 2, 3]);
    expect(templateOf('nothing')).toBeNull();
  });

  test('no document gives a usual duration, and none is invented', () => {
    const all = templates.flatMap((template) => template.steps);
    expect(all.filter((step) => step.usualDays !== null || step.early !== null)).toEqual([]);
  });

  test('data migration waits for the privacy assessment, and it alone', () => {
    const gated = templates.flatMap((template) => template.steps.filter((step) => step.gates.length > 0));
    expect(gated.map((step) => [step.id, step.gates.map((gate) => gate.step)])).toEqual([
      ['data-migration', ['privacy-assessment']],
    ]);
    expect(standardization.steps.find((step) => step.id === 'privacy-assessment')?.excludedAs).toBe(
      '実施不要',
    );
  });

  test('every step names itself in the names of headers', () => {
    expect(shippedNames('standardization')).toContainEqual({ name: 'データ移行', step: 'data-migration' });
    expect(shippedNames('telework')).toHaveLength(10);
  });

  test('sentences for people are at most 60 characters', () => {
    const texts = templates.flatMap((one) => [
      one.note,
      ...one.steps.flatMap((step) => [step.hint ?? '', ...step.gates.map((gate) => gate.why)]),
    ]);
    expect(texts.flatMap((text) => text.split('。')).filter((sentence) => sentence.length > 60)).toEqual([]);
  });
});

describe('what is wrong is found', () => {
  const [first, second] = handbook.steps as [Step, Step];
  const changed = (more: Partial<Step>, template: Partial<Template> = {}): Template => ({
    ...handbook,
    ...template,
    steps: [{ ...first, ...more }, ...handbook.steps.slice(1)],
  });
  const broken: readonly (readonly [string, readonly Template[]])[] = [
    ['a template is listed twice', [handbook, handbook]],
    ['handbook: unknown item nothing', [{ ...handbook, item: 'nothing' }]],
    ['handbook: unknown handbook nothing', [{ ...handbook, handbook: 'nothing' }]],
    ['handbook: unknown source nobody', [{ ...handbook, citation: { source: 'nobody', lines: [1, 1] } }]],
    ['handbook: a step is listed twice', [changed({ id: second.id })]],
    ['handbook: a step is in no phase', [changed({ phase: 'none' })]],
    ['handbook: awareness has the number 7', [changed({ number: 7 })]],
    ['handbook: awareness comes after unknown none', [changed({ after: ['none'] })]],
    ['handbook: awareness waits for unknown none', [changed({ gates: [{ step: 'none', why: '先です。' }] })]],
    ['handbook: awareness may not be left out', [changed({ excludedAs: '実施不要' })]],
    ['handbook: awareness waits for itself', [changed({ after: ['initiatives'] })]],
  ];
  test('whole data has no faults', () => expect(templateFaults(templates, KNOWN)).toEqual([]));
  test.each(broken)('%s', (fault, given) => expect(templateFaults(given, KNOWN)).toContain(fault));
  test('an unknown field is refused', () => {
    expect(() => loadTemplates([{ ...teleworkFile, more: 1 }])).toThrow(/more/);
    expect(() => loadTemplates([{ ...teleworkFile, item: 'nothing' }])).toThrow('unknown item nothing');
  });
});

const documents = path.resolve(import.meta.dirname, '../../../../shared/sources');
const present = existsSync(documents);
if (!present) console.log('skipped: templates of steps are not compared with the documents (absent)');

describe.skipIf(!present)('compared with the documents', () => {
  const FILES: Readonly<Record<string, string>> = { 'moves-2022': '004_', 'outline-5.0': '001_' };
  const plain = (text: string) => text.replaceAll(/[\s*]/g, '');

  test.each([handbookFile, standardizationFile, teleworkFile])('$title', (file) => {
    for (const { citation, ...rest } of [file, ...file.steps]) {
      const name = readdirSync(documents).find((each) => each.startsWith(FILES[citation.source] ?? '?'))!;
      const all = readFileSync(path.join(documents, name), 'utf8').split('\n');
      const [from = 1, to = 1] = citation.lines;
      const cited = plain(all.slice(from - 1, to).join(''));
      for (const anchor of citation.anchors) expect(cited, `${rest.id}`).toContain(plain(anchor));
    }
  });
});
