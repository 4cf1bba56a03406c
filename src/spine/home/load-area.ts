import { type BodyCode, isPrefectureCode } from '../../core/body-code.ts';
import type { Day } from '../../core/calendar.ts';
import { definitionKey } from '../../core/indicator.ts';
import type { Db } from '../../platform/db/database.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import { municipalitiesOf } from '../bodies/queries/register.ts';
import type { RegisterBody } from '../bodies/rules/register.ts';
import type { HomeJoins, LateThing } from '../contracts/home.ts';
import type { Seat } from '../contracts/seat.ts';
import { allDefinitions } from '../indicators/queries.ts';
import { factsOfPrefecture } from '../observations/queries/values.ts';
import { type Heading, headingsOf } from '../plan/queries/contents.ts';
import { scopeOf } from '../posts/rules/rights.ts';
import { heldAt } from '../roll-up/queries/held.ts';
import { askedFacts } from '../roll-up/read-many.ts';
import { bodiesBelow } from '../threads/reach.ts';
import { standpoint } from '../visibility/load.ts';
import { NEWEST_PLAN, newestOf } from '../visibility/load-page.ts';
import { headlinePart } from '../visibility/rules/values.ts';
import { askSources } from './load.ts';
import { type ItemStanding, standingOf } from './rules/items.ts';
import { type Month, monthOf } from './rules/tasks.ts';

/** As many late things as an area's home looks at; the longest overdue come first. */
const LATE_READ = 5000;

/** One municipality of an area with its items. */
export interface AreaBody {
  readonly body: RegisterBody;
  readonly standings: readonly ItemStanding[];
  /** Items of which nothing is known. */
  readonly needs: number;
  readonly late: number;
}

export interface LateLine extends LateThing {
  readonly name: string;
  /** （県庁分）: never counted among the municipalities. */
  readonly government: boolean;
}

export interface AreaHome {
  readonly seat: Seat;
  readonly today: Day;
  readonly month: Month;
  /** Headings that some part serves; of the others nothing can be known yet. */
  readonly headings: readonly Heading[];
  readonly unserved: readonly Heading[];
  /** The prefectural government's own; empty for the nation. */
  readonly own: readonly ItemStanding[];
  /** Empty for the nation, which sees what is late. */
  readonly bodies: readonly AreaBody[];
  readonly late: readonly LateLine[];
}

/** The home of a prefecture or of the nation: questions by part, never by body. */
export async function loadAreaHome(deps: Deps, seat: Seat, joins: HomeJoins): Promise<AreaHome> {
  const { today } = standpoint(deps.clock, null);
  const all = await headingsOf(deps.db, NEWEST_PLAN);
  const served = all.filter((heading) => joins.homeFor(heading.item).kind === 'module');
  const bodies = seat.kind === 'prefecture' ? await municipalitiesOf(deps.db, seat.bodyCode, today) : [];
  const codes = bodies.map((body) => body.bodyCode);
  const declared =
    seat.kind === 'prefecture' ? await declaredItems(deps.db, seat.bodyCode, today) : NOTHING_DECLARED;
  return withScope(deps.db, scopeOf(seat), async (tx) => {
    const asked = seat.kind === 'prefecture' ? [seat.bodyCode, ...codes] : [];
    const told = await askSources(tx, joins.sources(), { seat, bodyCodes: asked, today, late: LATE_READ });
    const { items } = told;
    const names =
      seat.kind === 'prefecture'
        ? new Map(bodies.map((body) => [body.bodyCode, body.name]))
        : await bodiesBelow(tx, seat, today);
    const late = told.late.flatMap((one): LateLine[] => {
      const name = one.bodyCode === seat.bodyCode ? seat.bodyName : names.get(one.bodyCode);
      return name === undefined ? [] : [{ ...one, name, government: isPrefectureCode(one.bodyCode) }];
    });
    late.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.bodyCode < b.bodyCode ? -1 : 1));
    // What a part says to be late is late in the table too, whether or not it says so of the item.
    const overdue = new Map(late.map((one) => [`${one.bodyCode} ${one.item}`, one]));
    const standings = (code: BodyCode) =>
      served.map(({ item }) => {
        const known = declared.get(code)?.has(item) === true;
        const one = standingOf(item, items.get(code) ?? [], known);
        const thing = overdue.get(`${code} ${item}`);
        return one.late !== null || thing === undefined
          ? one
          : { ...one, late: thing.why ?? `「${thing.title}」が期限を過ぎています。` };
      });
    return {
      ...{ seat, today, late },
      month: monthOf(told.tasks, today),
      headings: served,
      unserved: all.filter((heading) => !served.includes(heading)),
      own: seat.kind === 'prefecture' ? standings(seat.bodyCode) : [],
      bodies: bodies.map((body) => {
        const own = standings(body.bodyCode);
        return {
          body,
          standings: own,
          needs: own.filter((one) => one.state === 'none').length,
          late: own.filter((one) => one.late !== null).length,
        };
      }),
    };
  });
}

const NOTHING_DECLARED: ReadonlyMap<BodyCode, ReadonlySet<string>> = new Map();

/** Items of which a municipality of the area has said something that stands: a few questions for all of them. */
async function declaredItems(
  db: Db,
  area: BodyCode,
  today: Day,
): Promise<ReadonlyMap<BodyCode, ReadonlySet<string>>> {
  const [held, definitions] = await Promise.all([
    heldAt(db, area, 'municipality', today, null),
    allDefinitions(db),
  ]);
  const wanted = newestOf(definitions).flatMap((definition) => {
    const items = definition.planItems.filter((one) => one.plan === NEWEST_PLAN).map((one) => one.item);
    const part = headlinePart(definition);
    const indicator = definitionKey(definition);
    const on = held.find((fact) => fact.indicator === indicator && fact.part === part)?.on;
    return items.length === 0 || part === null || on === undefined ? [] : [{ items, definition, part, on }];
  });
  const facts = await askedFacts(db, wanted, { today, knownOn: null });
  const found = new Map<BodyCode, Set<string>>();
  for (const row of await factsOfPrefecture(db, facts, null, area)) {
    if (row.value === null || row.value <= 0n || row.stratum === 'prefecture') continue;
    const items = found.get(row.body_code) ?? new Set();
    for (const item of wanted[row.asked]?.items ?? []) items.add(item);
    found.set(row.body_code, items);
  }
  return found;
}
