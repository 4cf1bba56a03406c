import type { ComponentChildren, ComponentProps } from 'preact';
import { formatDay } from '../../../core/calendar.ts';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { ErrorSummary } from '../../../ui/form.tsx';
import { PartPage } from '../../../ui/part-page.tsx';
import type { WholeVersion } from '../actions/open.ts';
import { countsFrom, MISSING_TITLES, missingOf, type Standing } from '../rules/counting.ts';
import type { Decision } from '../rules/model.ts';
import type { Failed } from './asking.ts';

export function PolicyPage(props: Omit<ComponentProps<typeof PartPage>, 'part'>) {
  return <PartPage part={{ title: '全体方針', href: '/overall-policy' }} {...props} />;
}

export function FormErrors(props: { failed: Failed | null }) {
  return <ErrorSummary errors={props.failed === null ? [] : [props.failed.error]} />;
}

export function errorAt(failed: Failed | null, field: string): string | undefined {
  return failed?.error.field === field ? failed.error.message : undefined;
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
