import { sql } from 'kysely';
import type { Day } from '../../../core/calendar.ts';
import type { Db } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { SheetState } from '../rules/sheet-workflow.ts';
import type { Route } from '../tables.ts';
import '../tables.ts';

/** One line of the list in which a prefecture or the nation sees who owes what. */
export interface SheetLine {
  readonly bodyCode: string;
  readonly ownerCode: string;
  readonly name: string;
  readonly kind: string;
  readonly sheetNo: string;
  readonly route: Route;
  readonly state: SheetState;
  readonly due: Day | null;
  /** How often the body was asked again. */
  readonly askedAgain: number;
  readonly disaster: boolean;
}

export interface LinesQuery {
  readonly roundId: string;
  /** Names and kinds of this day: the 基準日. */
  readonly day: Day;
  readonly today: Day;
  /** None: all. */
  readonly states: readonly SheetState[];
  readonly limit: number;
  readonly offset: number;
}

export interface SheetsOfRound {
  /** Of all that the scope sees, whatever the list was narrowed to. */
  readonly counts: ReadonlyMap<SheetState, number>;
  /** How long the list is, beyond its page. */
  readonly total: number;
  readonly lines: readonly SheetLine[];
}

/**
 * What a prefecture may see by the policy anyway, said once more as a range: the policy's own words no index can answer, so
 * that for each page of a prefecture the sheets of the whole nation were gone over.
 */
const WITHIN_PREFECTURE = sql`s.owner_code
  between (select coalesce(left(platform.scope_prefecture(), 2), '00') || '0000')
  and (select coalesce(left(platform.scope_prefecture(), 2), '99') || '9999')`;

/** Sheets of a round as far as the scope sees them, in the order of the register, and how many stand in which state. */
export async function listSheetLines(db: Db, query: LinesQuery): Promise<SheetsOfRound> {
  const { day, today } = query;
  // The page first: names, steps and 災害 are looked up for its lines alone, not for all sheets of the round.
  const { rows } = await prepared(sql<{
    counts: Readonly<Partial<Record<SheetState, number>>> | null;
    lines: readonly SheetLine[] | null;
  }>`
    with own as materialized (
      select s.* from surveys.sheet s where s.round_id = ${query.roundId} and ${WITHIN_PREFECTURE}),
    page as materialized (
      select * from own where ${query.states.length === 0} or state = any(${[...query.states]}::text[])
      order by body_code limit ${query.limit} offset ${query.offset}),
    line as (
      select s.body_code as "bodyCode", s.owner_code as "ownerCode", coalesce(r.name, s.body_code) as name,
        coalesce(r.kind, '') as kind, s.sheet_no as "sheetNo", s.route, s.state, s.due,
        (select count(*) from surveys.step p where p.body_code = s.body_code and p.round_id = s.round_id
          and p.step = 'ask-again') as "askedAgain",
        exists (select from surveys.disaster d where d.body_code = s.owner_code and d.since <= ${today}
          and (d.until is null or ${today} <= d.until)) as disaster
      from page s
      left join lateral (
        select * from bodies.register_row b where b.body_code = s.body_code and b.valid_from <= ${day}
          and (b.valid_to is null or ${day} < b.valid_to) and b.retired_at is null limit 1) r on true)
    select
      (select json_object_agg(c.state, c.sheets) from (
        select state, count(*) as sheets from own group by state) c) as counts,
      (select json_agg(l order by l."bodyCode") from line l) as lines`).execute(db);
  const counts = new Map(Object.entries(rows[0]?.counts ?? {}) as [SheetState, number][]);
  const states = query.states.length === 0 ? [...counts.keys()] : query.states;
  return {
    counts,
    total: states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0),
    lines: rows[0]?.lines ?? [],
  };
}

/** How many sheets stand in which state, by prefecture. */
export async function stateCounts(
  db: Db,
  roundId: string,
): Promise<
  readonly { readonly prefectureCode: string; readonly state: SheetState; readonly sheets: number }[]
> {
  const { rows } = await sql<{ prefectureCode: string; state: SheetState; sheets: number }>`
    select left(owner_code, 2) as "prefectureCode", state, count(*)::integer as sheets
    from surveys.sheet where round_id = ${roundId} group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}

/** Of several rounds at once, for the lists of rounds. */
export async function stateCountsOfRounds(
  db: Db,
  roundIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<SheetState, number>>> {
  const { rows } = await prepared(sql<{ round_id: string; state: SheetState; sheets: number }>`
    select round_id, state, count(*)::integer as sheets
    from surveys.sheet where round_id = any(${[...roundIds]}::uuid[]) group by 1, 2`).execute(db);
  const rounds = new Map<string, Map<SheetState, number>>();
  for (const row of rows) {
    const counts = rounds.get(row.round_id) ?? new Map<SheetState, number>();
    counts.set(row.state, row.sheets);
    rounds.set(row.round_id, counts);
  }
  return rounds;
}

/** Share of handed-in answers that a file, link or record backs: 根拠資料ありの割合 of a round, as the scope sees it. */
export async function evidenceShare(
  db: Db,
  roundId: string,
): Promise<{ readonly answers: number; readonly backed: number }> {
  const { rows } = await sql<{ answers: number; backed: number }>`
    select count(*)::integer as answers, count(*) filter (where exists (
      select from surveys.evidence e where e.body_code = h.body_code and e.round_id = h.round_id
        and e.question_id = h.question_id and e.removed_at is null))::integer as backed
    from surveys.handed_in h
    join (select body_code, max(decision_no) as decision_no from surveys.handed_in
      where round_id = ${roundId} group by body_code) n
      on n.body_code = h.body_code and n.decision_no = h.decision_no
    where h.round_id = ${roundId}`.execute(db);
  return rows[0] ?? { answers: 0, backed: 0 };
}
