import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Stratum } from '../../../core/indicator.ts';
import { normalise } from '../../../core/text.ts';
import { type LineageEvent, otherNames } from './lineage.ts';

/** 区分 出典: 地方自治法第1条の3、第281条 */
export type BodyKind = 'nation' | 'prefecture' | 'special-ward' | 'city' | 'town' | 'village';
/** 指定都市・中核市 出典: 地方自治法第252条の19、第252条の22 */
export type BodyStatus = 'designated-city' | 'core-city';

/** One dated row of the register: true from `validFrom` up to, not including, `validTo`. */
export interface RegisterRow {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly kana: string;
  /** A prefecture and the nation name themselves. */
  readonly prefectureCode: BodyCode;
  readonly kind: BodyKind;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly source: string;
}

export interface StatusRow {
  readonly bodyCode: BodyCode;
  readonly status: BodyStatus;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly source: string;
}

/** Another way of writing or reading the same name. */
export interface Alias {
  readonly bodyCode: BodyCode;
  readonly alias: string;
  readonly kind: 'variant' | 'reading';
  readonly reason: string;
  readonly source: string;
}

/** A body as it stands on one day. */
export interface RegisterBody {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly kana: string;
  readonly prefectureCode: BodyCode;
  readonly prefectureName: string;
  readonly kind: Exclude<BodyKind, 'nation'>;
  readonly status: BodyStatus | null;
  readonly stratum: Stratum;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export interface RegisterSource {
  readonly rows: readonly RegisterRow[];
  readonly statuses: readonly StatusRow[];
  readonly aliases: readonly Alias[];
  readonly lineage: readonly LineageEvent[];
  /** Names that are no bodies but look like some. */
  readonly nonBodies: NonBodies;
}

export interface NonBodies {
  /** 北方領土の6村: in the code list, without a government. */
  readonly northernVillages: readonly {
    readonly code: BodyCode;
    readonly county: string;
    readonly name: string;
  }[];
  /** 行政区 of the 指定都市: internal sections, some of which bear the name of a 特別区 (中央区, 北区). */
  readonly wards: readonly { readonly code: BodyCode; readonly city: BodyCode; readonly name: string }[];
}

export type NameKind = 'name' | 'alias' | 'lineage';

/** The register of one day, indexed for matching. */
export interface RegisterDay {
  readonly day: Day;
  /** Earlier days are 収録対象外: nothing is known, nothing is guessed. */
  readonly coverageStart: Day;
  readonly covered: boolean;
  /** In code order. */
  readonly prefectures: readonly RegisterBody[];
  /** In code order. */
  readonly municipalities: readonly RegisterBody[];
  readonly byCode: ReadonlyMap<BodyCode, RegisterBody>;
  /** Normalised names that a body answers to on that day, with the way it comes by them. */
  readonly names: ReadonlyMap<BodyCode, ReadonlyMap<string, NameKind>>;
  /** Prefecture → normalised name → bodies (more than one only by an alias or a former name). */
  readonly byName: ReadonlyMap<BodyCode, ReadonlyMap<string, readonly BodyCode[]>>;
  readonly lineage: readonly LineageEvent[];
  readonly nonBodies: NonBodies;
  /** Normalised names of prefectures, whole (青森県) and short (青森). */
  readonly prefectureNames: ReadonlyMap<string, { readonly bodyCode: BodyCode; readonly whole: boolean }>;
  /** Normalised names of the 指定都市 of the day. */
  readonly designatedCities: readonly string[];
}

export function isOn(span: { readonly validFrom: Day; readonly validTo: Day | null }, day: Day): boolean {
  return span.validFrom <= day && (span.validTo === null || day < span.validTo);
}

/** Exactly one stratum per body and day; a 指定都市 is never a 中核市 (自治法第252条の22第1項). */
export function stratumOf(kind: RegisterBody['kind'], statuses: readonly BodyStatus[]): Stratum {
  if (kind !== 'city') return kind;
  if (statuses.includes('designated-city')) return 'designated-city';
  return statuses.includes('core-city') ? 'core-city' : 'city';
}

export function coverageStartOf(rows: readonly RegisterRow[]): Day {
  const days = rows.filter((row) => row.kind !== 'nation').map((row) => row.validFrom);
  return days.reduce((first, day) => (day < first ? day : first), days[0] ?? '9999-12-31');
}

/** Rows that are true on the day → the bodies of that day in code order. */
export function bodiesOn(
  source: Pick<RegisterSource, 'rows' | 'statuses'>,
  day: Day,
): readonly RegisterBody[] {
  const rows = source.rows.filter((row) => row.kind !== 'nation' && isOn(row, day));
  const prefectureNames = new Map(
    rows.filter((row) => row.kind === 'prefecture').map((row) => [row.bodyCode, row.name]),
  );
  const statuses = new Map<BodyCode, BodyStatus[]>();
  for (const row of source.statuses) {
    if (isOn(row, day)) statuses.set(row.bodyCode, [...(statuses.get(row.bodyCode) ?? []), row.status]);
  }
  return rows
    .map((row) => {
      const kind = row.kind as RegisterBody['kind'];
      const stratum = stratumOf(kind, statuses.get(row.bodyCode) ?? []);
      return {
        bodyCode: row.bodyCode,
        name: row.name,
        kana: row.kana,
        prefectureCode: row.prefectureCode,
        prefectureName: prefectureNames.get(row.prefectureCode) ?? '',
        kind,
        status: stratum === 'designated-city' || stratum === 'core-city' ? stratum : null,
        stratum,
        validFrom: row.validFrom,
        validTo: row.validTo,
      };
    })
    .sort((a, b) => (a.bodyCode < b.bodyCode ? -1 : 1));
}

/** The register of `day`, indexed. Before the coverage start it is empty and `covered` is false. */
export function registerDay(source: RegisterSource, day: Day): RegisterDay {
  const bodies = bodiesOn(source, day);
  const byCode = new Map(bodies.map((body) => [body.bodyCode, body]));
  const names = new Map<BodyCode, Map<string, NameKind>>();
  const byName = new Map<BodyCode, Map<string, BodyCode[]>>();
  const answer = (body: RegisterBody, name: string, kind: NameKind): void => {
    const key = normalise(name);
    const own = names.get(body.bodyCode) ?? new Map<string, NameKind>();
    names.set(body.bodyCode, own);
    if (own.has(key)) return;
    own.set(key, kind);
    if (body.kind === 'prefecture') return;
    const prefecture = byName.get(body.prefectureCode) ?? new Map<string, BodyCode[]>();
    byName.set(body.prefectureCode, prefecture);
    prefecture.set(key, [...(prefecture.get(key) ?? []), body.bodyCode]);
  };
  for (const body of bodies) answer(body, body.name, 'name');
  for (const alias of source.aliases) {
    const body = byCode.get(alias.bodyCode);
    if (body !== undefined && alias.kind === 'variant') answer(body, alias.alias, 'alias');
  }
  for (const body of bodies) {
    for (const name of otherNames(source.lineage, body.bodyCode)) {
      // A name that another body of the prefecture bears today is that body's alone.
      if (byName.get(body.prefectureCode)?.has(normalise(name)) !== true) answer(body, name, 'lineage');
    }
  }
  const coverageStart = coverageStartOf(source.rows);
  return {
    day,
    coverageStart,
    covered: day >= coverageStart,
    prefectures: bodies.filter((body) => body.kind === 'prefecture'),
    municipalities: bodies.filter((body) => body.kind !== 'prefecture'),
    byCode,
    names,
    byName,
    lineage: source.lineage,
    nonBodies: source.nonBodies,
    prefectureNames: prefectureNames(bodies),
    designatedCities: bodies
      .filter((body) => body.stratum === 'designated-city')
      .map((body) => normalise(body.name)),
  };
}

function prefectureNames(bodies: readonly RegisterBody[]): RegisterDay['prefectureNames'] {
  const names = new Map<string, { bodyCode: BodyCode; whole: boolean }>();
  for (const { bodyCode, name, kind } of bodies) {
    if (kind !== 'prefecture') continue;
    const key = normalise(name);
    names.set(key, { bodyCode, whole: true });
    if (!names.has(key.slice(0, -1))) names.set(key.slice(0, -1), { bodyCode, whole: false });
  }
  return names;
}
