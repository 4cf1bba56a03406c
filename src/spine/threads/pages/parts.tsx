import type { ComponentChildren, ComponentProps } from 'preact';
import { type Day, formatDay } from '../../../core/calendar.ts';
import { FileField } from '../../../ui/form.tsx';
import { PartPage } from '../../../ui/part-page.tsx';
import type { Thread } from '../queries/read.ts';
import { ACCEPTED } from '../rules/files.ts';
import { isLate, STATE_TITLES, threadNo } from '../rules/thread.ts';

export function ThreadsPage(props: Omit<ComponentProps<typeof PartPage>, 'part'>) {
  return <PartPage part={{ title: '連絡・助言', href: '/threads' }} {...props} />;
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

/** Chosen anew when a form comes back: no browser gives a file back. */
export function AttachmentField(props: { error: string | undefined }) {
  return (
    <FileField
      name="file"
      label="添付（任意）"
      hint="5個まで、1個10 MBまで。PDF、docx、xlsx、pptx、jpg、png、csv、txt。やり取りが届いた団体に見えます。"
      accept={ACCEPTED}
      multiple
      error={props.error}
    />
  );
}
