import { NATION } from '../../../core/body-code.ts';
import { type Day, formatDay } from '../../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition, type Level } from '../../../core/indicator.ts';
import { knownBefore } from '../../../core/known-on.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { RollUpResult } from '../../../core/roll-up.ts';
import type { Db } from '../../../platform/db/database.ts';
import { type DefinitionRevision, definitionHistory } from '../../indicators/queries.ts';
import { type PublishedRow, publishedOf } from '../../observations/queries/published.ts';
import { dateAsked, type HeldDate, publishedResult } from '../../roll-up/figure.ts';
import { type Asked, figuresOf } from '../../roll-up/figures.ts';
import { baseDays, type PartKey, partKeys, periodsByPart } from '../../roll-up/queries/batch.ts';
import type { FactKeys } from '../../roll-up/queries/periods.ts';
import { readSnapshot, type Snapshot, type SnapshotBody } from '../../roll-up/read.ts';
import type { Standpoint } from '../load.ts';
import { LEVELS_OF } from '../rules/indicator-words.ts';
import type { View } from '../rules/request.ts';

export interface Held {
  readonly part: string;
  readonly level: Level;
  readonly date: HeldDate;
}

/** What an address asks of one indicator, found: its definition, part, level and date, and all that there is beside. */
export interface Subject {
  readonly id: string;
  readonly definition: IndicatorDefinition;
  /** All wordings of all versions, oldest first, as far as they were known. */
  readonly history: readonly DefinitionRevision[];
  readonly stand: Standpoint;
  readonly view: View;
  readonly level: Level;
  readonly part: string;
  /** Title of the part; null for the whole. */
  readonly partTitle: string | null;
  /** Everything that is held of the indicator, newest first. */
  readonly held: readonly Held[];
  /** Of the chosen part and level, newest first. */
  readonly dates: readonly HeldDate[];
  /** Null: nothing is held of it. */
  readonly date: HeldDate | null;
  readonly keys: readonly PartKey[];
  readonly partKey: FactKeys;
  readonly published: readonly PublishedRow[];
}

export type SubjectRefusal =
  | 'unknown-indicator'
  | 'not-known-then'
  | 'unknown-version'
  | 'unknown-part'
  | 'unknown-date';

/** What a refusal leaves to choose from. */
export interface Choices {
  readonly history: readonly DefinitionRevision[];
  readonly definition: IndicatorDefinition | null;
  readonly dates: readonly HeldDate[];
  readonly level: Level;
  readonly part: string;
}

export async function loadSubject(
  db: Db,
  id: string,
  version: string | null,
  levelGiven: boolean,
  view: View,
  stand: Standpoint,
): Promise<{ readonly found: Result<Subject, SubjectRefusal>; readonly choices: Choices }> {
  const none: Choices = { history: [], definition: null, dates: [], level: 'municipality', part: '' };
  const all = await definitionHistory(db, id);
  if (all.length === 0) return { found: refuse('unknown-indicator', { id }), choices: none };
  const before = knownBefore(stand.knownOn, stand.today);
  const instant = before === null ? null : Date.parse(before);
  const history = all.filter((revision) => instant === null || Date.parse(revision.recordedAt) < instant);
  if (history.length === 0)
    return { found: refuse('not-known-then', { id }), choices: { ...none, history: all } };
  const wanted = version === null ? history.at(-1)?.version : Number(version);
  const definition = history.filter((revision) => revision.version === wanted).at(-1)?.definition;
  if (definition === undefined)
    return { found: refuse('unknown-version', { version: version ?? '' }), choices: { ...none, history } };

  const keys = await partKeys(db, [definitionKey(definition)]);
  const indicatorKey = keys[0]?.keys.indicatorKey ?? 0;
  const [periods, published] = await Promise.all([
    periodsByPart(db, [indicatorKey], before, stand.knownOn ?? stand.today),
    publishedOf(db, indicatorKey, before),
  ]);
  const held = heldOf(keys, periods, published);
  const part = choosePart(definition, held, view.part);
  if (part === null) {
    return {
      found: refuse('unknown-part', { part: view.part ?? '' }),
      choices: { ...none, history, definition },
    };
  }
  const level = chooseLevel(definition, held, part, levelGiven ? view.level : null);
  const dates = datesOf(held, part, level);
  const choices = { history, definition, dates, level, part };
  const date =
    view.asOf === null ? dates[0] : dateAsked(definition, dates, view.asOf, stand.knownOn ?? stand.today);
  if (date === undefined && view.asOf !== null)
    return { found: refuse('unknown-date', { asOf: view.asOf }), choices };
  const partKey = keys.find((key) => key.part === part)?.keys;
  if (partKey === undefined) throw new Error(`${id} has no part "${part}"`);
  const partTitle = part === '' ? null : partName(definition, part);
  return {
    found: ok({
      id,
      definition,
      history,
      stand,
      view,
      level,
      part,
      partTitle,
      held,
      dates,
      date: date ?? null,
      keys,
      partKey,
      published,
    }),
    choices,
  };
}

