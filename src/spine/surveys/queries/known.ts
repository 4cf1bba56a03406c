import { sql } from 'kysely';
import { type Day, toWareki } from '../../../core/calendar.ts';
import { definitionKey } from '../../../core/indicator.ts';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Question, SurveyDefinition } from '../../../core/survey/definition.ts';
import { carryAnswer } from '../../../core/survey/fits.ts';
import { type HeldFact, reverseFacts } from '../../../core/survey/reverse.ts';
import type { Db } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { allDefinitions } from '../../indicators/queries.ts';
import { offeredFrom } from '../rules/known.ts';
import { seriesOf } from '../rules/series.ts';
import { findVersion } from './definitions.ts';
import type { Round } from './rounds.ts';
import '../tables.ts';

/** What is already known and only has to be confirmed (一度だけ聞く). Never an invented value. */
export interface KnownAnswer {
  readonly value: AnswerValue;
  readonly from: 'last-round' | 'figure';
  /** The day that it is of. */
  readonly on: Day;
  /** 「令和7年4月1日時点の調査の回答」, or the title of the source of the figure. */
  readonly source: string;
}

export type KnownAnswers = ReadonlyMap<string, Readonly<Record<string, KnownAnswer>>>;

/** Of a round that is only being planned, too: nothing else of it matters. */
export type KnownFor = Pick<Round, 'surveyId' | 'organiserCode' | 'baseDay' | 'survey'>;

/**
 * Known answers of many bodies in three questions to the store, as far as the caller's scope sees them: what its own
 * registers say for the 基準日, else the newest answers that it handed in for the same survey, else its figure. Bodies
 * without any are not in the map.
 */
export async function knownAnswers(
  db: Db,
  round: KnownFor,
  bodyCodes: readonly string[],
  /** False when the caller has seen that there is no earlier round of the survey. */
  earlier = true,
): Promise<KnownAnswers> {
  const known = new Map<string, Record<string, KnownAnswer>>();
  const of = (code: string) => {
    const answers = known.get(code) ?? {};
    known.set(code, answers);
    return answers;
  };
  const registered = new Set<string>();
  for (const { bodyCode, facts, sources, registers } of await figuresOf(db, round, bodyCodes)) {
    for (const question of round.survey.questions) {
      const said = reverseFacts(question, round.survey.bindings, (index) => facts.get(index) ?? null);
      if (said === null) continue;
      if (registers.has(said.binding)) registered.add(`${bodyCode} ${question.id}`);
      of(bodyCode)[question.id] = {
        value: said.value,
        from: 'figure',
        on: said.on,
        source: sources.get(said.binding) ?? '',
      };
    }
  }
  // Afterwards, so that what the body itself has said comes before what others hold of it. Its register it keeps itself,
  // and an entry says what stands, not what stood when it was last asked.
  for (const line of earlier ? await lastHandedIn(db, round, bodyCodes) : []) {
    if (!registered.has(`${line.bodyCode} ${line.question}`)) of(line.bodyCode)[line.question] = line.known;
  }
  return known;
}

/** Known answers of one body, for its sheet. */
export async function knownOf(
  db: Db,
  round: KnownFor,
  bodyCode: string,
  earlier = true,
): Promise<Readonly<Record<string, KnownAnswer>>> {
  return (await knownAnswers(db, round, [bodyCode], earlier)).get(bodyCode) ?? {};
}

async function lastHandedIn(
  db: Db,
  round: KnownFor,
  bodyCodes: readonly string[],
): Promise<readonly { bodyCode: string; question: string; known: KnownAnswer }[]> {
  // Of each body the newest sheet that left it as decided; one that was taken back since says nothing.
  const text = sql<{
    body_code: string;
    question_id: string;
    value: AnswerValue;
    base_day: Day;
    version: number;
  }>`
    with earlier as materialized (
      select round_id, base_day, version, round_no from surveys.round
      where survey_id = ${round.surveyId} and base_day < ${round.baseDay} and state <> 'draft'
        and ${ofWhole('organiser_code', round.organiserCode)}
    ), newest as materialized (
      select distinct on (d.body_code) d.body_code, d.round_id, d.decision_no, r.base_day, r.version
      from earlier r join surveys.decision d on d.round_id = r.round_id
      join surveys.sheet s on s.body_code = d.body_code and s.round_id = d.round_id and s.state <> 'answering'
      where d.body_code = any(${[...bodyCodes]}::text[])
        and exists (select from surveys.handed_in h
          where h.body_code = d.body_code and h.round_id = d.round_id and h.decision_no = d.decision_no)
      order by d.body_code, r.base_day desc, r.round_no desc, d.decision_no desc
    )
    select h.body_code, h.question_id, h.value, n.base_day, n.version
    from newest n
    join surveys.handed_in h on h.body_code = n.body_code and h.round_id = n.round_id and h.decision_no = n.decision_no`;
  const { rows } = await (bodyCodes.length === 1 ? prepared(text) : text).execute(db);
  const now = new Map(round.survey.questions.map((question) => [question.id, question]));
  const before = await wordings(db, round.surveyId, new Set(rows.map((row) => row.version)));
  return rows.flatMap((row) => {
    const question = now.get(row.question_id);
    const former = before.get(row.version)?.get(row.question_id);
    if (question === undefined || former === undefined) return [];
    const value = carryAnswer(former, question, row.value);
    const source = `${toWareki(row.base_day)}時点の調査の回答`;
    return value === null
      ? []
      : [
          {
            bodyCode: row.body_code,
            question: row.question_id,
            known: { value, from: 'last-round' as const, on: row.base_day, source },
          },
        ];
  });
}

