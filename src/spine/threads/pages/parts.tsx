import type { ComponentChildren } from 'preact';
import { type Day, formatDay } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { Page } from '../../../ui/page.tsx';
import { currentViewer } from '../../../ui/viewer.ts';
import type { Thread } from '../queries/read.ts';
import { isLate, STATE_TITLES, threadNo } from '../rules/thread.ts';

export function ThreadsPage(props: {
  title: string;
  crumbs?: readonly { title: string; href?: string }[];
  lead?: ComponentChildren;
  children: ComponentChildren;
}) {
  const viewer = currentViewer();
  return (
    <Page
      title={props.title}
      sample={viewer?.kind === 'signed-in' && viewer.sample}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '連絡・助言', href: '/threads' },
        ...(props.crumbs ?? []),
      ]}
      lead={props.lead}
    >
      {props.children}
    </Page>
  );
}

/** 「令和8年4月1日（2026年）9時12分」 of an instant, in Japan. */
export function instantText(iso: string): string {
  const milliseconds = Date.parse(iso);
  const minutes = Math.floor(milliseconds / 60_000) + 9 * 60;
  const clock = `${Math.floor(minutes / 60) % 24}時${String(minutes % 60).padStart(2, '0')}分`;
  return `${formatDay(dayInJapan(milliseconds))}${clock}`;
}

export function hrefOf(thread: { readonly bodyCode: string; readonly threadNo: number }): string {
  return `/threads/${threadNo(thread)}`;
}

/** In words, so that it is read without colour. */
export function stateText(
  thread: Pick<Thread, 'state' | 'dueOn' | 'wantsAnswer'>,
  today: Day,
): ComponentChildren {
  if (thread.state === 'open' && !thread.wantsAnswer) return '送付済み（回答は任意）';
  return isLate(thread, today) ? <strong>回答待ち・期限を過ぎています</strong> : STATE_TITLES[thread.state];
}

export function dueText(thread: Pick<Thread, 'state' | 'dueOn'>): string {
  return thread.state !== 'open' || thread.dueOn === null ? '－' : formatDay(thread.dueOn);
}
