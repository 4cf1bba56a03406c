import type { ComponentChildren } from 'preact';
import { isSample } from '../../../core/body-code.ts';
import { multiply, type Rational, rational, round } from '../../../core/rational.ts';
import type { Form } from '../../../platform/http/form-fields.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { ErrorSummary, SelectField } from '../../../ui/form.tsx';
import { Page } from '../../../ui/page.tsx';
import { BUSINESSES } from '../rules/businesses.ts';
import { LIMIT_KINDS, type LimitKind } from '../rules/limits.ts';
import type { Fault } from '../rules/sentences.ts';
import type { StateCounts } from '../rules/states.ts';

/** Exact share → percent with one decimal; 「―」 where there is nothing to divide by. */
/** 0.7463 → 「74.6」 */
export function percent(value: Rational, decimals = 1): string {
  return round(multiply(value, rational(100n)), decimals);
}

export function percentText(value: Rational | null, decimals = 1): string {
  return value === null ? '―' : `${percent(value, decimals)} %`;
}

function countWords(counts: StateCounts): readonly string[] {
  const parts = [
    ['完了', counts.done],
    ['作業中', counts.working],
    ['未着手', counts.notStarted],
    ['対象外', counts.excluded],
    ['未報告', counts.unreported],
  ] as const;
  return parts.flatMap(([word, count]) => (count === 0 ? [] : [`${word}${count}`]));
}

export function countsText(counts: StateCounts): string {
  return countWords(counts).join('・');
}

/** The same in a cell of a table: no count is parted from its word. */
export function Counts(props: { counts: StateCounts }) {
  return (
    <>
      {countWords(props.counts).map((word, index, all) => (
        <span class="dads-nowrap" key={word}>
          {word}
          {index === all.length - 1 ? '' : '・'}
        </span>
      ))}
    </>
  );
}

export function Errors(props: { faults: readonly Fault[]; title?: string }) {
  return props.title === undefined ? (
    <ErrorSummary errors={props.faults} />
  ) : (
    <ErrorSummary errors={props.faults} title={props.title} />
  );
}

export function faultOf(faults: readonly Fault[], field: string): string | undefined {
  return faults.find((one) => one.field === field)?.message;
}

/** A day in a table, never broken in two. */
export function DayText(props: { on: string | null | undefined; none?: string }) {
  return <span class="dads-nowrap">{props.on ?? props.none ?? '登録なし'}</span>;
}

/** A limit in a table: what kind it is, and its day where it is known. */
export function LimitText(props: { kind: LimitKind; on: string | null }) {
  return (
    <>
      {LIMIT_KINDS[props.kind]}
      {props.on === null ? null : <span class="dads-nowrap">（{props.on}）</span>}
    </>
  );
}

/** Fields of a form that was sent show what was typed, else what stands; each with its fault. */
export function fieldsOf(
  form: Form,
  faults: readonly Fault[],
  stored: Readonly<Record<string, string | null | undefined>> = {},
) {
  return (name: string) => ({
    name,
    value: form.values.has(name) ? form.trimmed(name) : (stored[name] ?? ''),
    error: faultOf(faults, name),
  });
}

export const BUSINESS_OPTIONS = BUSINESSES.map((one, index) => ({
  value: String(index + 1),
  title: one.title,
}));

export interface VendorName {
  readonly vendorId: string;
  readonly name: string;
}

export function vendorOptions(vendors: readonly VendorName[]) {
  return vendors.map((one) => ({ value: one.vendorId, title: one.name }));
}

/** One of the vendors that stand in the inventory. */
export function VendorField(props: {
  name: string;
  value: string;
  error: string | undefined;
  vendors: readonly VendorName[];
}) {
  const { vendors, ...field } = props;
  return (
    <SelectField {...field} label="事業者" emptyOption="選んでください" options={vendorOptions(vendors)} />
  );
}

/** Of pages below the 進捗管理; to the nation it is the start itself. */
export function pmoCrumbs(seat: Seat, ...rest: readonly { title: string; href?: string }[]) {
  return [...(seat.kind === 'nation' ? [] : [{ title: '進捗管理', href: '/standardization/pmo' }]), ...rest];
}

/** Every page of the work with the standardization. */
export function WorkPage(props: {
  seat: Seat;
  title: string;
  documentTitle?: string;
  crumbs?: readonly { title: string; href?: string }[];
  asOf?: string | undefined;
  coverage?: string | undefined;
  lead?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const { seat, crumbs = [], children, lead, ...rest } = props;
  const home =
    seat.kind === 'nation'
      ? { title: '標準化の進捗管理', href: '/standardization/pmo' }
      : { title: '標準化', href: '/standardization/work' };
  return (
    <Page
      {...rest}
      sample={isSample(seat.bodyCode)}
      breadcrumb={[
        { title: '全国', href: '/' },
        ...(crumbs.length === 0 ? [{ title: home.title }] : [home, ...crumbs]),
      ]}
      {...(lead === undefined ? {} : { lead })}
    >
      {children}
    </Page>
  );
}
