import { sql } from 'kysely';
import { isSample } from '../../../core/body-code.ts';
import { type Day, toWareki } from '../../../core/calendar.ts';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Question, SurveyDefinition } from '../../../core/survey/definition.ts';
import { carryAnswer } from '../../../core/survey/fits.ts';
import { reverseFacts } from '../../../core/survey/reverse.ts';
import type { Db } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { ofWhole } from '../../bodies/queries/whole.ts';
import { findVersion } from './definitions.ts';
import { type FactsOfBody, figuresOf, type KnownAsk, type KnownFor } from './known-facts.ts';
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

/** Known answers of many bodies: `knownOfRounds` for one round. */
export async function knownAnswers(
  db: Db,
  round: KnownFor,
  bodyCodes: readonly string[],
  earlier = true,
): Promise<KnownAnswers> {
  return (await knownOfRounds(db, [{ round, bodyCodes, earlier }]))[0]!;
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

/**
 * Known answers for several rounds, in the order asked, in three questions to the store, as far as the caller's scope sees
 * them: what a body's own registers say for the 基準日, else the newest answers that it handed in for the same survey, else
 * its figure. Bodies without any are not in the map.
 */
export async function knownOfRounds(db: Db, asks: readonly KnownAsk[]): Promise<readonly KnownAnswers[]> {
  const figures = await figuresOf(db, asks);
  const said = await lastHandedIn(db, asks);
  return asks.map(({ round }, index) =>
    joined(
      round,
      figures.filter((one) => one.ask === index),
      said.filter((one) => one.ask === index),
    ),
  );
}

function joined(round: KnownFor, figures: readonly FactsOfBody[], said: readonly Said[]): KnownAnswers {
  const known = new Map<string, Record<string, KnownAnswer>>();
  const of = (code: string) => {
    const answers = known.get(code) ?? {};
    known.set(code, answers);
    return answers;
  };
  const registered = new Set<string>();
  for (const { bodyCode, facts, sources, registers } of figures) {
    for (const question of round.survey.questions) {
      const fact = reverseFacts(question, round.survey.bindings, (index) => facts.get(index) ?? null);
      if (fact === null) continue;
      if (registers.has(fact.binding)) registered.add(`${bodyCode} ${question.id}`);
      of(bodyCode)[question.id] = {
        value: fact.value,
        from: 'figure',
        on: fact.on,
        source: sources.get(fact.binding) ?? '',
      };
    }
  }
  // Afterwards, so that what the body itself has said comes before what others hold of it. Its register it keeps itself,
  // and an entry says what stands, not what stood when it was last asked.
  for (const line of said) {
    if (!registered.has(`${line.bodyCode} ${line.question}`)) of(line.bodyCode)[line.question] = line.known;
  }
  return known;
}

interface Said {
  /** Index into what was asked. */
  readonly ask: number;
  readonly bodyCode: string;
  readonly question: string;
  readonly known: KnownAnswer;
}

async function lastHandedIn(db: Db, all: readonly KnownAsk[]): Promise<readonly Said[]> {
  const asks = [...all.entries()].filter(([, ask]) => ask.earlier !== false && ask.bodyCodes.length > 0);
  if (asks.length === 0) return [];
  const bodies = [...new Set(asks.flatMap(([, ask]) => ask.bodyCodes))];
  // Of each body the newest sheet that left it as decided; one that was taken back since says nothing.
  const text = sql<{
    ask: number;
    body_code: string;
    question_id: string;
    value: AnswerValue;
    base_day: Day;
    version: number;
  }>`
    with earlier as materialized (
      select a.ask, r.round_id, r.base_day, r.version, r.round_no
      from unnest(${asks.map(([index]) => index)}::int[], ${asks.map(([, { round }]) => round.surveyId)}::text[],
        ${asks.map(([, { round }]) => round.baseDay)}::date[],
        ${asks.map(([, { round }]) => isSample(round.organiserCode))}::boolean[]) as a(ask, survey_id, base_day, sample)
      join surveys.round r on r.survey_id = a.survey_id and r.base_day < a.base_day and r.state <> 'draft'
        and a.sample <> (${ofWhole('r.organiser_code')})
    ), newest as materialized (
      select distinct on (r.ask, d.body_code) r.ask, d.body_code, d.round_id, d.decision_no, r.base_day, r.version
      from earlier r join surveys.decision d on d.round_id = r.round_id
      join surveys.sheet s on s.body_code = d.body_code and s.round_id = d.round_id and s.state <> 'answering'
      where d.body_code = any(${bodies}::text[])
        and exists (select from surveys.handed_in h
          where h.body_code = d.body_code and h.round_id = d.round_id and h.decision_no = d.decision_no)
      order by r.ask, d.body_code, r.base_day desc, r.round_no desc, d.decision_no desc
    )
    select n.ask, h.body_code, h.question_id, h.value, n.base_day, n.version
    from newest n
    join surveys.handed_in h on h.body_code = n.body_code and h.round_id = n.round_id and h.decision_no = n.decision_no`;
  const { rows } = await (bodies.length === 1 ? prepared(text) : text).execute(db);
  const found: Said[] = [];
  for (const [ask, { round, bodyCodes }] of asks) {
    const wanted = new Set(bodyCodes);
    const own = rows.filter((row) => row.ask === ask && wanted.has(row.body_code));
    if (own.length === 0) continue;
    const now = new Map(round.survey.questions.map((question) => [question.id, question]));
    const before = await wordings(db, round.surveyId, new Set(own.map((row) => row.version)));
    for (const row of own) {
      const question = now.get(row.question_id);
      const former = before.get(row.version)?.get(row.question_id);
      if (question === undefined || former === undefined) continue;
      const value = carryAnswer(former, question, row.value);
      if (value === null) continue;
      const source = `${toWareki(row.base_day)}時点の調査の回答`;
      found.push({
        ask,
        bodyCode: row.body_code,
        question: row.question_id,
        known: { value, from: 'last-round', on: row.base_day, source },
      });
    }
  }
  return found;
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
