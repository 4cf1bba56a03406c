import { type BodyCode, SAMPLE_PREFECTURE } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { COVERAGE_START } from '../bodies/register-data.ts';
import type { BodyKind, RegisterRow, RegisterSource } from '../bodies/rules/register.ts';

/** Printed wherever the source of a fact about 見本県 is named. */
export const SAMPLE_SOURCE = '見本（実在しません）';

/** The day on which 見本町 became 見本市: lineage, too, can be tried. */
export const CITY_SINCE: Day = '2022-10-01';
const FORMER_TOWN: BodyCode = '993018';

/** A body that does not exist. Everything else about it (people, answers, figures) is made from its code. */
export interface SampleBody {
  readonly code: BodyCode;
  readonly name: string;
  readonly kana: string;
  readonly kind: Exclude<BodyKind, 'nation' | 'special-ward'>;
  /** How far it has come, 0–1: its figures are drawn around it. */
  readonly progress: number;
}

export const SAMPLE_BODIES = {
  prefecture: {
    code: SAMPLE_PREFECTURE,
    name: '見本県',
    kana: 'みほんけん',
    kind: 'prefecture',
    progress: 0.85,
  },
  city: { code: '992011', name: '見本市', kana: 'みほんし', kind: 'city', progress: 0.75 },
  first: { code: '993026', name: '例示町', kana: 'れいじちょう', kind: 'town', progress: 0.6 },
  second: { code: '993034', name: '仮名町', kana: 'かめいちょう', kind: 'town', progress: 0.4 },
  third: { code: '993042', name: '試行町', kana: 'しこうちょう', kind: 'town', progress: 0.65 },
  /** One officer does everything: the product is made for this one first. */
  village: { code: '993611', name: '架空村', kana: 'かくうむら', kind: 'village', progress: 0.2 },
} as const satisfies Record<string, SampleBody>;

/** In code order, the prefecture first. */
export const sampleBodies: readonly SampleBody[] = Object.values(SAMPLE_BODIES);

/** The code that a body bore on a day: 見本市 was 見本町 before. */
export function codeOn(code: BodyCode, day: Day): BodyCode {
  return code === SAMPLE_BODIES.city.code && day < CITY_SINCE ? FORMER_TOWN : code;
}

function row(body: Omit<SampleBody, 'progress'>, validFrom: Day, validTo: Day | null): RegisterRow {
  return {
    bodyCode: body.code,
    name: body.name,
    kana: body.kana,
    prefectureCode: SAMPLE_PREFECTURE,
    kind: body.kind,
    validFrom,
    validTo,
    source: SAMPLE_SOURCE,
  };
}

const formerTown = { code: FORMER_TOWN, name: '見本町', kana: 'みほんちょう', kind: 'town' } as const;

/** What the register holds of 見本県; joined to the nation's in app/, and asked for apart from it everywhere. */
export const sampleRegister: Partial<RegisterSource> = {
  rows: [
    ...sampleBodies.map((body) =>
      row(body, body.code === SAMPLE_BODIES.city.code ? CITY_SINCE : COVERAGE_START, null),
    ),
    row(formerTown, COVERAGE_START, CITY_SINCE),
  ],
  lineage: [
    {
      eventId: 'sample-mihon-city',
      kind: 'kind-changed',
      on: CITY_SINCE,
      fromCode: FORMER_TOWN,
      fromName: formerTown.name,
      fromKana: formerTown.kana,
      toCode: SAMPLE_BODIES.city.code,
      toName: SAMPLE_BODIES.city.name,
      text: '見本町が市制を施行',
      source: SAMPLE_SOURCE,
    },
  ],
};
