import type { Day } from '../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition, type IndicatorPart } from '../../core/indicator.ts';
import type { NewObservation } from '../observations/types.ts';
import { shippedSurveys } from '../surveys/rules/shipped.ts';
import { basicDays } from './basics.ts';
import { codeOn, SAMPLE_BODIES, type SampleBody, sampleBodies } from './bodies.ts';
import { exceptionFor } from './exceptions.ts';
import { type Asked, figureOf } from './values.ts';

/** The source series of all that is invented: named like one, believed after every real one, and mixed with none. */
export const SAMPLE_SERIES = 'sample';

const YEARLY: readonly Day[] = ['2023-04-01', '2024-04-01', '2025-04-01', '2026-04-01'];
const MONTHS: readonly Day[] = ['2025-03-31', '2025-09-30', '2025-12-31', '2026-01-31'];
const CARD_MONTHS: readonly Day[] = ['2022-01-31', '2022-02-28', '2022-03-31', '2022-04-30'];
const FISCAL_YEARS: readonly Day[] = ['2022-03-31', '2023-03-31', '2024-03-31', '2025-03-31'];
/** Surveys that have ended were held on one day. */
const ENDED: readonly Day[] = ['2021-04-01', '2021-03-31', '2020-12-31'];
/** Nobody had confirmed these yet when the data was made. */
const PROVISIONAL: readonly Day[] = ['2026-04-01', '2026-01-31'];

function daysOf(definition: IndicatorDefinition): readonly Day[] {
  const { validTo } = definition;
  const basic = basicDays(definition.id);
  if (basic !== undefined) return basic;
  // Drawn alone it would not fit the official rate: the months of the standardization give both.
  if (definition.id === 'standardization-without-excluded') return [];
  if (definition.period === 'month') {
    if (definition.openList === true) return MONTHS.slice(-1);
    return validTo === undefined ? MONTHS : CARD_MONTHS.filter((day) => day <= validTo);
  }
  if (validTo !== undefined) {
    const last = ENDED.find(
      (day) => day <= validTo && (definition.period === 'day' || day.endsWith('-03-31')),
    );
    return last === undefined ? [] : [last];
  }
  if (definition.period === 'fiscal-year') return FISCAL_YEARS;
  const first = surveyedSince(definitionKey(definition));
  return first === null ? YEARLY : YEARLY.filter((day) => day < first);
}

/** From this 基準日 on 見本県 gives the indicator by its own 調査 (surveys.ts); null: it never does. */
function surveyedSince(indicator: string): Day | null {
  const asks = (id: string) =>
    shippedSurveys.some(
      (survey) => survey.id === id && survey.bindings.some((one) => one.indicator === indicator),
    );
  if (asks('structure')) return '2025-04-01';
  return asks('external-talent') || asks('staff-training') ? '2026-04-01' : null;
}

function isAsked(body: SampleBody, levels: IndicatorPart['levels'] | undefined): boolean {
  const level = body.kind === 'prefecture' ? 'prefecture' : 'municipality';
  return levels === undefined || levels.includes(level);
}

function levelsOf(definition: IndicatorDefinition): IndicatorPart['levels'] {
  return definition.level === 'both' ? ['municipality', 'prefecture'] : [definition.level];
}

function observation(asked: Asked): NewObservation | null {
  const { body, definition, part, on } = asked;
  const exception = exceptionFor(asked);
  if (exception === 'no-record') return null;
  const value = exception === null ? figureOf(asked) : null;
  if (exception === null && value === null) return null;
  return {
    bodyCode: codeOn(body.code, on),
    indicator: definitionKey(definition),
    part,
    on,
    series: SAMPLE_SERIES,
    value: value === null ? null : BigInt(value.value),
    base: value?.base == null ? null : BigInt(value.base),
    baseOn: value?.baseOn ?? null,
    reason: exception,
    state: PROVISIONAL.includes(on) ? 'provisional' : 'final',
    note: noteFor(asked),
    sheet: 0,
    row: null,
    column: null,
  };
}

function noteFor({ body, definition }: Asked): string | null {
  return body.code === SAMPLE_BODIES.village.code && definition.id === 'cio'
    ? '副村長が兼ねています（見本）。'
    : null;
}

/** A body's whole over its parts, only where every part has a value: nothing is filled up. */
function totalOf(parts: readonly (NewObservation | null)[]): NewObservation | null {
  const [first] = parts;
  if (first == null) return null;
  let value = 0n;
  let base = 0n;
  for (const part of parts) {
    if (part?.value == null || part.base === null) return null;
    value += part.value;
    base += part.base;
  }
  return { ...first, part: 'total', value, base };
}

/** Everything that is given of 見本県: every indicator that is defined, every body, several days. */
export function sampleFigures(definitions: readonly IndicatorDefinition[]): readonly NewObservation[] {
  const all: (NewObservation | null)[] = [];
  for (const definition of definitions) {
    for (const on of daysOf(definition)) {
      for (const body of sampleBodies) {
        if (!isAsked(body, levelsOf(definition))) continue;
        const parts = (definition.parts ?? []).filter((part) => isAsked(body, part.levels));
        const found = parts.map((part) => observation({ body, definition, part: part.id, on }));
        all.push(...found);
        if (definition.partsTotal !== undefined) all.push(totalOf(found));
        if (definition.parts === undefined) all.push(observation({ body, definition, part: '', on }));
      }
    }
  }
  return all.filter((one) => one !== null);
}

/**
 * What was said differently afterwards: a number that had been miscounted, and a figure that became final. It is
 * recorded as a second batch, so that a correction can be followed.
 */
export function sampleCorrections(given: readonly NewObservation[]): readonly NewObservation[] {
  const of = (indicator: string, code: string, on: Day) =>
    given.filter((one) => one.indicator === indicator && one.bodyCode === code && one.on === on);
  return [
    ...of('population@1', SAMPLE_BODIES.first.code, '2025-01-01').map((one) => ({
      ...one,
      value: one.value === null ? null : one.value + 18n,
      note: '転入の届出を数え直しました（見本）。',
    })),
    ...of('procedures-32@1', SAMPLE_BODIES.first.code, '2025-04-01').map((one) => ({
      ...one,
      value: one.value === null ? null : one.value - 1n,
      note: '終了した手続を除きました（見本）。',
    })),
    ...of('rpa@1', SAMPLE_BODIES.city.code, '2026-04-01').map((one) => ({
      ...one,
      state: 'final' as const,
    })),
  ];
}
