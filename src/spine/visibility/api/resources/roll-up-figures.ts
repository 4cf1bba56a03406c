import { type BodyCode, isSample, NATION, SAMPLE_PREFECTURE } from '../../../../core/body-code.ts';
import type { Day } from '../../../../core/calendar.ts';
import {
  BODY_CLASSES,
  type BodyClass,
  definitionKey,
  type IndicatorDefinition,
  type Level,
} from '../../../../core/indicator.ts';
import { knownBefore } from '../../../../core/known-on.ts';
import type { BaseChoice, RollUpResult } from '../../../../core/roll-up.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { prefectures } from '../../../bodies/queries/register.ts';
import { areaTitle, governmentTitle } from '../../../bodies/rules/titles.ts';
import { type PublishedRow, publishedOf } from '../../../observations/queries/published.ts';
import { dateAsked, type HeldDate, heldDates, publishedResult } from '../../../roll-up/figure.ts';
import { factKeys } from '../../../roll-up/queries/periods.ts';
import { readSnapshot } from '../../../roll-up/read.ts';
import { headlinePart } from '../../rules/values.ts';
import { badParameters } from '../params.ts';
import { checkPart, knownDefinition, partIds, unknownDate } from './known.ts';

export interface FiguresQuery {
  readonly indicator: string;
  /** Codes of areas, or all 47 prefectures. */
  readonly areas: readonly BodyCode[] | 'prefectures';
  readonly level: Level;
  readonly bodyClass: string;
  readonly part: string | null;
  readonly asOf: Day | null;
  readonly knownOn: Day | null;
  readonly base: BaseChoice;
}

export interface AreaFigure {
  readonly area: BodyCode;
  readonly areaTitle: string;
  readonly result: RollUpResult;
}

interface Area {
  readonly code: BodyCode;
  readonly title: string;
}

async function areasOf(deps: Deps, asked: FiguresQuery): Promise<readonly Area[]> {
  // `prefectures` are the 47: 見本県 is asked for by its code.
  const own = await prefectures(deps.db, undefined, undefined, SAMPLE_PREFECTURE);
  const known = [...(await prefectures(deps.db)), ...own];
  const title = (name: string): string =>
    asked.level === 'municipality'
      ? areaTitle(name)
      : asked.level === 'prefecture'
        ? governmentTitle(name)
        : `${name}内の団体計`;
  const all = known.map(({ bodyCode, name }) => ({ code: bodyCode, title: title(name) }));
  if (asked.areas === 'prefectures') return all.filter(({ code }) => !isSample(code));
  return asked.areas.map((code) => {
    if (code === NATION) return { code, title: '全国計' };
    const area = all.find((candidate) => candidate.code === code);
    if (area !== undefined) return area;
    throw new HttpProblem(
      404,
      `「${code}」は集計の区域ではありません。`,
      '区域は 000000（全国）か都道府県のコードです。団体の値は /api/v1/observations?body= で得られます。',
      { found: code },
    );
  });
}

/** Days and weights are those of the nation, unless only 見本県 is asked for. */
function wholeAsked({ areas }: FiguresQuery): BodyCode {
  return areas !== 'prefectures' && areas.every(isSample) ? SAMPLE_PREFECTURE : NATION;
}

/** The part that is asked for; without one the whole of the parts, where there is a whole. */
function partOf(definition: IndicatorDefinition, part: string | null): string {
  if (part !== null) {
    checkPart(definition, part);
    return part;
  }
  const headline = headlinePart(definition);
  if (headline !== null) return headline;
  const expected = `内訳のID（${partIds(definition).slice(0, 5).join('、')} など）`;
  throw badParameters([{ parameter: 'part', found: '（指定なし）', expected }]);
}

