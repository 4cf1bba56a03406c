import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app/modules.ts';
import { NATION } from '../../src/core/body-code.ts';
import type { BodyClass, Level } from '../../src/core/indicator.ts';
import type { Answers } from '../../src/core/survey/answer.ts';
import { checkAnswers } from '../../src/core/survey/check-answers.ts';
import { checkDefinition } from '../../src/core/survey/check-definition.ts';
import type { SurveyDefinition } from '../../src/core/survey/definition.ts';
import { deriveFacts } from '../../src/core/survey/derive.ts';
import { readAnswer } from '../../src/core/survey/read-answer.ts';
import { definitionOf } from '../../src/spine/indicators/queries.ts';
import { record } from '../../src/spine/roll-up/actions.ts';
import { readSnapshot } from '../../src/spine/roll-up/read.ts';
import { SHIPPED_BY, seedSurveys } from '../../src/spine/surveys/actions/seed.ts';
import { listSurveys, versionsOf } from '../../src/spine/surveys/queries/definitions.ts';
import { definitionFaultSentence } from '../../src/spine/surveys/rules/definition-sentences.ts';
import { seriesOf } from '../../src/spine/surveys/rules/series.ts';
import { shippedSurveys } from '../../src/spine/surveys/rules/shipped.ts';
import { observed, openSite, type Site } from '../support/site.ts';

const definitions = modules.flatMap((face) => face.indicators);
const of = (id: string) => shippedSurveys.find((survey) => survey.id === id) as SurveyDefinition;

describe('every survey that comes with the program', () => {
  it.each(shippedSurveys.map((survey) => [survey.id, survey] as const))('%s is sound', (_, survey) => {
    const faults = checkDefinition(survey, definitions);
    expect(faults.map((fault) => definitionFaultSentence(fault, survey))).toEqual([]);
    const texts = survey.questions.flatMap((question) => [question.title, question.help]);
    const long = [...texts, survey.purpose, survey.returned].flatMap((text) =>
      text.split('。').filter((sentence) => [...sentence].length > 60),
    );
    expect(long).toEqual([]);
  });
});

/** A whole country of bodies of the register whose answers are read from texts, as a person would give them. */
let site: Site;
let municipalities: readonly string[];
let withoutDesignated: readonly string[];
let prefectures: readonly string[];
let designated: readonly string[];

beforeAll(async () => {
  site = await openSite('2026-04-02T09:00:00+09:00');
  municipalities = await bodiesOn('2021-10-01', `<> 'prefecture'`);
  prefectures = await bodiesOn('2021-10-01', `= 'prefecture'`);
  designated = await bodiesOn('2021-10-01', `= 'designated-city'`);
  withoutDesignated = municipalities.filter((code) => !designated.includes(code));
});
afterAll(() => site.close());

async function bodiesOn(day: string, stratum: string): Promise<readonly string[]> {
  const { rows } = await sql<{ code: string }>`
    select body_code as code from bodies.stratum_span where valid_from <= ${day} and ${day} < valid_to
      and body_code < '99' and stratum ${sql.raw(stratum)} order by 1`.execute(site.deps.db);
  return rows.map((row) => row.code);
}

