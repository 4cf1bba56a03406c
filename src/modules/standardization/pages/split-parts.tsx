import { Button } from '../../../ui/button.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { splitKey } from '../actions/split.ts';
import type { SplitSystem } from '../queries/split.ts';
import { businessAt } from '../rules/businesses.ts';
import { DayText, LimitText } from './parts.tsx';

function titleOf(one: SplitSystem): string {
  return `旧${one.fromName}の${businessAt(one.businessNo)?.title ?? ''}`;
}

/** Systems of split bodies: a successor ticks those it goes on with; a prefecture sees which nobody took. */
export function SplitSystems(props: {
  systems: readonly SplitSystem[];
  action: string;
  csrf: string;
  /** A successor that may write for itself. */
  mayTake: boolean;
  chosen: readonly string[];
}) {
  const { systems, mayTake } = props;
  const chosen = new Set(props.chosen);
  const open = systems.filter((one) => !one.own);
  return (
    <form class="dads-form--printed" method="post" action={props.action}>
      <HiddenFields csrf={props.csrf} />
      <h2>分割した団体のシステム</h2>
      <p>引き継ぐ団体は一つとは限りません。引き継いだ団体が、それぞれの台帳と月の報告で続けます。</p>
      <DataTable
        caption="分割前の団体のシステムと、引き継いだ団体"
        captionHidden
        wide
        columns={[
          {
            id: 'system',
            title: 'システム',
            cell: (one: SplitSystem) =>
              mayTake && !one.own ? (
                <label class="dads-choice">
                  <input
                    type="checkbox"
                    name="split"
                    value={splitKey(one)}
                    checked={chosen.has(splitKey(one))}
                  />
                  <span>{titleOf(one)}</span>
                </label>
              ) : (
                titleOf(one)
              ),
          },
          {
            id: 'takers',
            title: '引き継いだ団体',
            cell: (one) => (one.takers.length === 0 ? <strong>引継ぎ先なし</strong> : one.takers.join('、')),
          },
          { id: 'vendor', title: '事業者', cell: (one) => one.vendor ?? '登録なし' },
          { id: 'limit', title: '期限', cell: (one) => <LimitText kind={one.limitKind} on={one.limitOn} /> },
          { id: 'planned', title: '移行予定日', cell: (one) => <DayText on={one.plannedOn} /> },
          {
            id: 'done',
            title: '終えたステップ',
            align: 'number',
            cell: (one) => (one.done === null ? '未報告' : `${one.done}／${one.steps}`),
          },
        ]}
        rows={systems}
        rowKey={splitKey}
        rowHeader="system"
      />
      {mayTake && open.length > 0 ? (
        <p>
          <Button>選んだシステムを引き継ぐ</Button>
        </p>
      ) : null}
    </form>
  );
}
