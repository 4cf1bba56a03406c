import { type Day, formatDay, parseDay } from '../../../core/calendar.ts';
import { BODY_CLASSES, type BodyClass, type Level } from '../../../core/indicator.ts';

/** What a reader chose in the address of a page. */
export interface View {
  readonly indicator: string | null;
  readonly part: string | null;
  readonly asOf: Day | null;
  readonly knownOn: Day | null;
  readonly bodyClass: BodyClass;
  readonly level: Level;
  readonly page: number;
  readonly sort: string | null;
  readonly descending: boolean;
}

export interface ViewFault {
  readonly field: string;
  readonly message: string;
}

type Read = (name: string) => string | undefined;

/** Reads the address; every fault is named, and a page with faults is shown with what could be read. */
export function readView(read: Read): { readonly view: View; readonly faults: readonly ViewFault[] } {
  const faults: ViewFault[] = [];
  const day = (name: string, title: string): Day | null => {
    const given = read(name)?.trim() ?? '';
    if (given === '') return null;
    const parsed = parseDay(given);
    if (parsed === null) {
      faults.push({
        field: name,
        message: `${title}「${given}」を読み取れません。2023-04-01 または 令和5年4月1日 の形で入れてください。`,
      });
    }
    return parsed;
  };
  const bodyClass = read('class') ?? 'all';
  if (!(bodyClass in BODY_CLASSES)) {
    faults.push({
      field: 'class',
      message: `団体区分「${bodyClass}」はありません。一覧から選んでください。`,
    });
  }
  const level = read('level') ?? 'municipality';
  if (level !== 'municipality' && level !== 'prefecture') {
    faults.push({
      field: 'level',
      message: `階層「${level}」はありません。市区町村か都道府県を選んでください。`,
    });
  }
  const page = Number(read('page') ?? '1');
  const view: View = {
    indicator: read('indicator') ?? null,
    part: read('part') ?? null,
    asOf: day('asOf', '基準日'),
    knownOn: day('knownOn', '「いつの時点の登録か」の日付'),
    bodyClass: bodyClass in BODY_CLASSES ? (bodyClass as BodyClass) : 'all',
    level: level === 'prefecture' ? 'prefecture' : 'municipality',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    sort: read('sort') ?? null,
    descending: read('order') === 'desc',
  };
  return { view, faults };
}

/** What was asked for by name and is not there: the page shows something else, and must say so. */
export function notThere(
  view: Pick<View, 'indicator' | 'asOf'>,
  shown: { readonly indicator: string; readonly title: string; readonly on: Day | null },
): readonly ViewFault[] {
  const faults: ViewFault[] = [];
  if (view.indicator !== null && view.indicator.split('@')[0] !== shown.indicator) {
    faults.push({
      field: 'indicator',
      message: `指標「${view.indicator}」はありません。「${shown.title}」を表示しています。`,
    });
  } else if (view.asOf !== null && view.asOf !== shown.on) {
    faults.push({
      field: 'asOf',
      message:
        shown.on === null
          ? `${formatDay(view.asOf)}を基準日とする団体ごとの値はありません。`
          : `${formatDay(view.asOf)}を基準日とする団体ごとの値はありません。${formatDay(shown.on)}の値を表示しています。`,
    });
  }
  return faults;
}

/** An address with its choices; empty ones are left out, in a stable order, so that caches meet. */
export function address(
  path: string,
  choices: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const query = Object.entries(choices)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return query === '' ? path : `${path}?${query}`;
}
