import type { ComponentChildren } from 'preact';
import { formatDay } from '../../../core/calendar.ts';
import { dayInJapan } from '../../../core/known-on.ts';
import { Page } from '../../../ui/page.tsx';
import { currentViewer } from '../../../ui/viewer.ts';

export function NoticesPage(props: {
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
        { title: '通知', href: '/notices' },
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