/** Reads typed texts; throws where a text is no answer, so that a figure never stands on a slip of the test. */
function answered(survey: SurveyDefinition, texts: Readonly<Record<string, readonly string[]>>): Answers {
  const entries = Object.entries(texts).map(([id, typed]) => {
    const question = survey.questions.find((one) => one.id === id);
    const read = question === undefined ? null : readAnswer(question, typed);
    if (read === null || !read.ok || read.value === null) throw new Error(`${id}: ${typed.join()}`);
    return [id, read.value] as const;
  });
  const answers = Object.fromEntries(entries);
  const errors = checkAnswers(survey.questions, answers, {}).filter((one) => one.severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return answers;
}

/** As the chain does: facts are derived from the answers and recorded through the one door. */
async function recordAnswers(
  survey: SurveyDefinition,
  on: string,
  sheets: readonly (readonly [code: string, answers: Answers])[],
) {
  const observations = sheets.flatMap(([bodyCode, answers]) =>
    deriveFacts(survey, answers).map((fact) => ({
      bodyCode,
      indicator: fact.indicator,
      part: fact.part,
      on,
      series: seriesOf(survey.id),
      value: fact.value,
      base: fact.base,
      baseOn: fact.base === null ? null : on,
      reason: fact.reason,
      state: 'final' as const,
      note: null,
      sheet: null,
      row: null,
      column: null,
    })),
  );
  const batch = {
    batchId: randomUUID(),
    kind: 'answer' as const,
    title: survey.title,
    recordedBy: '試験',
    sheets: [],
  };
  await site.deps.db.transaction().execute((tx) => record(tx, site.clock, [{ batch, observations }]));
}

async function figure(
  indicator: string,
  part: string,
  on: string,
  level: Level,
  bodyClass: BodyClass = 'all',
): Promise<string> {
  const definition = await definitionOf(site.deps.db, indicator);
  if (definition === null) throw new Error(indicator);
  const snapshot = await readSnapshot(site.deps.db, {
    definition,
    part,
    on,
    knownOn: null,
    today: '2026-04-02',
  });
  const result = snapshot.figure({ area: NATION, level, bodyClass });
  return `${result.numerator}/${result.denominator} = ${result.value}${result.partial ? ' partial' : ''}`;
}

describe('published counts, given as answers', () => {
  it('are loaded once, each as a version that nobody can change', async () => {
    const ids = (await listSurveys(site.deps.db)).map((survey) => survey.surveyId);
    expect(ids).toEqual(expect.arrayContaining(shippedSurveys.map((survey) => survey.id)));
    await seedSurveys(site.deps);
    const [only, ...others] = await versionsOf(site.deps.db, 'telework');
    expect([only?.version, only?.editedBy, others.length]).toEqual([1, SHIPPED_BY, 0]);
    await expect(
      sql`update surveys.survey_version set edited_by = 'x'`.execute(site.deps.db),
    ).rejects.toThrow(/frozen/);
  });

  it('external talent: 238, 1,064, 439 of 1,741; the second question stands on 1,302', async () => {
    const survey = of('external-talent');
    const sheets = municipalities.map((code, index) => {
      if (index >= 1302) return [code, answered(survey, { plan: ['活用する予定なし'] })] as const;
      const plan = index < 238 ? '活用する方向で検討中' : '未定';
      return [code, answered(survey, { plan: [plan], obstacles: ['role', 'supply'] })] as const;
    });
    await recordAnswers(survey, '2022-01-01', sheets);
    const of1741 = (part: string) => figure('external-talent-plan', part, '2022-01-01', 'municipality');
    expect(await of1741('considering')).toBe('238/1741 = 13.7');
    expect(await of1741('undecided')).toBe('1064/1741 = 61.1');
    expect(await of1741('no-plan')).toBe('439/1741 = 25.2');
    expect(await figure('external-talent-obstacles', 'role', '2022-01-01', 'municipality')).toBe(
      '1302/1302 = 100.0',
    );
    const second = survey.questions.find((question) => question.id === 'obstacles');
    expect(second && readAnswer(second, ['role', 'supply', 'practice'])).toMatchObject({
      ok: false,
      code: 'too-many-options',
    });
  });

  it('staff training: 47 of 47 prefectures, 1,069 of 1,741 municipalities', async () => {
    const survey = of('staff-training');
    const yes = answered(survey, { training: ['実施している'], contents: ['全職員を対象とする研修'] });
    const no = answered(survey, { training: ['実施していない'] });
    await recordAnswers(survey, '2022-01-01', [
      ...prefectures.map((code) => [code, yes] as const),
      ...municipalities.map((code, index) => [code, index < 1069 ? yes : no] as const),
    ]);
    expect(await figure('staff-development', '', '2022-01-01', 'prefecture')).toBe('47/47 = 100.0');
    expect(await figure('staff-development', '', '2022-01-01', 'municipality')).toBe('1069/1741 = 61.4');
    // Asked only of those who train: the others are in no base.
    expect(await figure('training-contents', 'all-staff', '2022-01-01', 'municipality')).toBe(
      '1069/1069 = 100.0',
    );
  });

  it('telework: 916 of 1,788 in 2021, with the classes of each year and the bands', async () => {
    const survey = of('telework');
    const CLASSES = { 'staff-301': '301人以上', 'staff-101': '101人以上300人以下', 'staff-1': '100人以下' };
    const year = (
      counts: Readonly<
        Record<keyof typeof CLASSES, readonly [introduced: number, considering: number, all: number]>
      >,
      designatedWith: number,
    ) => {
      const sheets: (readonly [string, Record<string, string[]>])[] = [
        ...prefectures.map((code) => [code, say('staff-301', 'introduced')] as const),
        ...designated.map(
          (code, index) =>
            [code, say('staff-301', index < designatedWith ? 'introduced' : 'no-plan')] as const,
        ),
      ];
      let next = 0;
      for (const [size, [introduced, considering, all]] of Object.entries(counts)) {
        for (let index = 0; index < all; index += 1) {
          const state =
            index < introduced ? 'introduced' : index < introduced + considering ? 'considering' : 'no-plan';
          sheets.push([withoutDesignated[next]!, say(size as keyof typeof CLASSES, state)]);
          next += 1;
        }
      }
      expect(next).toBe(withoutDesignated.length);
      const bands = ['band-0', 'band-30', 'band-50', 'band-80', 'unknown'];
      const ends = [204, 204 + 137, 204 + 137 + 139, 204 + 137 + 139 + 183, Number.POSITIVE_INFINITY];
      let with_ = 0;
      return sheets.map(([code, texts]) => {
        if (texts.state?.[0] !== 'introduced')
          return [code, answered(survey, { ...texts, why: ['cost'] })] as const;
        const able = bands[ends.findIndex((end) => with_ < end)]!;
        with_ += 1;
        return [code, answered(survey, { ...texts, able: [able], use: ['不明'] })] as const;
      });
    };
    const say = (size: keyof typeof CLASSES, state: string) => ({
      'staff-size': [CLASSES[size]],
      state: [state],
    });
    await recordAnswers(
      survey,
      '2020-10-01',
      year({ 'staff-301': [213, 0, 561], 'staff-101': [91, 0, 664], 'staff-1': [38, 0, 496] }, 17),
    );
    await recordAnswers(
      survey,
      '2021-10-01',
      year({ 'staff-301': [432, 40, 556], 'staff-101': [310, 71, 672], 'staff-1': [107, 36, 493] }, 20),
    );
    expect(await figure('telework', '', '2021-10-01', 'all')).toBe('916/1788 = 51.2');
    expect(await figure('telework', '', '2020-10-01', 'all')).toBe('406/1788 = 22.7');
    expect(await figure('telework', '', '2021-10-01', 'municipality', 'designated-city')).toBe(
      '20/20 = 100.0',
    );
    expect(await figure('telework-state', 'considering', '2021-10-01', 'all')).toBe('147/1788 = 8.2');
    expect(await figure('telework-state', 'no-plan', '2021-10-01', 'all')).toBe('725/1788 = 40.5');
    const bySize = (part: string, on: string) => figure('telework-by-size', part, on, 'municipality');
    expect(await bySize('staff-301', '2021-10-01')).toBe('432/556 = 77.7');
    expect(await bySize('staff-101', '2021-10-01')).toBe('310/672 = 46.1');
    expect(await bySize('staff-1', '2021-10-01')).toBe('107/493 = 21.7');
    expect(await bySize('staff-301', '2020-10-01')).toBe('213/561 = 38.0');
    expect(await bySize('staff-101', '2020-10-01')).toBe('91/664 = 13.7');
    expect(await bySize('staff-1', '2020-10-01')).toBe('38/496 = 7.7');
    expect(await figure('staff-size', 'staff-101', '2020-10-01', 'municipality')).toBe('664/1721 = 38.6');
    const able = (part: string) => figure('telework-able', part, '2021-10-01', 'all');
    expect(await able('band-0')).toBe('204/916 = 22.3');
    expect(await able('band-80')).toBe('183/916 = 20.0');
    expect(await able('unknown')).toBe('253/916 = 27.6');
  });

  it('online use: 247,915 of 469,638 thousand applications are 52.8 %, the estimate stands on the population', async () => {
    const survey = of('online-use');
    const NOT = Object.fromEntries(survey.questions.map((question) => [question.id, ['該当なし']]));
    // Of one procedure each, so that the sums are those printed; the remainder lies with the last body.
    const share = (whole: number, index: number) =>
      Math.floor(whole / 1741) + (index === 1740 ? whole % 1741 : 0);
    const sheets = municipalities.map(
      (code, index) =>
        [
          code,
          answered(survey, {
            ...NOT,
            'library-loans': [String(share(247_915_000, index)), String(share(469_638_000, index))],
          }),
        ] as const,
    );
    await recordAnswers(survey, '2021-03-31', sheets);
    expect(await figure('online-use', 'total', '2021-03-31', 'municipality')).toBe(
      '247915000/469638000 = 52.8',
    );
    expect(await figure('online-use', 'library-loans', '2021-03-31', 'municipality')).toBe(
      '247915000/469638000 = 52.8',
    );
    // Nobody runs it: no rate, and not 0 %.
    expect(await figure('online-use', 'pregnancy', '2021-03-31', 'municipality')).toBe('null/null = null');
    // Half of the bodies, all of one size, speak for all of them; the silent ones are not zero.
    await site.save(
      municipalities.map((bodyCode) =>
        observed({ bodyCode, indicator: 'population@1', value: 1000n, on: '2020-01-01' }),
      ),
    );
    const half = municipalities.slice(0, 870).map((code) => {
      const texts = { ...NOT, pregnancy: ['60', '100'] };
      return [code, answered(survey, texts)] as const;
    });
    await recordAnswers(survey, '2020-03-31', half);
    expect(await figure('online-use', 'total', '2020-03-31', 'municipality')).toBe(
      '52200/87000 = 60.0 partial',
    );
    expect(await figure('online-use-applications', '', '2020-03-31', 'municipality')).toMatch(
      /= 174100 partial$/,
    );
    expect(await figure('online-use-online', '', '2020-03-31', 'municipality')).toMatch(/= 104460 partial$/);
  });
});
