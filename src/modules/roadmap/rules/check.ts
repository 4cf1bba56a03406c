import { type Day, parseDay } from '../../../core/calendar.ts';
import { parseWhen } from './dates.ts';
import {
  BUDGET_KINDS,
  type Budget,
  type BudgetKind,
  type LineContent,
  type LineIndicator,
  type LineLink,
  type Owner,
  STATES,
  type StateId,
  type When,
} from './line.ts';

/** What was typed, by the names of the form; several where a list was ticked. */
export type Typed = (name: string) => readonly string[];

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** What a line may name: asked of the database before, because a rule asks nothing. */
export interface Known {
  /** Ids of items under which a line may stand. */
  readonly items: ReadonlySet<string>;
  /** By the value of the form: `section:…`, `post:…`. */
  readonly owners: ReadonlyMap<string, Owner>;
  readonly indicators: ReadonlySet<string>;
  /** Numbers of the body's other lines. */
  readonly lines: ReadonlySet<number>;
  readonly today: Day;
}

/** Longest texts, in characters. */
export const LIMITS = { title: 120, sentence: 200, risks: 2000, short: 60 } as const;

const MONEY = /^\d{1,15}$/;

/**
 * A whole line from a form. `base`: the line as it was when the form was made; what the form does not ask (years outside
 * the window, the end) stays as it is there. All faults at once, each with its field.
 */
export function readDraft(
  typed: Typed,
  base: LineContent,
  known: Known,
): { readonly content: LineContent; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const fault = (field: string, message: string) => errors.push({ field, message });
  const text = (name: string) => (typed(name)[0] ?? '').replace(/\r\n/g, '\n').trim();
  const short = (name: string, limit: number): string | null => {
    const value = text(name);
    if (value.length > limit) fault(name, `${limit}字以内で書いてください（今は${value.length}字です）。`);
    return value === '' ? null : value;
  };
  const day = (name: string): Day | null => {
    const value = text(name);
    const parsed = value === '' ? null : parseDay(value);
    if (value !== '' && parsed === null) fault(name, UNREADABLE_DAY);
    return parsed;
  };
  const when = (name: string, edge: 'start' | 'end'): When | null => {
    const value = text(name);
    const parsed = value === '' ? null : parseWhen(value, edge);
    if (value !== '' && parsed === null) fault(name, UNREADABLE_WHEN);
    return parsed;
  };
  const owner = (name: string, before: Owner | null): Owner | null => {
    const value = text(name);
    if (value === '') return null;
    // A post that is gone meanwhile stays named until somebody chooses another.
    if (value === 'kept' && before !== null) return before;
    const found = known.owners.get(value);
    if (found === undefined) fault(name, '担当を一覧から選び直してください。');
    return found ?? before;
  };

  const item = text('item');
  if (!known.items.has(item) && item !== base.item) fault('item', '取組事項を選んでください。');
  if (item === '') fault('item', '取組事項を選んでください。');
  const title = short('title', LIMITS.title) ?? '';
  if (title === '') fault('title', '個別取組の名称を書いてください。');
  const starts = when('starts', 'start');
  const ends = when('ends', 'end');
  if (starts !== null && ends !== null && ends.on < starts.on)
    fault('ends', '終了が開始より前です。どちらかの日を直してください。');

  const indicator = readIndicator(text, known, base, fault);
  const content: LineContent = {
    ...base,
    item,
    title,
    owner: owner('owner', base.owner),
    starts,
    ends,
    budgets: readBudgets(text, base, fault),
    indicator,
    baseline: short('baseline', LIMITS.short),
    baselineOn: day('baselineOn'),
    target: short('target', LIMITS.short),
    targetOn: day('targetOn'),
    indicatorSource: short('indicatorSource', LIMITS.sentence),
    state: readState(text, known.today, base, fault),
    risks: short('risks', LIMITS.risks),
    next: readNext(text, owner('nextOwner', base.next?.owner ?? null), fault),
    links: readLinks(typed, known, base),
  };
  if (indicator === null && (content.baseline !== null || content.target !== null))
    fault('indicator', '基準値や目標値があるときは、指標も選んでください。');
  return { content, errors: errors.filter((error, at) => isFirst(errors, error, at)) };
}

const UNREADABLE_DAY = '日付として読めません。例：令和8年4月1日、2026-04-01';
const UNREADABLE_WHEN = '時期として読めません。例：令和8年4月1日、令和8年度第2四半期';