async function wordings(
  db: Db,
  surveyId: string,
  versions: ReadonlySet<number>,
): Promise<ReadonlyMap<number, ReadonlyMap<string, Question>>> {
  const found = new Map<number, ReadonlyMap<string, Question>>();
  for (const version of versions) {
    const document: SurveyDefinition | undefined = (await findVersion(db, surveyId, version))?.document;
    found.set(version, new Map(document?.questions.map((question) => [question.id, question])));
  }
  return found;
}

interface FactsOfBody {
  readonly bodyCode: string;
  /** By the index of the binding. */
  readonly facts: ReadonlyMap<number, HeldFact>;
  readonly sources: ReadonlyMap<number, string>;
  /** Bindings of which a register speaks. */
  readonly registers: ReadonlySet<number>;
}

async function figuresOf(
  db: Db,
  round: KnownFor,
  bodyCodes: readonly string[],
): Promise<readonly FactsOfBody[]> {
  const { bindings } = round.survey;
  if (bindings.length === 0 || bodyCodes.length === 0) return [];
  const definitions = new Map((await allDefinitions(db)).map((one) => [definitionKey(one), one]));
  const asked = bindings.flatMap(({ indicator, part }, index) => {
    const definition = definitions.get(indicator);
    return definition === undefined
      ? []
      : [{ index, indicator, part, from: offeredFrom(definition, round.baseDay) }];
  });
  // What this very survey has recorded for this day came from its own answers: it is no knowledge from elsewhere.
  const { rows } = await sql<{
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
      select a.index, d.indicator_key, p.part_key, a.since
      from unnest(${asked.map((one) => one.index)}::int[], ${asked.map((one) => one.indicator)}::text[],
        ${asked.map((one) => one.part)}::text[], ${asked.map((one) => one.from)}::date[]) as a(index, indicator, part, since)
      join indicators.definition d on d.id || '@' || d.version = a.indicator
      join indicators.part p on p.indicator_key = d.indicator_key and p.part_id = a.part
    ), held as (
      select a.index, o.body_code, o.period_end, o.value, o.base, o.reason, o.series_key, false as register
      from asked a
      join observations.effective o on o.indicator_key = a.indicator_key and o.part_key = a.part_key
        and o.period_end >= a.since and o.period_end <= ${round.baseDay}
      where o.body_code = any(${[...bodyCodes]}::text[])
      union all
      -- An entry stands until the next one, however old it is; one that was taken back leaves the word to others.
      select r.index, r.body_code, r.period_end, r.value, r.base, r.reason, r.series_key, true from (
        select distinct on (n.index, n.body_code) n.* from (
          select distinct on (a.index, o.body_code, o.period_end) a.index, o.*
          from asked a
          join indicators.standing t on t.indicator_key = a.indicator_key
          join observations.observation o on o.indicator_key = a.indicator_key and o.part_key = a.part_key
            and o.series_key = t.series_key and o.period_end <= ${round.baseDay}
          where o.body_code = any(${[...bodyCodes]}::text[])
          order by a.index, o.body_code, o.period_end, o.revision desc
        ) n where not n.void order by n.index, n.body_code, n.period_end desc
      ) r where r.reason is distinct from ${WITHDRAWN}
    )
    select distinct on (h.index, h.body_code) h.index, h.body_code, h.period_end as on, h.value, h.base, h.reason, s.title,
      h.register
    from held h
    join indicators.series s on s.series_key = h.series_key
    where (h.value is not null or h.reason in (${NOT_APPLICABLE}, ${WITHDRAWN}))
      and not (s.series = ${seriesOf(round.surveyId)} and h.period_end = ${round.baseDay})
    order by h.index, h.body_code, h.register desc, h.period_end desc`.execute(db);
  const bodies = new Map<
    string,
    { facts: Map<number, HeldFact>; sources: Map<number, string>; registers: Set<number> }
  >();
  for (const row of rows) {
    const body = bodies.get(row.body_code) ?? { facts: new Map(), sources: new Map(), registers: new Set() };
    bodies.set(row.body_code, body);
    const reason =
      row.reason === NOT_APPLICABLE ? 'not-applicable' : row.reason === WITHDRAWN ? 'withdrawn' : null;
    body.facts.set(row.index, { on: row.on, value: row.value, base: row.base, reason });
    body.sources.set(row.index, row.title);
    if (row.register) body.registers.add(row.index);
  }
  return [...bodies].map(([bodyCode, held]) => ({ bodyCode, ...held }));
}

/** As `observations.observation.reason` stores them. */
const NOT_APPLICABLE = 3;
const WITHDRAWN = 5;
