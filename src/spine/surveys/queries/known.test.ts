import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observed, openSite, type Site } from '../../../../test/support/site.ts';
import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { Binding, Question, SurveyDefinition } from '../../../core/survey/definition.ts';
import { withScope } from '../../../platform/db/scope.ts';
import { registerSeries } from '../../indicators/actions.ts';
import { seriesOf, sourceOf } from '../rules/series.ts';
import { insertSurvey, insertVersion } from './definitions.ts';
import { knownAnswers, knownOf } from './known.ts';
import type { KnownFor } from './known-facts.ts';
import { insertRound } from './rounds.ts';

const YES_NO = {
  type: 'choice',
  options: [
    { id: 'yes', title: '任命している' },
    { id: 'no', title: '任命していない' },
  ],
} as const;

function question(id: string, kind: Question['kind'], more: Partial<Question> = {}): Question {
  return { id, section: 'main', number: id, title: id, help: '', kind, ...more };
}

const QUESTIONS: readonly Question[] = [
  question('cio', YES_NO),
  question('staff', { type: 'number', unit: '人', scale: 0, min: 0, max: 500 }),
  question('use', { type: 'share', unit: '手続', valueTitle: 'うち', baseTitle: '総数' }),
];
const BINDINGS: readonly Binding[] = [
  { indicator: 'cio@1', part: '', from: { kind: 'option', question: 'cio', values: { yes: 1, no: 0 } } },
  { indicator: 'procedures-32@1', part: '', from: { kind: 'share', question: 'use' } },
];

function survey(questions = QUESTIONS, bindings = BINDINGS): SurveyDefinition {
  return {
    id: 'known',
    title: '試験の調査',
    legalBasis: '依頼',
    purpose: '試験',
    returned: '試験',
    source: '試験',
    level: 'municipality',
    minutes: 10,
    sections: [{ id: 'main', title: '本体' }],
    questions,
    bindings,
  };
}

const THIS: KnownFor = {
  surveyId: 'known',
  organiserCode: '000000',
  baseDay: '2026-04-01',
  survey: survey(),
};
const [SAPPORO, HAKODATE, OTARU] = ['011002', '012025', '012033'];

let site: Site;
const round = { first: randomUUID(), second: randomUUID(), sample: randomUUID() };

beforeAll(async () => {
  site = await openSite('2026-04-02T09:00:00+09:00');
  const at = '2024-05-01T00:00:00Z';
  await registerSeries(site.deps.db, [sourceOf(survey())]);
  await site.deps.db.transaction().execute(async (tx) => {
    await insertSurvey(tx, { surveyId: 'known', organiserCode: '000000', at });
    await insertVersion(tx, { document: survey(), at, by: '試験' });
    const common = { surveyId: 'known', version: 1, title: '試験の調査', at, by: '試験' };
    const rest = {
      route: 'prefecture' as const,
      designatedDirect: false,
      prefectureDue: null,
      nationDue: null,
      documentNo: null,
    };
    for (const [roundId, baseDay, organiserCode] of [
      [round.first, '2024-04-01', '000000'],
      [round.second, '2025-04-01', '000000'],
      [round.sample, '2025-06-01', '999997'],
    ] as const)
      await insertRound(tx, { ...common, ...rest, roundId, baseDay, organiserCode });
    await sql`update surveys.round set state = 'fixed'`.execute(tx);
  });
  await handIn(SAPPORO, round.first, 1, { cio: { type: 'choice', option: 'no' } });
  await handIn(SAPPORO, round.second, 1, { cio: { type: 'choice', option: 'no' }, staff: number('12') });
  await handIn(SAPPORO, round.second, 2, { cio: { type: 'choice', option: 'yes' }, staff: number('13') });
  // Taken back: what had been handed in then is not offered again.
  await handIn(HAKODATE, round.second, 1, { staff: number('7') }, 'answering');
  await handIn(OTARU, round.second, 1, { staff: number('900') });
  await site.save([
    observed({ bodyCode: HAKODATE, indicator: 'cio@1', value: 1n, on: '2023-04-01' }),
    observed({ bodyCode: HAKODATE, indicator: 'procedures-32@1', value: 20n, base: 30n, on: '2023-04-01' }),
    observed({ bodyCode: OTARU, indicator: 'procedures-32@1', value: 21n, base: 30n, on: '2026-04-01' }),
    observed({ bodyCode: SAPPORO, indicator: 'cio@1', value: 0n, on: '2026-04-01' }),
  ]);
  await site.save([
    observed({ bodyCode: OTARU, indicator: 'cio@1', value: 1n, on: '2026-04-01', series: seriesOf('known') }),
  ]);
});
afterAll(() => site.close());

function number(value: string): AnswerValue {
  return { type: 'number', value };
}

async function handIn(
  bodyCode: string,
  roundId: string,
  decisionNo: number,
  answers: Record<string, AnswerValue>,
  state = 'fixed',
) {
  await site.deps.db.transaction().execute(async (tx) => {
    await sql`insert into surveys.sheet (body_code, round_id, sheet_no, owner_code, route, state)
      values (${bodyCode}, ${roundId}, 'S', ${bodyCode}, 'prefecture', ${state}) on conflict do nothing`.execute(
      tx,
    );
    await sql`insert into surveys.decision (body_code, round_id, decision_no, document_no, decided_on, decider, on_behalf,
        same_person, answers, seat_id, seat_title, recorded_at)
      values (${bodyCode}, ${roundId}, ${decisionNo}, '1', '2025-05-01', '長', false, false, '{}', ${randomUUID()}, '長', now())`.execute(
      tx,
    );
    for (const [id, value] of Object.entries(answers))
      await sql`insert into surveys.handed_in (body_code, round_id, decision_no, question_id, revision, value)
        values (${bodyCode}, ${roundId}, ${decisionNo}, ${id}, 1, ${JSON.stringify(value)}::jsonb)`.execute(
        tx,
      );
  });
}

