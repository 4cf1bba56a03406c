import { dayInJapan } from '../../core/known-on.ts';
import type { BatchSummary } from '../observations/queries/history.ts';

const KINDS: Readonly<Record<string, string>> = {
  import: '取込み',
  undo: '取消し',
  correction: '訂正',
  answer: '回答',
  evidence: '実績',
};

/** The day in Japan of an instant as the database prints it. */
export function dayOf(instant: string): string {
  return dayInJapan(Date.parse(instant));
}

/** What entered, what was taken back, newest first. */
export function Changes(props: { batches: readonly BatchSummary[] }) {
  if (props.batches.length === 0) {
    return (
      <p>
        団体ごとの値はまだ取り込まれていません。表示しているのは、計画の資料に印刷された集計値です。
        公的な資料を取り込むと、ここに記録が並びます。
      </p>
    );
  }
  return (
    <>
      <ul class="dads-list">
        {props.batches.map((batch) => (
          <li key={batch.batch_id}>
            <time dateTime={dayOf(batch.recorded_at)}>{dayOf(batch.recorded_at)}</time>{' '}
            {KINDS[batch.kind] ?? batch.kind}：{batch.title}（{batch.recorded_by}）
            {batch.undone ? '［取消し済み］' : ''}
          </li>
        ))}
      </ul>
      <p>
        <a href="/imports">取込みの一覧</a>　<a href="/corrections">訂正の一覧</a>
      </p>
    </>
  );
}
