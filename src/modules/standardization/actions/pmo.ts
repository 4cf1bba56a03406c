import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { prefectures } from '../../../spine/bodies/queries/register.ts';
import { areaTitle } from '../../../spine/bodies/rules/titles.ts';
import { limitCounts } from '../queries/late.ts';
import { closeOf, stepLists } from '../queries/months.ts';
import {
  type BodySums,
  reportCounts,
  sumsByBody,
  sumsByBusiness,
  sumsByStep,
  sumsByVendor,
} from '../queries/pmo.ts';
import { BUSINESSES, businessAt } from '../rules/businesses.ts';
import {
  areaFigure,
  distribution,
  type Figure,
  type PmoFilter,
  type PmoView,
  type Sums,
} from '../rules/pmo.ts';
import { addCounts, ratesOf } from '../rules/rates.ts';
import { listOf } from '../rules/step-list.ts';

interface Line {
  readonly key: string;
  readonly title: string;
  readonly figure: Figure;
}

/** Everything of one page of the 進捗管理, in the scope of who asks. Values are made in rules, from sums. */
export async function readPmo(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  today: Day,
  filter: PmoFilter,
  view: PmoView,
) {
  const bodies = await sumsByBody(tx, whole, month, filter);
  const list = listOf(await stepLists(tx, whole), month);
  return {
    ...{ month, filter, view },
    figure: areaFigure(bodies),
    ...(await reportCounts(tx, whole, month, filter)),
    limits: await limitCounts(tx, whole, today, filter),
    tenths: distribution(bodies),
    lines: await linesBy(tx, whole, month, filter, view, bodies),
    steps: view === 'step' ? await sumsByStep(tx, whole, month, filter) : [],
    stepNames: list.steps,
    close: await closeOf(tx, whole, month),
  };
}

async function linesBy(
  tx: Tx,
  whole: BodyCode,
  month: Day,
  filter: PmoFilter,
  view: PmoView,
  bodies: readonly BodySums[],
): Promise<readonly Line[]> {
  if (view === 'body')
    return bodies.map((body) => ({ key: body.key, title: body.name, figure: areaFigure([body]) }));
  if (view === 'class')
    return grouped(
      bodies,
      (body) => body.stratum,
      (key) => CLASS_TITLES[key] ?? key,
    );
  if (view === 'prefecture') {
    const names = new Map(
      (await prefectures(tx, month, 'infinity', whole)).map((one) => [one.bodyCode, one.name]),
    );
    return grouped(
      bodies,
      (body) => body.prefectureCode,
      (key) => areaTitle(names.get(key) ?? key),
    );
  }
  if (view === 'vendor')
    return (await sumsByVendor(tx, whole, month, filter)).map((sums) => pooled(sums, sums.key));
  if (view === 'step') return [];
  const businesses = await sumsByBusiness(tx, whole, month, filter);
  if (view === 'business')
    return businesses.map((sums) => pooled(sums, businessAt(Number(sums.key))?.title ?? sums.key));
  const ofMinistry = (sums: Sums) => BUSINESSES[Number(sums.key) - 1]?.ministry ?? 'other';
  return ['総務省', 'other'].flatMap((ministry) => {
    const own = businesses.filter((sums) => ofMinistry(sums) === ministry);
    if (own.length === 0) return [];
    const title = ministry === 'other' ? 'ほかの府省（資料に所管の記載なし）' : '総務省';
    return [pooled(together(ministry, own), title)];
  });
}

const CLASS_TITLES: Readonly<Record<string, string>> = {
  'special-ward': '特別区',
  'designated-city': '指定都市',
  'core-city': '中核市',
  city: '市',
  town: '町',
  village: '村',
};

function grouped(
  bodies: readonly BodySums[],
  keyOf: (body: BodySums) => string,
  titleOf: (key: string) => string,
): readonly Line[] {
  const groups = new Map<string, BodySums[]>();
  for (const body of bodies) {
    const group = groups.get(keyOf(body)) ?? [];
    group.push(body);
    groups.set(keyOf(body), group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => ({ key, title: titleOf(key), figure: areaFigure(own) }));
}

/** Lines of one business or vendor have as many steps each: their mean is the share of all. */
function pooled(sums: Sums, title: string): Line {
  const figure: Figure = {
    ...ratesOf(sums),
    bodies: 0,
    systems: sums.systems,
    finished: sums.finished,
    bodiesFinished: 0,
  };
  return { key: sums.key, title, figure };
}

function together(key: string, all: readonly Sums[]): Sums {
  const of = (pick: (sums: Sums) => number) => all.reduce((sum, one) => sum + pick(one), 0);
  return {
    ...addCounts(all),
    key,
    lines: of((one) => one.lines),
    systems: of((one) => one.systems),
    finished: of((one) => one.finished),
  };
}