const known = (code: string, of: KnownFor = THIS) => knownOf(site.deps.db, of, code);

describe('what is known of a body', () => {
  it('is first what it handed in last, in the newest decision, whatever others hold of it', async () => {
    expect(await known(SAPPORO)).toEqual({
      cio: {
        value: { type: 'choice', option: 'yes' },
        from: 'last-round',
        on: '2025-04-01',
        source: '令和7年4月1日時点の調査の回答',
      },
      staff: {
        value: number('13'),
        from: 'last-round',
        on: '2025-04-01',
        source: '令和7年4月1日時点の調査の回答',
      },
    });
  });

  it('is else its figure: a state also of an earlier day, a count only of the 基準日', async () => {
    // 20／30 of 2023 is no count of 2026, and the sheet that was taken back says nothing.
    expect(await known(HAKODATE)).toEqual({
      cio: {
        value: { type: 'choice', option: 'yes' },
        from: 'figure',
        on: '2023-04-01',
        source: '試験の資料その一',
      },
    });
  });

  it('is nothing where it cannot be said: a number out of its limits, what this very survey recorded', async () => {
    expect(await known(OTARU)).toEqual({
      use: {
        value: { type: 'share', value: '21', base: '30' },
        from: 'figure',
        on: '2026-04-01',
        source: '試験の資料その一',
      },
    });
  });

  it('of 見本県 and of the nation never meet', async () => {
    await handIn('992011', round.sample, 1, { staff: number('3') });
    const sample = { ...THIS, organiserCode: '999997' };
    expect((await known('992011', sample)).staff?.value).toEqual(number('3'));
    expect((await known('992011')).staff).toBeUndefined();
  });

  it('is what the caller may see: a prefecture sees its own, a body itself', async () => {
    const asked = (scope: Parameters<typeof withScope>[1]) =>
      withScope(site.appDeps.db, scope, (tx) => knownAnswers(tx, THIS, [SAPPORO, HAKODATE, OTARU]));
    const own = await asked({ kind: 'body', bodyCode: SAPPORO });
    expect(own.get(SAPPORO)?.staff?.value).toEqual(number('13'));
    const other = await asked({ kind: 'body', bodyCode: HAKODATE });
    expect(other.get(SAPPORO)?.staff).toBeUndefined();
  });
});

it('1,741 bodies with 40 questions at once, behind the policies', async () => {
  const { db } = site.deps;
  const { rows } = await sql<{ code: string }>`
    select body_code as code from bodies.stratum_span where valid_from <= '2026-04-01' and '2026-04-01' < valid_to
      and stratum <> 'prefecture' and body_code < '99'`.execute(db);
  const codes = rows.map((row) => row.code);
  expect(codes).toHaveLength(1741);
  const questions = Array.from({ length: 40 }, (_, index) => question(`q-${index}`, YES_NO));
  const bindings = questions.slice(0, 20).map(
    (one): Binding => ({
      indicator: 'cio@1',
      part: '',
      from: { kind: 'option', question: one.id, values: { yes: 1, no: 0 } },
    }),
  );
  await site.save(
    codes.map((bodyCode) => observed({ bodyCode, indicator: 'cio@1', value: 1n, on: '2026-04-01' })),
  );
  const many = { ...THIS, surveyId: 'many', survey: { ...survey(questions, bindings), id: 'many' } };
  const roundId = randomUUID();
  await db.transaction().execute(async (tx) => {
    const at = '2025-05-01T00:00:00Z';
    await insertSurvey(tx, { surveyId: 'many', organiserCode: '000000', at });
    await insertVersion(tx, { document: many.survey, at, by: '試験' });
    await insertRound(tx, {
      surveyId: 'many',
      version: 1,
      title: '試験',
      at,
      by: '試験',
      route: 'direct',
      designatedDirect: false,
      prefectureDue: null,
      nationDue: null,
      documentNo: null,
      roundId,
      baseDay: '2025-04-01',
      organiserCode: '000000',
    });
    await sql`update surveys.round set state = 'fixed' where round_id = ${roundId}`.execute(tx);
    await sql`insert into surveys.sheet (body_code, round_id, sheet_no, owner_code, route, state)
      select code, ${roundId}, code, code, 'direct', 'fixed' from unnest(${codes}::text[]) code`.execute(tx);
    await sql`insert into surveys.decision (body_code, round_id, decision_no, document_no, decided_on, decider, on_behalf,
        same_person, answers, seat_id, seat_title, recorded_at)
      select code, ${roundId}, 1, '1', '2025-05-01', '長', false, false, '{}', ${roundId}, '長', now()
      from unnest(${codes}::text[]) code`.execute(tx);
    await sql`insert into surveys.handed_in (body_code, round_id, decision_no, question_id, revision, value)
      select code, ${roundId}, 1, 'q-' || (number + 20), 1, '{"type":"choice","option":"no"}'
      from unnest(${codes}::text[]) code, generate_series(0, 19) number`.execute(tx);
  });
  await sql`analyze`.execute(db);
  // As the author of the nation asks before sending, behind the policies.
  const found = await withScope(site.appDeps.db, { kind: 'nation', bodyCode: '000000' }, (tx) =>
    knownAnswers(tx, many, codes),
  );
  expect(found.size).toBe(1741);
  expect(Object.keys(found.get('474584') ?? found.get(codes[0]!)!)).toHaveLength(40);
}, 60_000);
