import { sql } from 'kysely';
import { type BodyCode, NATION, SAMPLE_PREFECTURE } from '../../../core/body-code.ts';
import type { Db } from '../../../platform/db/database.ts';
import { asksForSample, parseQuery, type TermKind } from '../rules/search-terms.ts';
import '../tables.ts';
import { ofWhole } from './whole.ts';

export interface SearchHit {
  readonly bodyCode: BodyCode;
  readonly name: string;
  readonly kana: string;
  readonly prefectureCode: BodyCode;
  readonly prefectureName: string;
  readonly kind: 'prefecture' | 'special-ward' | 'city' | 'town' | 'village';
  /** By what it was found, and the words as printed: a former name, an alias. */
  readonly matchedBy: TermKind;
  readonly matchedText: string;
}

export interface SearchOutcome {
  readonly hits: readonly SearchHit[];
  /** Of all bodies found, also those not listed. */
  readonly total: number;
}

/** At most this many are listed. */
export const SEARCH_LIMIT = 50;

const NOTHING: SearchOutcome = { hits: [], total: 0 };

/**
 * Bodies by name, reading in either kana, code with or without check digit and leading zero, former name, alias; also
 * with the prefecture in front. Whole words before beginnings before parts, names before the rest, then code order.
 */
export async function searchBodies(db: Db, text: string): Promise<SearchOutcome> {
  const whole = asksForSample(text) ? SAMPLE_PREFECTURE : NATION;
  const prefectures = await sql<{ bodyCode: BodyCode; name: string }>`
    select body_code as "bodyCode", name from bodies.register_row
    where kind = 'prefecture' and retired_at is null and valid_to is null
      and ${ofWhole('body_code', whole)}`.execute(db);
  const { words, prefectureCode } = parseQuery(text, prefectures.rows);
  if (words === '') return NOTHING;
  const { rows } = await sql<SearchHit & { total: bigint }>`
    with found as (
      select t.body_code, t.kind, t.printed,
        case when t.term = ${words} then 0 when starts_with(t.term, ${words}) then 10 else 20 end
          + case t.kind when 'name' then 0 when 'code' then 1 when 'alias' then 2 when 'reading' then 3
            when 'former' then 4 else 5 end as rank
      from bodies.search_term t
      where ${ofWhole('t.body_code', whole)} and strpos(t.term, ${words}) > 0
        and (starts_with(t.term, ${words}) or t.kind <> 'code' and ${words} !~ '^[0-9]+$')
    ), best as (
      select distinct on (body_code) body_code, kind, printed, rank from found order by body_code, rank
    )
    select r.body_code as "bodyCode", r.name, r.kana, r.prefecture_code as "prefectureCode",
      p.name as "prefectureName", r.kind, b.kind as "matchedBy", b.printed as "matchedText",
      count(*) over () as total
    from best b
    join bodies.register_row r on r.body_code = b.body_code and r.retired_at is null and r.valid_to is null
    join bodies.register_row p on p.body_code = r.prefecture_code and p.retired_at is null and p.valid_to is null
    where ${prefectureCode}::text is null or (r.prefecture_code = ${prefectureCode} and r.kind <> 'prefecture')
    order by b.rank, r.body_code limit ${SEARCH_LIMIT}`.execute(db);
  return {
    hits: rows.map(({ total: _, ...hit }) => hit),
    total: Number(rows[0]?.total ?? 0n),
  };
}
