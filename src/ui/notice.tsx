import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

const WORDS: Readonly<Record<NoticeKind, string>> = {
  info: 'お知らせ',
  success: '完了',
  warning: '注意',
  error: 'エラー',
};

/**
 * ノティフィケーションバナー: what happened, what to do. `live` marks a message that answers what the reader has
 * just done, so that it is read aloud; a notice that always stands on the page stays silent.
 */
export function Notice(props: {
  kind: NoticeKind;
  title: string;
  children?: ComponentChildren;
  live?: boolean;
  headingLevel?: 2 | 3;
}) {
  const Heading = props.headingLevel === 3 ? 'h3' : 'h2';
  const role = props.live === true ? (props.kind === 'error' ? 'alert' : 'status') : undefined;
  return (
    <div class={`dads-notice dads-notice--${props.kind}`} role={role}>
      <Icon name={props.kind} />
      <div class="dads-notice__body">
        <Heading class="dads-notice__title">
          <span class="dads-hidden">{WORDS[props.kind]}：</span>
          {props.title}
        </Heading>
        {props.children}
      </div>
    </div>
  );
}
