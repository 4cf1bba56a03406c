import { formatDay } from '../../../core/calendar.ts';
import type { BodyMention, ReadOutcome } from '../../contracts/file-kind.ts';
import { codeReadings, codeText, matchByCode } from './match-by-code.ts';
import { matchByName } from './match-by-name.ts';
import { matchInOrder } from './match-in-order.ts';
import { NO_BODY_TITLES, noBody } from './no-body.ts';
import {
  ambiguous,
  type MatchOutcome,
  type MatchRefusal,
  type MentionOutcome,
  refusalAt,
  refused,
  unmatched,
  type Verdict,
} from './outcome.ts';
import type { RegisterDay } from './register.ts';

/**
 * Who the rows of a file are, against the register of one day. Pure; one outcome per mention in their order.
 * `refusals` are faults of the file as a whole (a wrong check digit, a short code whose name disagrees, a list out of
 * order): with any of them nothing is stored.
 */
export function matchMentions(
  mentions: readonly BodyMention[],
  matching: ReadOutcome['matching'],
  register: RegisterDay,
): MatchOutcome {
  if (!register.covered) return notCovered(mentions, register);
  const verdicts: Verdict[] = mentions.map(
    (mention) => ignored(register, mention, matching) ?? unmatched('照合していません。'),
  );
  const left = mentions.flatMap((_, index) => (verdicts[index]?.outcome.kind === 'ignored' ? [] : [index]));
  if (matching === 'in-order') return inOrder(mentions, register, verdicts, left);
  for (const index of left) {
    const mention = mentions[index] as BodyMention;
    verdicts[index] =
      matching === 'by-code' ? matchByCode(register, mention) : matchByName(register, mention);
  }
  settleDoubles(mentions, verdicts);
  return finish(mentions, verdicts);
}

function ignored(
  register: RegisterDay,
  mention: BodyMention,
  matching: ReadOutcome['matching'],
): Verdict | null {
  if (mention.level === 'prefecture') {
    return /^(全国|全国計|合計|総計|計)$/u.test(mention.name.trim())
      ? { outcome: { kind: 'ignored', why: NO_BODY_TITLES.total } }
      : null;
  }
  const codes = matching === 'by-code' ? codeReadings(codeText(mention.code)) : [];
  const why = noBody(register, mention, codes);
  return why === null ? null : { outcome: { kind: 'ignored', why: NO_BODY_TITLES[why] } };
}

/** Each sheet and level is one list. */
function inOrder(
  mentions: readonly BodyMention[],
  register: RegisterDay,
  verdicts: Verdict[],
  left: readonly number[],
): MatchOutcome {
  const lists = new Map<string, number[]>();
  for (const index of left) {
    const mention = mentions[index] as BodyMention;
    const key = `${mention.sheet} ${mention.level}`;
    const list = lists.get(key) ?? [];
    lists.set(key, list);
    list.push(index);
  }
  for (const list of lists.values()) {
    const members = list.map((index) => mentions[index] as BodyMention);
    const outcome = matchInOrder(register, members, members[0]?.level ?? 'municipality');
    for (const [place, index] of list.entries()) {
      if (outcome.ok) verdicts[index] = outcome.verdicts[place] as Verdict;
      else if (place === outcome.at)
        verdicts[index] = refused(outcome.found, outcome.expected, outcome.message);
      else verdicts[index] = unmatched('並びが台帳と一致しないため、照合していません。');
    }
  }
  return finish(mentions, verdicts);
}

/**
 * Two different mentions of one body in a sheet (an old and a new code, a name with and without 郡) would silently
 * overwrite each other: a person decides. The same mention again is a long table, and fine.
 */
function settleDoubles(mentions: readonly BodyMention[], verdicts: Verdict[]): void {
  const byBody = new Map<string, Map<string, number[]>>();
  for (const [index, { outcome }] of verdicts.entries()) {
    if (outcome.kind !== 'matched') continue;
    const mention = mentions[index] as BodyMention;
    const body = `${mention.sheet} ${outcome.bodyCode}`;
    const written =
      outcome.how === 'code' ? outcome.bodyCode : `${mention.code} ${mention.prefecture} ${mention.name}`;
    const ways = byBody.get(body) ?? new Map<string, number[]>();
    byBody.set(body, ways);
    ways.set(written, [...(ways.get(written) ?? []), index]);
  }
  for (const ways of byBody.values()) {
    if (ways.size < 2) continue;
    for (const index of [...ways.values()].flat()) {
      const { outcome } = verdicts[index] as Verdict;
      if (outcome.kind === 'matched') {
        verdicts[index] = ambiguous([outcome.bodyCode], '同じ団体が、異なる書き方で2か所以上にあります。');
      }
    }
  }
}

function notCovered(mentions: readonly BodyMention[], register: RegisterDay): MatchOutcome {
  const message = `${formatDay(register.day)}は台帳の収録対象外です。収録は${formatDay(register.coverageStart)}からです。`;
  const outcomes = mentions.map((): MentionOutcome => ({ kind: 'unmatched', why: message }));
  const refusal = { found: register.day, expected: `${register.coverageStart} 以後`, message };
  return { outcomes, refusals: mentions.length === 0 ? [] : [refusalAt(mentions, 0, refusal)] };
}

function finish(mentions: readonly BodyMention[], verdicts: readonly Verdict[]): MatchOutcome {
  const refusals: MatchRefusal[] = [];
  for (const [index, verdict] of verdicts.entries()) {
    if (verdict.refusal !== undefined) refusals.push(refusalAt(mentions, index, verdict.refusal));
  }
  return { outcomes: verdicts.map((verdict) => verdict.outcome), refusals };
}