export function partName(definition: IndicatorDefinition, part: string): string {
  if (part === 'total') return '全体';
  return definition.parts?.find((candidate) => candidate.id === part)?.title ?? part;
}

export function heldOf(
  keys: readonly PartKey[],
  periods: Awaited<ReturnType<typeof periodsByPart>>,
  published: readonly PublishedRow[],
): readonly Held[] {
  const partOf = new Map(keys.map((key) => [key.keys.partKey, key.part]));
  const found = new Map<string, Held>();
  for (const { document } of published) {
    if (document.item !== null || document.on === null) continue;
    const { part, level, on } = document;
    found.set(`${part}~${level}~${on}`, { part, level, date: { on, basis: 'published', moving: false } });
  }
  for (const { part_key, period_end: on, municipal, prefectural, moving } of periods) {
    const part = partOf.get(part_key) ?? '';
    const levels: Level[] = [
      ...(municipal ? (['municipality'] as const) : []),
      ...(prefectural ? (['prefecture'] as const) : []),
    ];
    for (const level of levels)
      found.set(`${part}~${level}~${on}`, { part, level, date: { on, basis: 'computed', moving } });
  }
  // Newest first; what is still 速報 after all that is 確定, so that a page opens with the latter.
  return [...found.values()].sort(({ date: a }, { date: b }) =>
    a.moving === b.moving ? (a.on < b.on ? 1 : -1) : a.moving ? 1 : -1,
  );
}

export function datesOf(held: readonly Held[], part: string, level: Level): readonly HeldDate[] {
  return held.filter((one) => one.part === part && one.level === level).map((one) => one.date);
}

/** The part that was asked for; else the whole, where there is one; else the first of which anything is held. */
export function choosePart(
  definition: IndicatorDefinition,
  held: readonly Held[],
  asked: string | null,
): string | null {
  const known = [
    ...(definition.partsTotal === undefined ? [] : ['total']),
    ...(definition.parts?.map((part) => part.id) ?? []),
  ];
  if (asked !== null && asked !== '') return known.includes(asked) ? asked : null;
  if (definition.partsTotal !== undefined) return 'total';
  if (definition.parts === undefined || held.some((one) => one.part === '')) return '';
  return definition.parts.find((part) => held.some((one) => one.part === part.id))?.id ?? '';
}

/** The level that was asked for; else the first of 市区町村, 都道府県 and both that has something to show. */
export function chooseLevel(
  definition: IndicatorDefinition,
  held: readonly Held[],
  part: string,
  asked: Level | null,
): Level {
  if (asked !== null) return asked;
  const levels: readonly Level[] = [...LEVELS_OF[definition.level], 'all'];
  const has = levels.find((level) => held.some((one) => one.level === level && one.part === part));
  return has ?? levels[0] ?? 'municipality';
}

/** Bodies and figures of the chosen date; null where the date has only a printed figure, or nothing. */
export async function loadSnapshot(db: Db, subject: Subject): Promise<Snapshot | null> {
  const { definition, part, date, stand } = subject;
  if (date === null || date.basis === 'published') return null;
  return readSnapshot(db, { definition, part, on: date.on, ...stand }, true);
}

