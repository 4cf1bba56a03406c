import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import { groupedBy } from '../../../core/grouped.ts';
import { definitionKey } from '../../../core/indicator.ts';
import type { HeldFact } from '../../../core/survey/reverse.ts';
import type { Db } from '../../../platform/db/database.ts';
import { allDefinitions } from '../../indicators/queries.ts';
import { offeredFrom } from '../rules/known.ts';
import { seriesOf } from '../rules/series.ts';
import type { Round } from './rounds.ts';

/** Of a round that is only being planned, too: nothing else of it matters. */
export type KnownFor = Pick<Round, 'surveyId' | 'organiserCode' | 'baseDay' | 'survey'>;

/** Bodies of whom the answers to one round are wanted. */
export interface KnownAsk {
  readonly round: KnownFor;
  readonly bodyCodes: readonly string[];
  /** False when the caller has seen that there is no earlier round of the survey. */
  readonly earlier?: boolean;
}

/** What the store holds of a body for the questions of one round. */
export interface FactsOfBody {
  /** Index into what was asked. */
  readonly ask: number;
  readonly bodyCode: string;
  /** By the index of the binding. */
  readonly facts: ReadonlyMap<number, HeldFact>;
  readonly sources: ReadonlyMap<number, string>;
  /** Bindings of which a register speaks. */
  readonly registers: ReadonlySet<number>;
}

/** Figures and entries of registers for the bindings of several rounds; two questions. */
export async function figuresOf(db: Db, asks: readonly KnownAsk[]): Promise<readonly FactsOfBody[]> {
  const bound = [...asks.entries()].filter(
    ([, { round, bodyCodes }]) => round.survey.bindings.length > 0 && bodyCodes.length > 0,
  );
  if (bound.length === 0) return [];
  const bodies = [...new Set(bound.flatMap(([, ask]) => ask.bodyCodes))];
  const definitions = new Map((await allDefinitions(db)).map((one) => [definitionKey(one), one]));
  const asked = bound.flatMap(([ask, { round }]) =>
    round.survey.bindings.flatMap(({ indicator, part }, index) => {
      const definition = definitions.get(indicator);
      const { baseDay, surveyId } = round;
      return definition === undefined
        ? []
        : [
            {
              ...{ ask, index, indicator, part, baseDay, series: seriesOf(surveyId) },
              from: offeredFrom(definition, baseDay),
            },
          ];
    }),
  );
  // What this very survey has recorded for this day came from its own answers: it is no knowledge from elsewhere.
  const { rows } = await sql<{
    ask: number;
    index: number;
    body_code: string;
    on: Day;
    value: bigint | null;
    base: bigint | null;
    reason: number | null;
    title: string;
    register: boolean;
  }>`
    with asked as materialized (
      select a.ask, a.index, d.indicator_key, p.part_key, a.since, a.base_day, a.series
      from unnest(${asked.map((one) => one.ask)}::int[], ${asked.map((one) => one.index)}::int[],
        ${asked.map((one) => one.indicator)}::text[], ${asked.map((one) => one.part)}::text[],
        ${asked.map((one) => one.from)}::date[], ${asked.map((one) => one.baseDay)}::date[],
        ${asked.map((one) => one.series)}::text[]) as a(ask, index, indicator, part, since, base_day, series)
      join indicators.definition d on d.id || '@' || d.version = a.indicator
      join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = a.part
    ), held as (
      select a.ask, a.index, a.base_day, a.series, o.body_code, o.period_end, o.value, o.base, o.reason, o.series_key,
        false as register
      from asked a
      join observations.effective o on o.indicator_key = a.indicator_key and o.part_key = a.part_key
        and o.period_end >= a.since and o.period_end <= a.base_day
      where o.body_code = any(${bodies}::text[])
      union all
      -- An entry stands until the next one, however old it is; one that was taken back leaves the word to others.
      select r.ask, r.index, r.base_day, r.series, r.body_code, r.period_end, r.value, r.base, r.reason, r.series_key, true from (
        select distinct on (n.ask, n.index, n.body_code) n.* from (
          select distinct on (a.ask, a.index, o.body_code, o.period_end) a.ask, a.index, a.base_day, a.series, o.*
          from asked a
          join indicators.standing t on t.indicator_key = a.indicator_key
          join observations.observation o on o.indicator_key = a.indicator_key and o.part_key = a.part_key
            and o.series_key = t.series_key and o.period_end <= a.base_day
          where o.body_code = any(${bodies}::text[])
          order by a.ask, a.index, o.body_code, o.period_end, o.revision desc
        ) n where not n.void order by n.ask, n.index, n.body_code, n.period_end desc
      ) r where r.reason is distinct from ${WITHDRAWN}
    )
    select distinct on (h.ask, h.index, h.body_code) h.ask, h.index, h.body_code, h.period_end as on, h.value, h.base, h.reason, s.title,
      h.register
    from held h
    join indicators.series s on s.series_key = h.series_key
    where (h.value is not null or h.reason in (${NOT_APPLICABLE}, ${WITHDRAWN}))
      and not (s.series = h.series and h.period_end = h.base_day)
    order by h.ask, h.index, h.body_code, h.register desc, h.period_end desc`.execute(db);
  const wanted = new Set(bound.flatMap(([ask, { bodyCodes }]) => bodyCodes.map((code) => `${ask} ${code}`)));
  return [...groupedBy(rows, (row) => `${row.ask} ${row.body_code}`).values()].flatMap((own) => {
    const { ask, body_code: bodyCode } = own[0]!;
    if (!wanted.has(`${ask} ${bodyCode}`)) return [];
    const facts = new Map<number, HeldFact>();
    for (const row of own) {
      const reason =
        row.reason === NOT_APPLICABLE ? 'not-applicable' : row.reason === WITHDRAWN ? 'withdrawn' : null;
      facts.set(row.index, { on: row.on, value: row.value, base: row.base, reason });
    }
    const sources = new Map(own.map((row) => [row.index, row.title]));
    const registers = new Set(own.filter((row) => row.register).map((row) => row.index));
    return [{ ask, bodyCode, facts, sources, registers }];
  });
}

/** As `observations.observation.reason` stores them. */
const NOT_APPLICABLE = 3;
const WITHDRAWN = 5;
