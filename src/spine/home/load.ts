import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import type { HomeItem, HomeJoins, HomeSource, HomeTask } from '../contracts/home.ts';
import type { PlanHome } from '../contracts/plan-neighbours.ts';
import type { Seat } from '../contracts/seat.ts';
import { type Heading, headingsOf } from '../plan/queries/contents.ts';
import { scopeOf } from '../posts/rules/rights.ts';
import { loadSteps, type StepLine } from '../steps/load.ts';
import { viewOn } from '../steps/rules/replay.ts';
import { standpoint } from '../visibility/load.ts';
import { type BodySheet, loadBodySheet, type SheetLine } from '../visibility/load-body.ts';
import { type Identity, loadIdentity } from '../visibility/load-identity.ts';
import { NEWEST_PLAN } from '../visibility/load-page.ts';
import { isDeclared } from './figures.ts';
import { type ItemStanding, standingOf } from './rules/items.ts';
import { type Month, monthOf } from './rules/tasks.ts';

/** One heading of the newest plan as it stands in the body. */
export interface HomeLine {
  readonly heading: Heading;
  readonly standing: ItemStanding;
  /** The heading's main figure: the first of its indicators that the body has a value of, else the first. */
  readonly figure: SheetLine | null;
  readonly home: PlanHome;
}

export interface BodyHome {
  readonly seat: Seat;
  readonly today: Day;
  readonly month: Month;
  /** 手順書のステップ0～3, derived. */
  readonly handbook: readonly StepLine[];
  readonly lines: readonly HomeLine[];
  /** Null for a prefectural government: its figures are not those of its municipalities. */
  readonly sheet: BodySheet | null;
  readonly identity: Identity | null;
}

/** Everything on the home of a body; the number of questions does not grow with what it shows. */
export async function loadBodyHome(deps: Deps, seat: Seat, joins: HomeJoins): Promise<BodyHome> {
  const stand = standpoint(deps.clock, null);
  const { today } = stand;
  const sources = joins.sources();
  const [own, headings, identity] = await Promise.all([
    withScope(deps.db, scopeOf(seat), async (tx) => ({
      tasks: await tasksOf(tx, sources, seat, today),
      items: (await itemsOf(tx, sources, [seat.bodyCode], today)).get(seat.bodyCode) ?? [],
      handbook: (await loadSteps(tx, [seat.bodyCode], ['handbook'], viewOn(today))).get(seat.bodyCode)
        ?.handbook.lines,
    })),
    headingsOf(deps.db, NEWEST_PLAN),
    loadIdentity(deps.db, seat.bodyCode, stand),
  ]);
  const sheet =
    seat.kind === 'municipality' && identity !== null ? await loadBodySheet(deps.db, identity, stand) : null;
  return {
    ...{ seat, today, sheet, identity },
    month: monthOf(own.tasks, today),
    handbook: own.handbook ?? [],
    lines: headings.map((heading) => lineOf(heading, own.items, sheet, joins)),
  };
}

function lineOf(
  heading: Heading,
  items: readonly HomeItem[],
  sheet: BodySheet | null,
  joins: HomeJoins,
): HomeLine {
  const figures = (sheet?.lines ?? []).filter((line) =>
    line.headings.some((one) => one.item === heading.item),
  );
  return {
    heading,
    standing: standingOf(heading.item, items, figures.some(isDeclared)),
    figure: figures.find((line) => line.own !== null && line.own.shown !== null) ?? figures[0] ?? null,
    home: joins.homeFor(heading.item),
  };
}

export async function tasksOf(
  tx: Tx,
  sources: readonly HomeSource[],
  seat: Seat,
  today: Day,
): Promise<readonly HomeTask[]> {
  const tasks: HomeTask[] = [];
  for (const source of sources) tasks.push(...(await source.tasks(tx, seat, today)));
  return tasks;
}

/** What every part knows of several bodies at once. */
export async function itemsOf(
  tx: Tx,
  sources: readonly HomeSource[],
  bodyCodes: readonly BodyCode[],
  today: Day,
): Promise<ReadonlyMap<BodyCode, readonly HomeItem[]>> {
  const all = new Map<BodyCode, HomeItem[]>();
  for (const source of sources)
    for (const [code, items] of await source.items(tx, bodyCodes, today)) {
      const list = all.get(code);
      if (list === undefined) all.set(code, [...items]);
      else list.push(...items);
    }
  return all;
}