function isFirst(errors: readonly FieldError[], error: FieldError, at: number): boolean {
  return errors.findIndex((each) => each.field === error.field) === at;
}

type Fault = (field: string, message: string) => void;
type Text = (name: string) => string;

function readIndicator(text: Text, known: Known, base: LineContent, fault: Fault): LineIndicator | null {
  const chosen = text('indicator');
  if (chosen === '') return null;
  if (chosen === 'own') {
    const title = text('indicatorTitle');
    if (title === '') fault('indicatorTitle', '自団体の指標の名称を書いてください。');
    return { kind: 'own', title: title.slice(0, LIMITS.title), unit: text('indicatorUnit').slice(0, 20) };
  }
  const same = base.indicator?.kind === 'register' && base.indicator.id === chosen;
  if (!same && !known.indicators.has(chosen)) fault('indicator', '指標を一覧から選び直してください。');
  return { kind: 'register', id: chosen };
}

/** A state is told on a day, and says in one sentence why. An untouched one keeps its day. */
function readState(text: Text, today: Day, base: LineContent, fault: Fault): LineContent['state'] {
  const level = text('state');
  const sentence = text('stateText');
  if (level === '' && sentence === '') return null;
  if (!Object.hasOwn(STATES, level)) {
    fault('state', '状態を選んでください。');
    return base.state;
  }
  if (sentence === '') fault('stateText', '状態の理由や様子を一文で書いてください。');
  if (sentence.length > LIMITS.sentence) fault('stateText', `${LIMITS.sentence}字以内で書いてください。`);
  const typedOn = text('stateOn');
  if (typedOn === '' && base.state?.level === level && base.state.text === sentence) return base.state;
  const on = typedOn === '' ? today : parseDay(typedOn);
  if (on === null) fault('stateOn', UNREADABLE_DAY);
  else if (on > today) fault('stateOn', '状態の日は、今日までの日にしてください。');
  return { level: level as StateId, text: sentence, on: on ?? today };
}

function readNext(text: Text, owner: Owner | null, fault: Fault): LineContent['next'] {
  const action = text('nextText');
  const typedOn = text('nextOn');
  if (action === '' && typedOn === '') return null;
  const on = parseDay(typedOn);
  if (action === '') fault('nextText', '次の行動を書いてください。');
  if (action.length > LIMITS.sentence) fault('nextText', `${LIMITS.sentence}字以内で書いてください。`);
  if (on === null) fault('nextOn', typedOn === '' ? '次の行動の期日を書いてください。' : UNREADABLE_DAY);
  return { text: action, on: on ?? '', owner };
}

export function budgetField(year: number, kind: BudgetKind): string {
  return `budget-${year}-${kind}`;
}

/** Fields that the form did not carry (other years) keep their yen; an emptied one is taken away. */
function readBudgets(text: Text, base: LineContent, fault: Fault): readonly Budget[] {
  const asked = /^(\d{4})-(\d{4})$/.exec(text('budgetYears'));
  if (asked === null) return base.budgets;
  const [first, last] = [Number(asked[1]), Number(asked[2])];
  const budgets = base.budgets.filter(({ year }) => year < first || year > last);
  for (let year = first; year <= Math.min(last, first + 9); year += 1) {
    for (const kind of Object.keys(BUDGET_KINDS) as BudgetKind[]) {
      const yen = readYen(text(budgetField(year, kind)));
      if (yen === undefined) fault(budgetField(year, kind), '円の整数で書いてください。例：1200000');
      else if (yen !== null) budgets.push({ year, kind, yen });
    }
  }
  return sortedBudgets(budgets);
}

export function sortedBudgets(budgets: readonly Budget[]): readonly Budget[] {
  const kinds = Object.keys(BUDGET_KINDS);
  return [...budgets].sort((a, b) => a.year - b.year || kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

/** 「1,200,000円」 → `1200000`; null: empty; undefined: no whole number of yen. */
export function readYen(text: string): string | null | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s円¥]/g, '');
  if (plain === '') return null;
  return MONEY.test(plain) ? String(BigInt(plain)) : undefined;
}

function readLinks(typed: Typed, known: Known, base: LineContent): readonly LineLink[] {
  const of = (kind: LineLink['kind']) =>
    typed(kind)
      .map(Number)
      .filter((line) => known.lines.has(line) || base.links.some((link) => link.line === line))
      .map((line): LineLink => ({ line, kind }));
  const after = of('after');
  const together = of('together').filter((link) => !after.some((one) => one.line === link.line));
  return [...after, ...together].sort((a, b) => a.line - b.line);
}
