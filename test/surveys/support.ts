import { randomUUID } from 'node:crypto';
import { withCheckDigit } from '../../src/core/body-code.ts';
import type { AnswerValue } from '../../src/core/survey/answer.ts';
import type { SurveyDefinition } from '../../src/core/survey/definition.ts';
import type { Db } from '../../src/platform/db/database.ts';
import type { Clock } from '../../src/platform/deps.ts';
import type { Right, Seat } from '../../src/spine/contracts/seat.ts';
import { insertSurvey, insertVersion } from '../../src/spine/surveys/queries/definitions.ts';
import { advanceRound, insertRound } from '../../src/spine/surveys/queries/rounds.ts';
import { insertSheets } from '../../src/spine/surveys/queries/sheets.ts';

/** A survey of three questions on indicators that exist: yes/no, a way that leaves one out, a condition that counts only together. */
export function smallSurvey(id = 'try-structure'): SurveyDefinition {
  const yesNo = {
    type: 'choice' as const,
    options: [
      { id: 'yes', title: 'いる' },
      { id: 'no', title: 'いない' },
    ],
  };
  const question = (questionId: string, number: string, title: string) => ({
    id: questionId,
    section: 'all',
    number,
    title,
    help: '',
  });
  return {
    id,
    title: '試験の調査',
    legalBasis: '依頼',
    purpose: '試験',
    returned: '試験',
    source: '試験',
    level: 'municipality',
    minutes: 10,
    sections: [{ id: 'all', title: '試験' }],
    questions: [
      { ...question('cio', '1', 'CIOを任命しているか'), kind: yesNo },
      {
        ...question('body', '2', '全庁的な推進体制があるか'),
        kind: yesNo,
      },
      {
        ...question('chair', '2-1', '推進体制の長は誰か'),
        kind: {
          type: 'choice',
          options: [
            { id: 'head', title: '首長' },
            { id: 'deputy', title: '副首長' },
            { id: 'other', title: 'その他' },
          ],
        },
        askedWhen: [{ question: 'body', options: ['yes'] }],
      },
    ],
    bindings: [
      {
        indicator: 'cio@1',
        part: '',
        from: { kind: 'option', question: 'cio', values: { yes: 1, no: 0 } },
      },
      {
        indicator: 'cross-cutting-body@1',
        part: '',
        from: {
          kind: 'all-of',
          conditions: [
            { question: 'body', options: ['yes'] },
            { question: 'chair', options: ['head', 'deputy'] },
          ],
        },
      },
    ],
  };
}

export function choice(option: string): AnswerValue {
  return { type: 'choice', option };
}

const RIGHTS: Readonly<Record<Seat['kind'], readonly Right[]>> = {
  municipality: ['surveys:read', 'surveys:answer', 'surveys:hand-out', 'surveys:decide'],
  prefecture: ['surveys:read', 'surveys:answer', 'surveys:decide', 'surveys:review'],
  nation: ['surveys:read', 'surveys:conduct'],
};

/** A seat made by hand: what actions are given after the posts have judged who acts. */
export function seat(bodyCode: string, more: Partial<Seat> = {}): Seat {
  const kind: Seat['kind'] =
    bodyCode === '000000' ? 'nation' : bodyCode.slice(2, 5) === '000' ? 'prefecture' : 'municipality';
  return {
    seatId: randomUUID(),
    postId: randomUUID(),
    personId: randomUUID(),
    bodyCode,
    bodyName: `団体${bodyCode}`,
    kind,
    prefectureCode: kind === 'nation' ? null : withCheckDigit(`${bodyCode.slice(0, 2)}000`),
    sectionId: null,
    sectionName: null,
    organ: '長',
    postTitle: '担当',
    personName: '見本 太郎',
    rights: new Set(RIGHTS[kind]),
    ...more,
  };
}

export interface SentRound {
  readonly roundId: string;
  readonly survey: SurveyDefinition;
}

/** A round that has been sent to some bodies, as the author's part does it. */
export async function sentRound(
  db: Db,
  clock: Clock,
  bodies: readonly { readonly bodyCode: string; readonly route?: 'prefecture' | 'direct' }[],
  more: {
    baseDay?: string;
    prefectureDue?: string | null;
    nationDue?: string | null;
    survey?: SurveyDefinition;
  } = {},
): Promise<SentRound> {
  const survey = more.survey ?? smallSurvey();
  const at = new Date(clock.now()).toISOString();
  const roundId = randomUUID();
  await db.transaction().execute(async (tx) => {
    await insertSurvey(tx, { surveyId: survey.id, organiserCode: '000000', at });
    const version = await insertVersion(tx, { document: survey, at, by: '試験' });
    await insertRound(tx, {
      roundId,
      surveyId: survey.id,
      version,
      title: `${survey.title} ${more.baseDay ?? '2026-04-01'}`,
      organiserCode: '000000',
      baseDay: more.baseDay ?? '2026-04-01',
      route: 'prefecture',
      designatedDirect: false,
      prefectureDue: more.prefectureDue === undefined ? '2026-05-15' : more.prefectureDue,
      nationDue: more.nationDue === undefined ? '2026-05-29' : more.nationDue,
      documentNo: null,
      at,
      by: '試験',
    });
    await insertSheets(
      tx,
      roundId,
      bodies.map(({ bodyCode, route }) => ({
        bodyCode,
        sheetNo: `T${roundId.slice(0, 4).toUpperCase()}-${bodyCode}`,
        route: route ?? 'prefecture',
      })),
    );
    await advanceRound(tx, roundId, 'sent', at);
  });
  return { roundId, survey };
}
