import { formatDay } from '../../../core/calendar.ts';
import { normalise } from '../../../core/text.ts';
import type { BodyMention } from '../../contracts/file-kind.ts';
import { type Named, namedIn, prefectureNamed } from './names.ts';
import { ambiguous, matched, unmatched, type Verdict } from './outcome.ts';
import type { RegisterDay } from './register.ts';

/** Prefecture + name + aliases. Without a prefecture only a name that the whole country has once is sure. */
export function matchByName(register: RegisterDay, mention: BodyMention): Verdict {
  if (mention.name.trim() === '') return unmatched('団体の名称がありません。');
  if (mention.level === 'prefecture') {
    const prefecture = prefectureNamed(register, mention.name);
    return prefecture === null
      ? unmatched(`「${mention.name}」という都道府県は台帳にありません。`)
      : matched(prefecture.bodyCode, 'name');
  }
  if (mention.prefecture === null || mention.prefecture.trim() === '')
    return matchAnywhere(register, mention);
  const prefecture = prefectureNamed(register, mention.prefecture);
  if (prefecture === null) return unmatched(`「${mention.prefecture}」という都道府県は台帳にありません。`);
  const found = namedIn(register, prefecture, mention.name);
  return found.length === 0
    ? unmatched(whyUnknown(register, mention.name, prefecture.name))
    : decide(register, mention.name, found);
}

function matchAnywhere(register: RegisterDay, mention: BodyMention): Verdict {
  const found = register.prefectures.flatMap((prefecture) => namedIn(register, prefecture, mention.name));
  // A bare name borne in two prefectures (府中市), or by a ward of a 指定都市 too (中央区), is never guessed.
  const sure = found.filter((named) => named.how !== 'stripped');
  const candidates = sure.length > 0 ? sure : found;
  const key = normalise(mention.name);
  const ward = register.nonBodies.wards.some((candidate) => normalise(candidate.name) === key);
  if (candidates.length === 0) return unmatched(whyUnknown(register, mention.name, null));
  if (ward) {
    return ambiguous(
      candidates.map((named) => named.body.bodyCode),
      `「${mention.name}」は指定都市の行政区にもあります。`,
    );
  }
  return decide(register, mention.name, candidates);
}

function decide(register: RegisterDay, name: string, found: readonly Named[]): Verdict {
  const [first] = found;
  if (found.length > 1 || first === undefined) {
    return ambiguous(
      found.map((named) => named.body.bodyCode),
      `「${name}」に当たる団体が${found.length}あります。`,
    );
  }
  return matched(
    first.body.bodyCode,
    first.how,
    first.how === 'lineage' ? lineageHint(register, first) : null,
  );
}

/** 「平成30年10月1日（2018年）に那珂川町が市制を施行」 */
export function lineageHint(register: RegisterDay, named: Named): string {
  const events = register.lineage.filter(
    (event) => event.fromCode === named.body.bodyCode || event.toCode === named.body.bodyCode,
  );
  return `別の時点の名称です。${events.map((event) => `${formatDay(event.on)}に${event.text}`).join('、')}。`;
}

function whyUnknown(register: RegisterDay, name: string, prefecture: string | null): string {
  const key = normalise(name);
  const event = register.lineage.find((candidate) => key.endsWith(normalise(candidate.fromName)));
  if (event !== undefined && event.kind === 'merged')
    return `${formatDay(event.on)}に${event.text}しました。`;
  const where = prefecture === null ? '' : `${prefecture}の`;
  return `「${name}」は${formatDay(register.day)}の${where}台帳にありません。`;
}
