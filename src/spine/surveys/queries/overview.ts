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
  readonly kana: string;
  readonly prefectureCode: string;
  readonly kind: string;
  readonly sheetNo: string;
  readonly route: Route;
  readonly state: SheetState;
  readonly due: Day | null;
  readonly openedAt: string | null;
  /** When the last step was taken, and how often the body was asked again. */
  readonly movedAt: string | null;
  readonly askedAgain: number;
  readonly disaster: boolean;
}

export interface LinesQuery {
  readonly roundId: string;
  /** Names and kinds of this day: the 基準日. */
  readonly day: Day;
  readonly today: Day;
  readonly states?: readonly SheetState[];
  readonly limit: number;
  readonly offset: number;
}

/** Sheets of a round as far as the scope sees them, in the order of the register. */
export async function sheetLines(
  db: Db,
  query: LinesQuery,
): Promise<{ readonly total: number; readonly lines: readonly SheetLine[] }> {
  const states = query.states ?? [];
  const { day, today } = query;
  // The page first: names, steps and 災害 are looked up for its lines alone, not for all sheets of the round.
  const { rows } = await prepared(sql<SheetLine & { total: bigint }>`
    with page as materialized (
      select s.*, count(*) over () as total from surveys.sheet s
      where s.round_id = ${query.roundId}
        and (${states.length === 0} or s.state = any(${[...states]}::text[]))
      order by s.body_code limit ${query.limit} offset ${query.offset})
    select s.body_code as "bodyCode", s.owner_code as "ownerCode", coalesce(r.name, s.body_code) as name,
      coalesce(r.kana, '') as kana, coalesce(r.prefecture_code, s.body_code) as "prefectureCode",
      coalesce(r.kind, '') as kind, s.sheet_no as "sheetNo", s.route, s.state, s.due, s.opened_at as "openedAt",
      t.at as "movedAt", t.again::integer as "askedAgain", s.total,
      exists (select from surveys.disaster d where d.body_code = s.owner_code and d.since <= ${today}
        and (d.until is null or ${today} <= d.until)) as disaster
    from page s
    left join lateral (
      select * from bodies.register_row b where b.body_code = s.body_code and b.valid_from <= ${day}
        and (b.valid_to is null or ${day} < b.valid_to) and b.retired_at is null limit 1) r on true
    cross join lateral (
      select max(p.at) as at, count(*) filter (where p.step = 'ask-again') as again
      from surveys.step p where p.body_code = s.body_code and p.round_id = s.round_id) t
    order by s.body_code`).execute(db);
  return { total: Number(rows[0]?.total ?? 0n), lines: rows.map(({ total: _, ...line }) => line) };
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
