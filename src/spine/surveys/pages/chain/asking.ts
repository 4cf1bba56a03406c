import type { Refusal } from '../../../../core/result.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { chainSentence } from '../../rules/chain-sentences.ts';

/** A number as a form or an address brings it; something else counts as the least. */
export function numberOf(value: string | undefined, least: number): number {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Math.max(least, Number(value)) : least;
}

/** The same answer for what is not there and for what this seat may not see. */
export function notFound(): HttpProblem {
  return new HttpProblem(
    404,
    'この回答票か調査回は見つかりません。',
    '番号と、今の在席を確かめてください。一覧からも開けます。',
  );
}

export function problem(refusal: Refusal<string>): HttpProblem {
  const { status, sentence } = chainSentence(refusal);
  return new HttpProblem(
    status,
    sentence,
    'ブラウザーの「戻る」で前の画面に戻れます。何も変更していません。',
  );
}
