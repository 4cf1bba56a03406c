import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { SAMPLE_BODIES } from './bodies.ts';

/** Who a body of 見本県 is, as far as figures say it. Invented, and kept in proportions as they occur. */
interface Basics {
  /** On 2023-01-01. */
  readonly population: number;
  /** Of the population, in a year. */
  readonly change: number;
  readonly perHousehold: number;
  /** km² × 100 */
  readonly area: number;
  /** % × 1000 */
  readonly aged: number;
  /** × 100 */
  readonly fiscalCapability: number;
  /** % × 10 */
  readonly balance: number;
  readonly debt: number;
  readonly burden: number;
  /** 千円 */
  readonly fiscalScale: number;
}

const BASICS: Readonly<Record<BodyCode, Basics>> = {
  [SAMPLE_BODIES.city.code]: {
    ...{ population: 48_200, change: -0.004, perHousehold: 2.31, area: 12_345, aged: 29_100 },
    ...{ fiscalCapability: 62, balance: 925, debt: 68, burden: 341, fiscalScale: 11_800_000 },
  },
  [SAMPLE_BODIES.first.code]: {
    ...{ population: 15_300, change: -0.009, perHousehold: 2.44, area: 8_765, aged: 33_400 },
    ...{ fiscalCapability: 45, balance: 894, debt: 81, burden: 205, fiscalScale: 4_950_000 },
  },
  [SAMPLE_BODIES.second.code]: {
    ...{ population: 9_800, change: -0.014, perHousehold: 2.39, area: 15_432, aged: 37_800 },
    ...{ fiscalCapability: 31, balance: 878, debt: 92, burden: 0, fiscalScale: 3_870_000 },
  },
  [SAMPLE_BODIES.third.code]: {
    ...{ population: 6_400, change: 0.003, perHousehold: 2.52, area: 4_321, aged: 30_900 },
    ...{ fiscalCapability: 52, balance: 861, debt: 54, burden: 0, fiscalScale: 2_640_000 },
  },
  [SAMPLE_BODIES.village.code]: {
    ...{ population: 1_120, change: -0.021, perHousehold: 2.05, area: 20_101, aged: 44_700 },
    ...{ fiscalCapability: 14, balance: 842, debt: 73, burden: 0, fiscalScale: 1_310_000 },
  },
};

const CENSUS = ['2015-10-01', '2020-10-01'] as const;
const RESIDENTS = [
  '2021-01-01',
  '2022-01-01',
  '2023-01-01',
  '2024-01-01',
  '2025-01-01',
  '2026-01-01',
] as const;
const SETTLED = ['2024-03-31', '2025-03-31'] as const;

const WHOLE_YEARS: Readonly<Record<string, readonly Day[]>> = {
  population: RESIDENTS,
  'households-resident': RESIDENTS,
  'population-census': CENSUS,
  'households-census': CENSUS,
};

/** Inhabitants on a day; null for a prefecture, whose own office has none. */
export function populationOn(code: BodyCode, day: Day): number | null {
  const basics = BASICS[code];
  if (basics === undefined) return null;
  const years = Number(day.slice(0, 4)) - 2023;
  return Math.round(basics.population * (1 + basics.change) ** years);
}

/** Days on which figures of who a body is are given; undefined for what is no such figure. */
export function basicDays(indicator: string): readonly Day[] | undefined {
  return WHOLE_YEARS[indicator] ?? (indicator in FIXED ? SETTLED : undefined);
}

const FIXED = {
  area: (basics) => basics.area,
  'aged-share': (basics, years) => basics.aged + years * 350,
  'fiscal-capability': (basics) => basics.fiscalCapability,
  'current-balance-ratio': (basics, years) => basics.balance + years * 4,
  'debt-service-ratio': (basics, years) => basics.debt - years,
  'future-burden-ratio': (basics) => basics.burden,
  'standard-fiscal-scale': (basics, years) => Math.round(basics.fiscalScale * 1.01 ** years),
} as const satisfies Record<string, (basics: Basics, years: number) => number>;

/** The body's value × 10^scale of the definition. */
export function basicValue(indicator: string, code: BodyCode, day: Day): number | null {
  const basics = BASICS[code];
  const people = populationOn(code, day);
  if (basics === undefined || people === null) return null;
  if (indicator.startsWith('population')) return people;
  if (indicator.startsWith('households')) return Math.round(people / basics.perHousehold);
  const fixed = (FIXED as Readonly<Record<string, (basics: Basics, years: number) => number>>)[indicator];
  return fixed === undefined ? null : fixed(basics, Number(day.slice(0, 4)) - 2024);
}