/** Figures of the areas that have one. Throws HttpProblem when none has, saying what there is. */
export async function figuresOf(deps: Deps, asked: FiguresQuery, today: Day): Promise<readonly AreaFigure[]> {
  const { db } = deps;
  const { level, knownOn } = asked;
  const definition = await knownDefinition(deps, asked.indicator, knownOn, today);
  const part = partOf(definition, asked.part);
  const areas = await areasOf(deps, asked);
  const held = await heldDates(db, { definition, part, level, knownOn, area: wholeAsked(asked) }, today);
  const one = asked.asOf === null ? undefined : dateAsked(definition, held, asked.asOf, knownOn ?? today);
  const candidates = asked.asOf === null ? held : one === undefined ? [] : [one];
  if (candidates.length === 0) {
    throw unknownDate(
      asked.indicator,
      asked.asOf,
      held.map((date) => date.on),
    );
  }
  const printed = await printedRows(deps, definition, part, level, knownOn, today);
  for (const date of candidates) {
    const figures =
      date.basis === 'computed'
        ? await computed(deps, asked, definition, part, areas, date, today)
        : published(asked, definition, areas, date, printed, today);
    if (figures.length > 0) return figures;
  }
  throw unknownClass(asked, candidates, printed);
}

async function printedRows(
  deps: Deps,
  definition: IndicatorDefinition,
  part: string,
  level: Level,
  knownOn: Day | null,
  today: Day,
): Promise<readonly PublishedRow[]> {
  const keys = await factKeys(deps.db, definitionKey(definition), part);
  const rows = await publishedOf(deps.db, keys.indicatorKey, knownBefore(knownOn, today));
  return rows.filter(
    ({ document }) => document.part === part && document.level === level && document.item === null,
  );
}

async function computed(
  deps: Deps,
  asked: FiguresQuery,
  definition: IndicatorDefinition,
  part: string,
  areas: readonly Area[],
  date: HeldDate,
  today: Day,
): Promise<readonly AreaFigure[]> {
  if (!(asked.bodyClass in BODY_CLASSES)) return [];
  const { level, base, knownOn } = asked;
  const bodyClass = asked.bodyClass as BodyClass;
  const snapshot = await readSnapshot(
    deps.db,
    { definition, part, on: date.on, knownOn, today, whole: wholeAsked(asked) },
    true,
  );
  return areas.map(({ code, title }) => ({
    area: code,
    areaTitle: title,
    result: snapshot.figure({ area: code, level, bodyClass, base }),
  }));
}

function published(
  asked: FiguresQuery,
  definition: IndicatorDefinition,
  areas: readonly Area[],
  date: HeldDate,
  printed: readonly PublishedRow[],
  today: Day,
): readonly AreaFigure[] {
  return areas.flatMap(({ code, title }) => {
    const row = printed.find(
      ({ document }) =>
        document.on === date.on && document.area === code && document.bodyClass === asked.bodyClass,
    );
    if (row === undefined) return [];
    const result = publishedResult(definition, row, asked.knownOn ?? today);
    return [{ area: code, areaTitle: title, result }];
  });
}

/** A document prints some classes only; which ones is told. */
function unknownClass(
  asked: FiguresQuery,
  dates: readonly HeldDate[],
  printed: readonly PublishedRow[],
): HttpProblem {
  const days = new Set(dates.map((date) => date.on));
  const documents = printed.map(({ document }) => document).filter(({ on }) => on !== null && days.has(on));
  const computedClasses = dates.some((date) => date.basis === 'computed') ? Object.keys(BODY_CLASSES) : [];
  const classes = [...new Set([...computedClasses, ...documents.map((document) => document.bodyClass)])];
  const areas = [...new Set(documents.map((document) => document.area))];
  const known = classes.includes(asked.bodyClass);
  return new HttpProblem(
    404,
    known ? 'この区域の値はありません。' : `区分「${asked.bodyClass}」の値はありません。`,
    known
      ? `資料に印刷された値があるのは、区域 ${areas.join('、')} です。`
      : `値がある区分は ${classes.join('、')} です。`,
    { found: known ? asked.areas : asked.bodyClass, classes, areas, dates: [...days] },
  );
}
