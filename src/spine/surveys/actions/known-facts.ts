import { type Day, formatDay } from '../../../core/calendar.ts';
import { definitionKey, type IndicatorDefinition } from '../../../core/indicator.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { Seat } from '../../contracts/seat.ts';
import { valueText } from '../../imports/rules/value-text.ts';
import { allDefinitions, allSeries } from '../../indicators/queries.ts';
import { type SheetRow, sheetOf } from '../../observations/queries/effective.ts';
import { lastAnswersOf } from '../queries/last-answers.ts';
import { answerText } from '../rules/answer-text.ts';
import { answeringScope } from './open-sheet.ts';
import { today } from './who.ts';

/** よく聞かれる項目: one fact of the seat's own body, ready to be copied. */
export interface KnownFact {
  /** 「公表資料の数値」 or the title of a survey. */
  readonly group: string;
  readonly title: string;
  readonly value: string;
  readonly on: Day;
  readonly source: string;
  /** A part of an indicator: in the CSV, not on the page to be printed. */
  readonly detail: boolean;
}

/** Units that do not stand in the value itself. */
function unitOf(definition: IndicatorDefinition): string {
  const own = ['count', 'amount'].includes(definition.valueKind);
  return own && definition.unit !== '%' ? ` ${definition.unit}` : '';
}

/** The newest value of every indicator and part that is held of the body, and what it answered last in every survey. */
export async function knownFacts(
  deps: Deps,
  seat: Seat,
): Promise<{ readonly facts: readonly KnownFact[]; readonly today: Day }> {
  return withScope(deps.db, answeringScope(seat), async (tx) => {
    const definitions = new Map((await allDefinitions(tx)).map((one) => [definitionKey(one), one]));
    const series = new Map((await allSeries(tx)).map((one) => [one.series, one.title]));
    const newest = new Map<string, SheetRow>();
    // Rows come with the newest period first.
    for (const row of await sheetOf(tx, seat.bodyCode, null, today(deps.clock))) {
      const key = `${row.indicator}|${row.part}`;
      if (!newest.has(key)) newest.set(key, row);
    }
    const figures = [...newest.values()].flatMap((row): KnownFact[] => {
      const definition = definitions.get(row.indicator);
      const value = valueText(definition, {
        value: row.value?.toString() ?? null,
        base: row.base?.toString() ?? null,
        reason: row.reason,
      });
      if (definition === undefined || value === null) return [];
      const part = definition.parts?.find((one) => one.id === row.part);
      return [
        {
          group: '公表資料などの数値',
          title: part === undefined ? definition.title : `${definition.title}（${part.title}）`,
          value: row.value === null ? value : `${value}${unitOf(definition)}`,
          on: row.period_end,
          source: series.get(row.series) ?? row.series,
          detail: row.part !== '',
        },
      ];
    });
    const answers = (await lastAnswersOf(tx, seat.bodyCode)).flatMap((last) =>
      last.survey.questions.flatMap((question): KnownFact[] => {
        const answer = last.answers[question.id];
        const text = answerText(question, answer?.value);
        if (answer === undefined || text === null) return [];
        return [
          {
            group: last.survey.title,
            title: `問${question.number}　${question.title}`,
            value: answer.remark === null ? text : `${text}（補足：${answer.remark}）`,
            on: last.baseDay,
            source: `回答票 ${last.sheetNo}`,
            detail: false,
          },
        ];
      }),
    );
    return { facts: [...answers, ...figures], today: today(deps.clock) };
  });
}

/** As rows of a CSV, with the Western day that spreadsheets sort by. */
export function knownFactRows(facts: readonly KnownFact[]): readonly (readonly string[])[] {
  return [
    ['区分', '項目', '内容', '時点', '時点（和暦）', '出典'],
    ...facts.map((one) => [one.group, one.title, one.value, one.on, formatDay(one.on), one.source]),
  ];
}
