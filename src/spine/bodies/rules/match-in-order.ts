import { formatDay } from '../../../core/calendar.ts';
import { normalise } from '../../../core/text.ts';
import type { BodyMention } from '../../contracts/file-kind.ts';
import { meaning, prefectureNamed } from './names.ts';
import type { Verdict } from './outcome.ts';
import { matched } from './outcome.ts';
import type { RegisterBody, RegisterDay } from './register.ts';

/** Either a verdict for every mention, or the one fault that refuses them all. */
export type OrderOutcome =
  | { readonly ok: true; readonly verdicts: readonly Verdict[] }
  | {
      readonly ok: false;
      readonly at: number;
      readonly found: string;
      readonly expected: string;
      readonly message: string;
    };

/**
 * Names without codes: whole prefectures in code order of the register on that day, where order *and* name must
 * agree. Names repeat (two 伊達市), so a list with one missing or two swapped is refused even where names are unique.
 * Municipalities: any whole prefectures. Prefectural governments: all 47, because one left out could not be seen.
 */
export function matchInOrder(
  register: RegisterDay,
  mentions: readonly BodyMention[],
  level: BodyMention['level'],
): OrderOutcome {
  const groups = level === 'prefecture' ? [register.prefectures] : groupsOf(register);
  const verdicts: Verdict[] = [];
  let last = -1;
  while (verdicts.length < mentions.length) {
    const at = verdicts.length;
    const next = groups.findIndex((group, index) => index > last && fits(register, group, mentions, at));
    if (next < 0) return diagnose(register, groups, mentions, at, last);
    last = next;
    for (const body of groups[next] ?? []) {
      const how = meaning(register, body, mentions[verdicts.length]?.name ?? '');
      verdicts.push(
        matched(body.bodyCode, 'order', how === 'lineage' ? `別の時点の名称です（${body.name}）。` : null),
      );
    }
  }
  return { ok: true, verdicts };
}

function groupsOf(register: RegisterDay): readonly (readonly RegisterBody[])[] {
  return register.prefectures.map((prefecture) =>
    register.municipalities.filter((body) => body.prefectureCode === prefecture.bodyCode),
  );
}

function agrees(register: RegisterDay, body: RegisterBody, mention: BodyMention | undefined): boolean {
  if (mention === undefined || meaning(register, body, mention.name) === null) return false;
  if (body.kind === 'prefecture' || mention.prefecture === null || mention.prefecture === '') return true;
  return prefectureNamed(register, mention.prefecture)?.bodyCode === body.prefectureCode;
}

function fits(
  register: RegisterDay,
  group: readonly RegisterBody[],
  mentions: readonly BodyMention[],
  at: number,
): boolean {
  return group.length > 0 && group.every((body, index) => agrees(register, body, mentions[at + index]));
}

/** The first place where the list leaves the register, with what stands there and what should. */
function diagnose(
  register: RegisterDay,
  groups: readonly (readonly RegisterBody[])[],
  mentions: readonly BodyMention[],
  at: number,
  last: number,
): OrderOutcome {
  const group = likeliest(groups, mentions, at, last);
  const groupIndex = groups.indexOf(group);
  const place =
    group[0] === undefined
      ? ''
      : `${group[0].kind === 'prefecture' ? '都道府県' : group[0].prefectureName}の`;
  if (groupIndex <= last && fits(register, group, mentions, at)) {
    return fault(
      at,
      mentions[at]?.name ?? '',
      '次の都道府県',
      `${place}団体が、団体コード順の場所にありません。`,
    );
  }
  let index = 0;
  while (index < group.length && agrees(register, group[index] as RegisterBody, mentions[at + index]))
    index += 1;
  const body = group[index] as RegisterBody;
  const here = mentions[at + index];
  if (here === undefined) {
    return fault(
      mentions.length - 1,
      '（ここで終わり）',
      body.name,
      `${place}「${body.name}」から後がありません。`,
    );
  }
  return fault(at + index, here.name, body.name, message(register, group, mentions, at, index, place));
}

function message(
  register: RegisterDay,
  group: readonly RegisterBody[],
  mentions: readonly BodyMention[],
  at: number,
  index: number,
  place: string,
): string {
  const body = group[index] as RegisterBody;
  const following = group[index + 1];
  const here = mentions[at + index] as BodyMention;
  const next = mentions[at + index + 1];
  const nextHere = following !== undefined && agrees(register, following, here);
  if (nextHere && agrees(register, body, next)) {
    return `${place}「${body.name}」と「${here.name}」の順序が入れ替わっています。`;
  }
  const era = register.lineage.find((event) =>
    [event.fromName, event.toName].some((name) => normalise(name) === normalise(here.name)),
  );
  if (era !== undefined && !nextHere) {
    return `「${here.name}」は${formatDay(register.day)}の名称ではありません（${formatDay(era.on)}に${era.text}）。基準日を確認してください。`;
  }
  if (nextHere) return `${place}「${body.name}」がありません。`;
  if (next !== undefined && agrees(register, body, next))
    return `${place}「${body.name}」の前に「${here.name}」があります。`;
  return `${place}「${body.name}」があるべき場所に「${here.name}」があります。団体コード順に並べてください。`;
}

/** The prefecture of which most names stand in the next places; that after the last one when none does. */
function likeliest(
  groups: readonly (readonly RegisterBody[])[],
  mentions: readonly BodyMention[],
  at: number,
  last: number,
): readonly RegisterBody[] {
  let best = groups[last + 1] ?? groups[0] ?? [];
  let most = 0;
  for (const [index, group] of groups.entries()) {
    const names = new Set(group.map((body) => normalise(body.name)));
    const window = mentions.slice(at, at + group.length);
    const share =
      window.filter((mention) => names.has(normalise(mention.name))).length / Math.max(1, group.length);
    // Later prefectures first: one that came already is named only when nothing else explains the list.
    if (share > most && (index > last || share === 1)) {
      best = group;
      most = share;
    }
  }
  return best;
}

function fault(at: number, found: string, expected: string, text: string): OrderOutcome {
  return { ok: false, at, found, expected, message: text };
}