export function bodiesOf(subject: Subject, snapshot: Snapshot | null): readonly SnapshotBody[] {
  if (snapshot === null) return [];
  const { level, view } = subject;
  return snapshot.bodies({ area: NATION, level, bodyClass: view.bodyClass });
}

/** A printed figure of the nation for a day; the base without 指定都市 speaks where there is no other. */
export function printedFigure(subject: Subject, on: Day, part = subject.part): RollUpResult | null {
  const { definition, published, level, view, stand } = subject;
  const of = (bodyClass: string) =>
    published.find(
      ({ document }) =>
        document.part === part &&
        document.on === on &&
        document.area === NATION &&
        document.level === level &&
        document.bodyClass === bodyClass &&
        document.item === null,
    );
  const row = of(view.bodyClass) ?? (view.bodyClass === 'all' ? of('without-designated') : undefined);
  return row === undefined ? null : publishedResult(definition, row, stand.knownOn ?? stand.today);
}

export interface SeriesEntry {
  readonly on: Day;
  readonly basis: HeldDate['basis'];
  readonly figure: RollUpResult | null;
}

export interface PartEntry {
  readonly part: string;
  readonly title: string;
  readonly group: string | null;
  readonly asked: Asked | null;
  readonly printed: RollUpResult | null;
}

/** All held dates of the chosen part, oldest first, and every part on its own day: read together. */
export async function loadSeriesAndParts(
  db: Db,
  subject: Subject,
): Promise<{ readonly series: readonly SeriesEntry[]; readonly parts: readonly PartEntry[] }> {
  const { definition, dates, level, held, view, stand } = subject;
  const frame = { definition, level, bodyClass: view.bodyClass };
  const points = dates.filter((date) => date.basis === 'computed');
  const parts = (definition.parts ?? []).filter(
    (part) => level === 'all' || part.levels === undefined || part.levels.includes(level),
  );
  const days = parts.map((part) => {
    const own = datesOf(held, part.id, level);
    return view.asOf === null ? own[0] : own.find((date) => date.on === view.asOf);
  });
  const partAsks = parts.flatMap((part, index) => {
    const date = days[index];
    return date?.basis === 'computed' ? [{ ...frame, part: part.id, on: date.on }] : [];
  });
  const seriesAsks = points.map((date) => ({ ...frame, part: subject.part, on: date.on }));
  const [lines, table] = await Promise.all([
    figuresOf(db, seriesAsks, stand),
    figuresOf(db, partAsks, stand, definition.parts !== undefined),
  ]);
  const byDay = new Map(lines.map((line) => [line.ask.on, line.figure]));
  const byPart = new Map(table.map((line) => [line.ask.part, line]));
  return {
    series: [...dates]
      .sort((a, b) => (a.on < b.on ? -1 : 1))
      .map(({ on, basis }) => ({
        on,
        basis,
        figure: basis === 'computed' ? (byDay.get(on) ?? null) : printedFigure(subject, on),
      })),
    parts: parts.map((part, index) => {
      const date = days[index];
      return {
        part: part.id,
        title: part.title,
        group: part.group ?? null,
        asked: byPart.get(part.id) ?? null,
        printed: date?.basis === 'published' ? printedFigure(subject, date.on, part.id) : null,
      };
    }),
  };
}

export interface BaseChange {
  readonly on: Day;
  readonly title: string;
}

/** Where the day of the denominator's population is another than at the point before. */
export async function loadBaseChanges(db: Db, subject: Subject): Promise<readonly BaseChange[]> {
  const { definition, partKey, stand } = subject;
  if (definition.denominator === undefined) return [];
  const { title } = definition.denominator;
  const days = await baseDays(db, partKey, knownBefore(stand.knownOn, stand.today));
  return days.flatMap(({ period_end, base_on }, index) => {
    const before = days[index - 1]?.base_on;
    if (before === undefined || before === base_on) return [];
    return [
      {
        on: period_end,
        title: `${title}の${formatDay(before)}現在から、${formatDay(base_on)}現在になります。`,
      },
    ];
  });
}
