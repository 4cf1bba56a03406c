import type { BodyCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import type {
  HomeAnswer,
  HomeAsked,
  HomeItem,
  HomeJoins,
  HomeSource,
  HomeStep,
  HomeTask,
  LateThing,
} from '../contracts/home.ts';
import type { PlanHome } from '../contracts/plan-neighbours.ts';
import type { Seat } from '../contracts/seat.ts';
import { type Heading, headingsOf } from '../plan/queries/contents.ts';
import { scopeOf } from '../posts/rules/rights.ts';
import { type Standpoint, standpoint } from '../visibility/load.ts';
import { type BodySheet, loadBodySheet } from '../visibility/load-body.ts';
import {
  type BodyRecord,
  type ClassLine,
  loadBodyRecord,
  loadClassLines,
} from '../visibility/load-body-record.ts';
import { loadKnown } from '../visibility/load-identity.ts';
import { NEWEST_PLAN } from '../visibility/load-page.ts';
import { isDeclared } from './figures.ts';
import { type ItemStanding, standingOf } from './rules/items.ts';
import { type Month, monthOf } from './rules/tasks.ts';

/** One heading of the newest plan as it stands in the body. */
export interface HomeLine {
  readonly heading: Heading;
  readonly standing: ItemStanding;
  /** The heading's main figure: the first of its indicators that the body has a value of, else the first. */
  readonly figure: ClassLine | null;
  readonly home: PlanHome;
}

export interface BodyHome {
  readonly seat: Seat;
  readonly today: Day;
  readonly month: Month;
  /** 手順書のステップ0～3, derived. */
  readonly handbook: readonly HomeStep[];
  readonly lines: readonly HomeLine[];
}

/** Everything on the home of a body; the number of questions does not grow with what it shows. */
export async function loadBodyHome(deps: Deps, seat: Seat, joins: HomeJoins): Promise<BodyHome> {
  const stand = standpoint(deps.clock, null);
  const { today } = stand;
  const [told, record] = await Promise.all([
    withScope(deps.db, scopeOf(seat), (tx) =>
      askSources(tx, joins.sources(), { seat, bodyCodes: [seat.bodyCode], today, late: 0 }),
    ),
    ownRecord(deps.db, seat, stand),
  ]);
  const headings = record?.headings ?? (await headingsOf(deps.db, NEWEST_PLAN));
  const draftsOf = (heading: Heading) =>
    (record?.drafts ?? []).filter((draft) => draft.headings.some((one) => one.item === heading.item));
  const main = new Map(
    headings.map((heading) => {
      const drafts = draftsOf(heading);
      return [heading, drafts.find((draft) => draft.own?.shown != null) ?? drafts[0]] as const;
    }),
  );
  const chosen = [...new Set([...main.values()].filter((draft) => draft !== undefined))];
  const figures = record === null ? [] : await loadClassLines(deps.db, record, chosen);
  const items = told.items.get(seat.bodyCode) ?? [];
  return {
    ...{ seat, today, handbook: told.handbook },
    month: monthOf(told.tasks, today),
    lines: headings.map((heading) => {
      const draft = main.get(heading);
      return {
        heading,
        standing: standingOf(heading.item, items, draftsOf(heading).some(isDeclared)),
        figure: draft === undefined ? null : (figures[chosen.indexOf(draft)] ?? null),
        home: joins.homeFor(heading.item),
      };
    }),
  };
}

async function ownRecord(db: Db, seat: Seat, stand: Standpoint): Promise<BodyRecord | null> {
  const known = seat.kind === 'municipality' ? await loadKnown(db, seat.bodyCode, stand.today) : null;
  return known === null ? null : loadBodyRecord(db, known, stand);
}

/** All figures of a municipality, for the choice of 議会・首長用一枚. */
export interface OwnFigures {
  readonly seat: Seat;
  readonly today: Day;
  readonly prefectureName: string;
  /** Null for a prefectural government. */
  readonly sheet: BodySheet | null;
}

export async function loadOwnFigures(deps: Deps, seat: Seat): Promise<OwnFigures> {
  const stand = standpoint(deps.clock, null);
  const known = seat.kind === 'municipality' ? await loadKnown(deps.db, seat.bodyCode, stand.today) : null;
  return {
    ...{ seat, today: stand.today, prefectureName: known?.body.prefectureName ?? '' },
    sheet: known === null ? null : await loadBodySheet(deps.db, known, stand),
  };
}

/** What every part says, joined; each is asked once. */
export async function askSources(
  tx: Tx,
  sources: readonly HomeSource[],
  asked: HomeAsked,
): Promise<Required<HomeAnswer>> {
  const tasks: HomeTask[] = [];
  const items = new Map<BodyCode, readonly HomeItem[]>();
  const late: LateThing[] = [];
  const handbook: HomeStep[] = [];
  for (const source of sources) {
    const answer = await source.read(tx, asked);
    tasks.push(...(answer.tasks ?? []));
    late.push(...(answer.late ?? []));
    handbook.push(...(answer.handbook ?? []));
    for (const [code, own] of answer.items ?? []) items.set(code, [...(items.get(code) ?? []), ...own]);
  }
  return { tasks, items, late, handbook };
}
