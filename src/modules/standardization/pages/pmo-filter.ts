import type { Context } from 'hono';
import { prefectureOf, wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Deps } from '../../../platform/deps.ts';
import { prefectures } from '../../../spine/bodies/queries/register.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { vendorsOf } from '../queries/pmo.ts';
import { BUSINESSES } from '../rules/businesses.ts';
import { NO_FILTER, type PmoFilter } from '../rules/pmo.ts';

export const CLASSES: readonly { readonly value: string; readonly title: string }[] = [
  { value: 'special-ward', title: '特別区' },
  { value: 'designated-city', title: '指定都市' },
  { value: 'core-city', title: '中核市' },
  { value: 'city', title: '市' },
  { value: 'town', title: '町' },
  { value: 'village', title: '村' },
];

export const MINISTRIES = [
  { value: 'mic', title: '総務省が標準仕様を所管する8業務' },
  { value: 'other', title: 'ほかの12業務' },
] as const;

export interface PmoChoices {
  readonly prefectures: readonly { readonly code: string; readonly name: string }[];
  readonly vendors: readonly { readonly vendorId: string; readonly name: string }[];
}

/** As the address bears it; without what is not chosen. */
export function filterQuery(
  filter: PmoFilter,
  more: Readonly<Record<string, string | number | null>> = {},
): string {
  const pairs = Object.entries({ ...filter, ...more }).filter(([, value]) => value !== '' && value !== null);
  return new URLSearchParams(
    pairs.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/** A prefecture asks of its own municipalities, whatever the address says. */
export function filterOf(c: Context, seat: Seat): PmoFilter {
  const text = (name: string) => (c.req.query(name) ?? '').trim();
  const number = (name: string, most: number) => {
    const value = /^\d{1,2}$/.test(text(name)) ? Number(text(name)) : 0;
    return value >= 1 && value <= most ? value : null;
  };
  const asked = text('prefecture');
  const ministry = text('ministry');
  const vendor = text('vendor');
  return {
    ...NO_FILTER,
    prefecture: seat.kind === 'nation' ? (/^\d{6}$/.test(asked) ? asked : '') : prefectureOf(seat.bodyCode),
    stratum: CLASSES.some((one) => one.value === text('stratum')) ? text('stratum') : '',
    ministry: ministry === 'mic' || ministry === 'other' ? ministry : '',
    vendor: /^[0-9a-f-]{36}$/.test(vendor) ? vendor : '',
    business: number('business', BUSINESSES.length),
    step: number('step', 99),
  };
}

export function pageAsked(c: Context): number {
  const asked = c.req.query('page') ?? '1';
  return /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1;
}

export async function choicesOf(deps: Deps, seat: Seat, today: Day): Promise<PmoChoices> {
  const whole = wholeOf(seat.bodyCode);
  const { db } = deps;
  return {
    prefectures: (await prefectures(db, today, 'infinity', whole)).map((one) => ({
      code: one.bodyCode,
      name: one.name,
    })),
    vendors: await db.transaction().execute((tx) => vendorsOf(tx, whole)),
  };
}
