import type { Context } from 'hono';
import { realmOf } from '../../../../core/body-code.ts';
import type { Refusal } from '../../../../core/result.ts';
import type { Tx } from '../../../../platform/db/database.ts';
import { withScope } from '../../../../platform/db/scope.ts';
import type { Deps } from '../../../../platform/deps.ts';
import { HttpProblem } from '../../../../platform/http/problem.ts';
import type { Seat } from '../../../contracts/seat.ts';
import { seatOf, seatToken } from '../../../posts/acting.ts';
import { scopeOf } from '../../../posts/rules/rights.ts';
import { mayRead } from '../../actions/author.ts';
import { findVersion, type SurveyVersion } from '../../queries/definitions.ts';
import { type AuthorRefusal, authorSentence } from '../../rules/send-sentences.ts';

/** What every page of an author begins with. */
export interface Asking {
  readonly seat: Seat;
  readonly csrf: string;
  readonly sample: boolean;
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export function askingOf(c: Context, deps: Deps): Asking {
  const seat = seatOf(c);
  return {
    seat,
    csrf: seatToken(c),
    sample: realmOf(seat.bodyCode) === 'sample',
    within: (work) => withScope(deps.db, scopeOf(seat), work),
  };
}

export function problemOf(refusal: Refusal<AuthorRefusal>): HttpProblem {
  const { status, sentence } = authorSentence(refusal);
  return new HttpProblem(status, sentence, '一覧から開き直してください。何も変更していません。');
}

/** The version of the address, as far as the seat may see it. */
export async function versionOf(c: Context, asking: Asking): Promise<SurveyVersion> {
  const number = c.req.param('version') ?? '';
  const found = /^\d{1,5}$/.test(number)
    ? await asking.within((tx) => findVersion(tx, c.req.param('id') ?? '', Number(number)))
    : null;
  if (found === null || !mayRead(asking.seat, found))
    throw problemOf({ ok: false, code: 'no-such-survey', detail: {} });
  return found;
}

export function pathOf(version: Pick<SurveyVersion, 'surveyId' | 'version'>, rest = ''): string {
  return `/surveys/definitions/${version.surveyId}/${version.version}${rest}`;
}
