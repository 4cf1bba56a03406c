import { type BodyCode, isSample, NATION, prefectureOf } from '../../core/body-code.ts';
import { BODY_CLASSES, type BodyClass, definitionKey, KIND_CLASSES } from '../../core/indicator.ts';
import type { RollUpResult } from '../../core/roll-up.ts';
import type { Answers } from '../../core/survey/answer.ts';
import { questionsOf } from '../../core/survey/derive.ts';
import { withScope } from '../../platform/db/scope.ts';
import type { Deps } from '../../platform/deps.ts';
import { bodyOn } from '../bodies/queries/register.ts';
import type { Seat } from '../contracts/seat.ts';
import { allDefinitions } from '../indicators/queries.ts';
import { readManyFigures } from '../roll-up/read-many.ts';
import { today } from './actions/who.ts';
import { handedInNow } from './queries/chain.ts';
import { findRound, type Round } from './queries/rounds.ts';
import { findSheet, type Sheet } from './queries/sheets.ts';
import { answerText } from './rules/answer-text.ts';

export interface ResultLine {
  readonly indicatorId: string;
  readonly title: string;
  readonly part: string | null;
  /** 「いる」: the body's own answers that the figure is derived from. */
  readonly own: string;
  readonly unit: string;
  /** Class, prefecture, nation; null: not of this whole. */
  readonly figures: readonly { readonly title: string; readonly figure: RollUpResult }[];
}

export interface ResultsView {
  readonly round: Round;
  readonly sheet: Sheet;
  readonly bodyName: string;
  readonly className: string;
  readonly lines: readonly ResultLine[];
}

/** What a body gets back for its answers: its own sheet beside its class. Null until the round is 公表, or not asked. */
export async function loadResults(deps: Deps, seat: Seat, roundId: string): Promise<ResultsView | null> {
  return withScope(deps.db, { kind: 'body', bodyCode: seat.bodyCode }, async (tx) => {
    const round = await findRound(tx, roundId);
    if (round === null || round.state !== 'published') return null;
    const sheet = await findSheet(tx, seat.bodyCode, roundId);
    const body = await bodyOn(tx, seat.bodyCode, round.baseDay);
    if (sheet === null || body === null) return null;
    const handed = await handedInNow(tx, sheet.bodyCode, roundId);
    const answers: Answers = Object.fromEntries([...handed].map(([id, one]) => [id, one.value]));
    const definitions = new Map((await allDefinitions(tx)).map((one) => [definitionKey(one), one]));
    const bindings = round.survey.bindings.flatMap((binding) => {
      const definition = definitions.get(binding.indicator);
      return definition === undefined ? [] : [{ binding, definition }];
    });
    const places = placesOf(seat, body.kind);
    const figures = await readManyFigures(
      tx,
      bindings.map(({ binding, definition }) => ({
        definition,
        part: binding.part,
        on: round.baseDay,
        strata: null,
      })),
      [...new Set(places.map((place) => place.area))],
      { today: today(deps.clock), knownOn: null },
    );
    return {
      round,
      sheet,
      bodyName: body.name,
      className: places[0]?.title ?? '',
      lines: bindings.map(({ binding, definition }, index) => ({
        indicatorId: definition.id,
        title: definition.title,
        part: definition.parts?.find((one) => one.id === binding.part)?.title ?? null,
        own: ownText(round, answers, questionsOf(binding.from)),
        unit: definition.unit,
        figures: places.flatMap(({ title, ...place }) => {
          const figure = figures[index]?.figure(place);
          return figure === undefined || figure.expected === 0 ? [] : [{ title, figure }];
        }),
      })),
    };
  });
}

function ownText(round: Round, answers: Answers, questions: readonly string[]): string {
  return round.survey.questions
    .filter((question) => questions.includes(question.id))
    .map((question) => answerText(question, answers[question.id]) ?? '未回答')
    .join('、');
}

interface Place {
  readonly title: string;
  readonly area: BodyCode;
  readonly level: 'municipality' | 'prefecture';
  readonly bodyClass: BodyClass;
}

/** The body's class, its prefecture and the nation; a body of 見本県 sees 見本県 only. */
function placesOf(seat: Seat, kind: string): readonly Place[] {
  const sample = isSample(seat.bodyCode);
  const prefecture = prefectureOf(seat.bodyCode);
  const whole = sample ? prefecture : NATION;
  if (kind === 'prefecture')
    return [
      { title: sample ? '見本県' : '全国の都道府県庁', area: whole, level: 'prefecture', bodyClass: 'all' },
    ];
  const own = KIND_CLASSES.find((one) => one === kind) ?? 'all';
  const level = 'municipality' as const;
  return [
    {
      title: `${sample ? '見本県内' : '全国'}の${BODY_CLASSES[own].title}`,
      area: whole,
      level,
      bodyClass: own,
    },
    { title: '県内市区町村計', area: prefecture, level, bodyClass: 'all' },
    ...(sample ? [] : [{ title: '全国計', area: NATION, level, bodyClass: 'all' as const }]),
  ];
}
