import type { Context } from 'hono';
import { realmOf } from '../../../../core/body-code.ts';
import type { Deps } from '../../../../platform/deps.ts';
import type { Form } from '../../../../platform/http/form-fields.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import { seatOf } from '../../../posts/acting.ts';
import { type OpenSheet, openSheet } from '../../actions/open-sheet.ts';

export function isSampleSeat(c: Context): boolean {
  return realmOf(seatOf(c).bodyCode) === 'sample';
}

/** The same answer for a sheet that is not there and for one of another body. */
export function noSuchSheet(): HttpProblem {
  return new HttpProblem(
    404,
    'その回答票は見つかりません。',
    '回答票番号と、今の在席を確かめてください。調査・照会の一覧からも開けます。',
  );
}

/** The sheet of the address, as the acting seat may see it. */
export async function sheetOf(c: Context, deps: Deps): Promise<OpenSheet> {
  const opened = await openSheet(deps, seatOf(c), c.req.param('no') ?? '');
  if (!opened.ok) throw noSuchSheet();
  return opened.value;
}

/** 「taken:staff@2」 of the button of a kept text. */
export function choiceOf(form: Form): { how: 'taken' | 'left'; questionId: string; revision: number } | null {
  const match = /^(taken|left):([a-z0-9-]+)@(\d{1,9})$/.exec(form.text('choose'));
  return match === null
    ? null
    : {
        how: match[1] === 'taken' ? 'taken' : 'left',
        questionId: match[2] ?? '',
        revision: Number(match[3]),
      };
}
