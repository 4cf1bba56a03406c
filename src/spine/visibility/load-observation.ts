import { isBodyCode } from '../../core/body-code.ts';
import { type Day, isDay } from '../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition, type Stratum } from '../../core/indicator.ts';
import { knownBefore } from '../../core/known-on.ts';
import type { Provenance } from '../../core/provenance.ts';
import type { Db } from '../../platform/db/database.ts';
import { bodyOn, historyOf as registerHistory, statusesOf } from '../bodies/queries/register.ts';
import { findRunsByPrefix } from '../imports/queries/runs.ts';
import { allSeries, definitionOf, type StoredSeries } from '../indicators/queries.ts';
import { sheetOf } from '../observations/queries/effective.ts';
import { historyOf, type RevisionRow } from '../observations/queries/history.ts';
import type { Standpoint } from './load.ts';
import { malformed, notThere } from './refusals.ts';
import { stratumOn } from './rules/own-class.ts';

export type ObservationName = Extract<Provenance, { kind: 'observation' }>;

/** One series of one fact: all its revisions, newest first. */
export interface SeriesHistory {
  readonly series: string;
  readonly source: StoredSeries | undefined;
  readonly revisions: readonly RevisionRow[];
}

/** Everything that is known of one value of one body. */
export interface ObservationOrigin {
  readonly name: ObservationName;
  readonly definition: IndicatorDefinition;
  readonly partTitle: string | null;
  readonly bodyName: string;
  readonly prefectureCode: string;
  readonly stratum: Stratum;
  /** The revision that counts; null: taken back, nothing counts now. */
  readonly counting: RevisionRow | null;
  /** The series that counts first. */
  readonly series: readonly SeriesHistory[];
  /** What the value is divided by, where that was recorded for the day as well. */
  readonly denominator: IndicatorDefinition | null;
  /** Import (page) of each batch that came from a file. */
  readonly runOf: ReadonlyMap<string, string>;
}

/** Throws a 400 for a name that cannot be one, a 404 where nothing is recorded. */
export async function loadObservationOrigin(
  db: Db,
  name: ObservationName,
  stand: Standpoint,
): Promise<ObservationOrigin> {
  const { bodyCode, indicator, part, on } = name;
  const [id = '', version = ''] = indicator.split('@');
  if (!isBodyCode(bodyCode) || !isDay(on) || !/^[a-z0-9-]+@\d{1,4}$/.test(indicator)) throw malformed();
  const definition = await definitionOf(db, id, Number(version));
  if (definition === null) throw notThere('この指標は登録されていません。', '指標の一覧から選んでください。');
  const before = knownBefore(stand.knownOn, stand.today);
  const all = await historyOf(db, { bodyCode, indicator, part, on }, before);
  const rows = before === null ? all : all.filter((row) => Date.parse(row.recorded_at) < Date.parse(before));
  const register = await registerHistory(db, bodyCode);
  const row = register.find((one) => one.validFrom <= on && (one.validTo === null || on < one.validTo));
  const shown = row ?? register.at(-1);
  const bodyName = shown?.name ?? bodyCode;
  if (rows.length === 0) {
    throw notThere(
      `${bodyName}の「${definition.title}」の${on}の値は登録されていません。`,
      stand.knownOn === null
        ? '団体別シートで、登録されている基準日を確かめてください。'
        : `${stand.knownOn}までに登録された値はありません。`,
    );
  }
  const counting = await countingOf(db, name, rows, before);
  const statuses = await statusesOf(db, bodyCode);
  return {
    name,
    definition,
    partTitle: definition.parts?.find((one) => one.id === part)?.title ?? null,
    bodyName: await fullNameOn(db, bodyCode, on, bodyName),
    prefectureCode: shown?.prefectureCode ?? '',
    stratum: stratumOn(shown === undefined || shown.kind === 'nation' ? 'city' : shown.kind, statuses, on),
    counting,
    series: await seriesOf(db, rows, counting),
    denominator: await denominatorOf(db, definition, bodyCode, counting),
    runOf: await runsOf(db, rows),
  };
}

async function fullNameOn(db: Db, code: string, on: Day, name: string): Promise<string> {
  const body = await bodyOn(db, code, on);
  if (body === null || body.kind === 'prefecture') return name;
  return `${body.prefectureName}${body.name}`;
}

async function denominatorOf(
  db: Db,
  definition: IndicatorDefinition,
  bodyCode: string,
  row: RevisionRow | null,
): Promise<IndicatorDefinition | null> {
  if (definition.denominator === undefined || row === null || row.base_on === null) return null;
  const found = await definitionOf(db, definition.denominator.indicator);
  if (found === null) return null;
  const fact = { bodyCode, indicator: definitionKey(found), part: '', on: row.base_on };
  return (await historyOf(db, fact)).length > 0 ? found : null;
}

/** Which revision counts: now as stored, in the past as the sheet of that day shows it. */
async function countingOf(
  db: Db,
  name: ObservationName,
  rows: readonly RevisionRow[],
  before: string | null,
): Promise<RevisionRow | null> {
  if (before === null) return rows.find((row) => row.counts) ?? null;
  const then = (await sheetOf(db, name.bodyCode, before, name.on)).find(
    (row) => row.indicator === name.indicator && row.part === name.part && row.period_end === name.on,
  );
  return rows.find((row) => row.series === then?.series && row.revision === then.revision) ?? null;
}

async function seriesOf(
  db: Db,
  rows: readonly RevisionRow[],
  counting: RevisionRow | null,
): Promise<readonly SeriesHistory[]> {
  const sources = await allSeries(db);
  const ids = [
    ...new Set([...(counting === null ? [] : [counting.series]), ...rows.map((row) => row.series)]),
  ];
  return ids.map((series) => ({
    series,
    source: sources.find((one) => one.series === series),
    revisions: rows.filter((row) => row.series === series).sort((a, b) => b.revision - a.revision),
  }));
}

async function runsOf(db: Db, rows: readonly RevisionRow[]): Promise<ReadonlyMap<string, string>> {
  const runs = new Map<string, string>();
  const batches = rows.flatMap((row) => [
    row.batch_id,
    ...(row.stands_by === null ? [] : [row.stands_by.batch_id]),
  ]);
  for (const batch of new Set(batches)) {
    const [run] = await findRunsByPrefix(db, batch);
    if (run !== undefined) runs.set(batch, run);
  }
  return runs;
}
