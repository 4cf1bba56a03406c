import { toWareki } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { instantText } from '../../../ui/instant-text.ts';
import { DataTable } from '../../../ui/table.tsx';
import type { Sharing } from '../queries/neighbours.ts';
import { type Line, STATES } from '../rules/line.ts';
import { daysInCommon, type NeighbourLine, runsTogether } from '../rules/neighbours.ts';

/** Lines of neighbours under the same item, beside one's own: with whom one may plan or procure together. */
export function NeighbourLines(props: { lines: readonly NeighbourLine[]; own: readonly Line[] }) {
  return (
    <section class="dads-section" aria-labelledby="around">
      <h2 id="around">県内の団体の、同じ取組事項の取組</h2>
      <p>近隣に見せることにした団体の分だけです。予算、リスク、決定は見えません。</p>
      <DataTable
        caption="県内の団体の個別取組"
        captionHidden
        wide
        columns={[
          { id: 'body', title: '団体', cell: (one: NeighbourLine) => one.bodyName },
          { id: 'title', title: '個別取組', cell: (one) => one.title },
          { id: 'period', title: '期間', cell: periodOf },
          {
            id: 'state',
            title: '状態',
            cell: (one) => (one.state === null ? '未記入' : STATES[one.state].title),
          },
          { id: 'meet', title: 'こちらの取組と重なるところ', cell: (one) => meeting(props.own, one) },
        ]}
        rows={props.lines}
        rowKey={(one) => `${one.bodyCode}-${one.lineNo}`}
        rowHeader="body"
        empty="見せている団体はまだありません。"
      />
    </section>
  );
}

function periodOf(one: NeighbourLine): string {
  const day = (on: string | null) => (on === null ? '未記入' : toWareki(on));
  return `${day(one.startsOn)}～${day(one.endsOn)}`;
}

function meeting(own: readonly Line[], one: NeighbourLine): string {
  const said = own.flatMap(({ content }) => {
    const days = daysInCommon(content, one).map(toWareki);
    if (days.length > 0) return [`「${content.title}」と同じ日：${days.join('、')}`];
    return runsTogether(content, one) ? [`「${content.title}」と時期が重なります`] : [];
  });
  return said.length === 0 ? 'ありません' : `${said.join('。')}。共同の調達を相談できます。`;
}

/** Whether one's own lines are seen by neighbours: the body's word, given and taken back here. */
export function SharingForm(props: { sharing: Sharing | null; csrf: string; mayDecide: boolean }) {
  const { sharing } = props;
  const shared = sharing?.shared === true;
  return (
    <section class="dads-section" aria-labelledby="sharing">
      <h2 id="sharing">近隣の団体に見せる</h2>
      <p>
        {shared ? '県内の団体に、名称、期間、状態を見せています。' : '県内の団体には見せていません。'}
        {sharing === null ? '' : `（${instantText(sharing.at)}、${sharing.seatTitle}）`}
      </p>
      {props.mayDecide ? (
        <form method="post" action="/roadmap/sharing">
          <HiddenFields csrf={props.csrf} values={{ shared: shared ? '' : '1' }} />
          <Button kind="secondary">{shared ? '見せるのをやめる' : '名称、期間、状態を見せる'}</Button>
        </form>
      ) : null}
    </section>
  );
}
