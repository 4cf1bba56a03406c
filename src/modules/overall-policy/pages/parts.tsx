import type { ComponentChildren } from 'preact';
import { formatDay } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { ErrorSummary } from '../../../ui/form.tsx';
import { Page } from '../../../ui/page.tsx';
import { currentViewer } from '../../../ui/viewer.ts';
import type { WholeVersion } from '../actions/open.ts';
import { countsFrom, MISSING_TITLES, missingOf, type Standing } from '../rules/counting.ts';
import type { Decision } from '../rules/model.ts';
import type { Failed } from './asking.ts';

export interface Crumb {
  readonly title: string;
  readonly href?: string;
}

export function PolicyPage(props: {
  title: string;
  documentTitle?: string;
  crumbs: readonly Crumb[];
  asOf?: string | undefined;
  coverage?: string | undefined;
  lead?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const viewer = currentViewer();
  return (
    <Page
      title={props.title}
      {...(props.documentTitle === undefined ? {} : { documentTitle: props.documentTitle })}
      sample={viewer?.kind === 'signed-in' && viewer.sample}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '全体方針', href: '/overall-policy' },
        ...props.crumbs,
      ]}
      asOf={props.asOf}
      coverage={props.coverage}
      lead={props.lead}
      wide={props.wide === true}
    >
      {props.children}
    </Page>
  );
}

export function FormErrors(props: { failed: Failed | null }) {
  return <ErrorSummary errors={props.failed === null ? [] : [props.failed.error]} />;
}

export function errorAt(failed: Failed | null, field: string): string | undefined {
  return failed?.error.field === field ? failed.error.message : undefined;
}

/** 「令和8年4月1日（2026年）9時12分」 of an instant, in Japan. */
export function instantText(iso: string): string {
  const milliseconds = Date.parse(iso);
  const minutes = Math.floor(milliseconds / 60_000) + 9 * 60;
  const clock = `${Math.floor(minutes / 60) % 24}時${String(minutes % 60).padStart(2, '0')}分`;
  return `${formatDay(dayInJapan(milliseconds))}${clock}`;
}

/** One sentence on how a policy stands. */
export function standingText(standing: Standing): string {
  if (standing.ended !== null) return `${formatDay(standing.ended)}に廃止`;
  if (standing.counts !== null) return `${formatDay(standing.counts)}から数えています`;
  return 'まだ数えていません';
}

/** What a version still lacks, or from when it counts. */
export function VersionState(props: { whole: WholeVersion }) {
  const { version, sections } = props.whole;
  const from = countsFrom(version, sections);
  if (from !== null) return <>{formatDay(from)}から数えます</>;
  const missing = missingOf(version, sections).map((one) => MISSING_TITLES[one]);
  return <>まだ数えません。足りないもの：{missing.join('、')}</>;
}

/** 「企第12号、令和8年4月1日（2026年）、副町長（代決、後閲済み）」 */
export function decisionText(decision: Decision): string {
  const marks = [
    ...(decision.onBehalf ? ['代決'] : []),
    ...(decision.seenLater ? ['後閲済み'] : []),
    ...(decision.samePerson ? ['起案者と同一人'] : []),
  ];
  const said = marks.length === 0 ? '' : `（${marks.join('、')}）`;
  return `${decision.documentNo}、${formatDay(decision.on)}、${decision.decider}${said}`;
}

export function Facts(props: { rows: readonly (readonly [string, ComponentChildren])[] }) {
  return <DescriptionList items={props.rows.map(([term, detail]) => ({ term, detail }))} />;
}

/** Text with its lines kept. */
export function Lines(props: { text: string }) {
  return <span class="policy-text">{props.text}</span>;
}
