import type { Day } from '../../core/calendar.ts';
import type { IndicatorDefinition } from '../../core/indicator.ts';
import { basicDays, basicValue, populationOn } from './basics.ts';
import type { SampleBody } from './bodies.ts';
import { drawn } from './draw.ts';

/** One fact that is to be invented. */
export interface Asked {
  readonly body: SampleBody;
  readonly definition: IndicatorDefinition;
  readonly part: string;
  readonly on: Day;
}

/** Stored numbers: the body's value × 10^scale, and its own denominator. */
export interface Drawn {
  readonly value: number;
  readonly base: number | null;
  readonly baseOn: Day | null;
}

/** 0–1 at the beginning of 2023, a tenth more each year: whoever has begun seldom stops. */
function progressOf({ body, on }: Asked): number {
  const years = (Date.parse(on) - Date.parse('2023-04-01')) / (365 * 86_400_000);
  return body.progress + 0.1 * years;
}

/** How easy a thing is for a body: the same at every time. */
function ease({ body, definition, part }: Asked): number {
  return isBySize(part) ? drawn(body.code, 'telework', '') : drawn(body.code, definition.id, part);
}

/** 職員規模: a body is of one size, and only that part of a figure by size is its own. */
export function isBySize(part: string): boolean {
  return part.startsWith('staff-');
}

export function sizeOf(body: SampleBody, on: Day): string {
  const people = populationOn(body.code, on) ?? 0;
  return people > 30_000 ? 'staff-301' : people > 9_000 ? 'staff-101' : 'staff-1';
}

function between(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** 0–1: how much of a thing is done. */
function level(asked: Asked): number {
  return between(progressOf(asked) * 0.85 + ease(asked) * 0.3 - 0.15, 0, 1);
}

const plain = (value: number): Drawn => ({ value: Math.round(value), base: null, baseOn: null });

/** 手続 and 移行作業 that a share is counted over. */
const WHOLES: Readonly<Record<string, (asked: Asked) => number>> = {
  standardization: () => 40,
  'procedures-31': () => 31,
  'procedures-32': ({ body }) => 24 + Math.round(body.progress * 8),
  'online-use-estimate': ({ body, on }) => applications(body, on),
  'online-use': ({ body, part, on }) =>
    Math.round(applications(body, on) * 0.03 * drawn(body.code, part, 'volume')) + 1,
};

/** 申請 of a year. */
function applications(body: SampleBody, on: Day): number {
  return Math.round((populationOn(body.code, on) ?? 480_000) * 1.6);
}

/** Null: this kind of figure is not invented for this body. */
export function figureOf(asked: Asked): Drawn | null {
  const { body, definition, on } = asked;
  if (basicDays(definition.id) !== undefined) {
    const value = basicValue(definition.id, body.code, on);
    return value === null ? null : plain(value);
  }
  switch (definition.valueKind) {
    case 'yes-no':
      if (definition.id === 'staff-size') return plain(sizeOf(body, on) === asked.part ? 1 : 0);
      return definition.openList === true ? plain(1) : plain(ease(asked) < progressOf(asked) ? 1 : 0);
    case 'choice':
      return plain(definition.choices?.[Math.floor(ease(asked) * definition.choices.length)]?.value ?? 1);
    case 'share': {
      const whole = WHOLES[definition.id]?.(asked) ?? 20;
      return { value: Math.round(whole * level(asked)), base: whole, baseOn: null };
    }
    case 'percent':
      return plain(level(asked) * 100 * 10 ** definition.scale);
    case 'count':
      return counted(asked);
    case 'amount':
    case 'date':
      return null;
  }
}

/** 枚, 件: a part of the inhabitants, on the day by which they were last counted. */
function counted(asked: Asked): Drawn | null {
  const { body, definition, on } = asked;
  if (definition.id === 'online-use-applications') return plain(applications(body, on));
  if (definition.id === 'online-use-online') return plain(applications(body, on) * level(asked));
  const baseOn: Day = `${on.slice(0, 4)}-01-01`;
  const people = populationOn(body.code, baseOn);
  if (people === null) return null;
  const dated = definition.denominator !== undefined;
  const share = dated ? 0.62 + 0.25 * level(asked) : 0.01 + 0.02 * ease(asked);
  return { value: Math.round(people * share), base: dated ? people : null, baseOn: dated ? baseOn : null };
}
