import { addDays, type Day, formatDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { KIND_WORDS, type Kind, type Rank, ranksOf, type State, statesOf, type Unit } from './kinds.ts';

/** What an entry says. */
export interface EntryContent {
  readonly kind: Kind;
  readonly state: State;
  readonly validFrom: Day;
  /** The first day on which it no longer holds; null: open. */
  readonly validTo: Day | null;
  /** '' where nothing is held. */
  readonly title: string;
  readonly rank: Rank | null;
  readonly unit: Unit | null;
  readonly external: boolean | null;
  readonly members: string | null;
  readonly personId: string | null;
}

/** The newest version of an entry. */
export interface Entry extends EntryContent {
  readonly bodyCode: string;
  readonly entryId: string;
  readonly versionNo: number;
  readonly withdrawn: boolean;
}

export type EntryRefusal =
  | 'title-missing'
  | 'too-long'
  | 'rank-missing'
  | 'unit-missing'
  | 'external-missing'
  | 'state-unknown'
  | 'ends-before-it-begins'
  | 'overlaps';

const LONGEST = 100;
const LONGEST_MEMBERS = 1000;

export function covers(entry: Pick<EntryContent, 'validFrom' | 'validTo'>, day: Day): boolean {
  return entry.validFrom <= day && (entry.validTo === null || day < entry.validTo);
}

function meet(
  a: Pick<EntryContent, 'validFrom' | 'validTo'>,
  b: Pick<EntryContent, 'validFrom' | 'validTo'>,
) {
  return (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo);
}

/** 「令和8年4月1日（2026年）から令和9年3月31日（2027年）まで」 */
export function termText(entry: Pick<EntryContent, 'validFrom' | 'validTo'>): string {
  const from = `${formatDay(entry.validFrom)}から`;
  return entry.validTo === null ? from : `${from}${formatDay(addDays(entry.validTo, -1))}まで`;
}

/**
 * Whether an entry may stand beside the others of its body and kind. One CIO, one unit, one 推進体制 at a time; of aides
 * and leaders several, but none beside 空席 or 置かない, and not the same title twice.
 */
export function checkEntry(
  content: EntryContent,
  others: readonly EntryContent[],
): Result<EntryContent, EntryRefusal> {
  const { kind, state } = content;
  const words = KIND_WORDS[kind];
  const filled = state === 'held' || state === 'acting';
  if (!statesOf(kind).includes(state)) return refuse('state-unknown');
  if (filled && content.title === '') return refuse('title-missing', { field: words.named });
  if ([...content.title].length > LONGEST)
    return refuse('too-long', { field: words.named, length: `${LONGEST}` });
  if ([...(content.members ?? '')].length > LONGEST_MEMBERS)
    return refuse('too-long', { field: '構成員', length: `${LONGEST_MEMBERS}` });
  if (filled && ranksOf(kind).length > 0 && content.rank === null) return refuse('rank-missing');
  if (filled && kind === 'dedicated-unit' && content.unit === null) return refuse('unit-missing');
  if (filled && kind === 'cio-aide' && content.external === null) return refuse('external-missing');
  if (content.validTo !== null && content.validTo <= content.validFrom)
    return refuse('ends-before-it-begins', { day: formatDay(content.validFrom) });
  const inTheWay = others.find(
    (other) =>
      other.kind === kind &&
      meet(other, content) &&
      (!words.several || other.state !== 'held' || state !== 'held' || other.title === content.title),
  );
  if (inTheWay !== undefined)
    return refuse('overlaps', { span: termText(inTheWay), title: inTheWay.title || words.title });
  return ok(filled ? content : bare(content));
}

/** Nothing is held: what belongs to a holder falls away. */
function bare(content: EntryContent): EntryContent {
  return { ...content, title: '', rank: null, unit: null, external: null, members: null, personId: null };
}

/**
 * A hint, never an error: the plan wishes for a CIO of the rank of a 副市区町村長等.
 * 出典: 総務省「自治体DX推進計画策定後の動き」（2022年5月11日）237–238行
 */
export function cioHint(entry: Pick<EntryContent, 'kind' | 'state' | 'rank'>): string | null {
  if (entry.kind !== 'cio' || entry.state !== 'held' || entry.rank === 'deputy') return null;
  return '計画は、CIOに副市区町村長等をあてることが望ましいとしています。このままでも登録できます。';
}

/** What is counted of a 推進体制: only what the head or the deputy chairs. */
export function chairHint(entry: Pick<EntryContent, 'kind' | 'state' | 'rank'>): string | null {
  const byHead = entry.rank === 'head' || entry.rank === 'deputy';
  if (entry.kind !== 'cross-cutting' || entry.state !== 'held' || byHead) return null;
  return '長が首長か副首長でない体制は、指標「推進体制の構築」に数えません。';
}
