import { formatDay } from '../../../../core/calendar.ts';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { MySheet } from '../../actions/my-sheets.ts';
import { StateChip } from '../chain/parts.tsx';

/** 「今やること」: the open sheets of the seat's body with days and minutes, and what was done before. */
export function MySheetsPage(props: {
  bodyName: string;
  open: readonly MySheet[];
  done: readonly MySheet[];
  sample: boolean;
  places: readonly { readonly title: string; readonly href: string }[];
}) {
  const minutes = props.open.reduce((sum, one) => sum + (one.writable ? one.minutes : 0), 0);
  return (
    <Page
      title={
        props.open.length === 0
          ? '今、答える調査はありません'
          : `${props.open.length}件の調査に、あと約${minutes}分で答えられます`
      }
      documentTitle="調査・照会"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '調査・照会' }]}
      sample={props.sample}
      asOf={props.bodyName}
    >
      {props.places.length === 0 ? null : (
        <ul class="dads-list">
          {props.places.map((place) => (
            <li key={place.href}>
              <a href={place.href}>{place.title}</a>
            </li>
          ))}
        </ul>
      )}
      <DataTable
        caption="答える調査（締切の近い順）"
        wide
        columns={[
          {
            id: 'title',
            title: '調査',
            cell: (one: MySheet) => (
              <>
                <a href={`/surveys/sheets/${one.sheetNo}`}>{one.title}</a>
                {one.forBody === null ? null : (
                  <>
                    <br />
                    <small>{one.forBody}の分</small>
                  </>
                )}
              </>
            ),
          },
          {
            id: 'due',
            title: '締切',
            cell: (one) =>
              one.disaster ? (
                '災害対応中（締切なし）'
              ) : one.due === null ? (
                'なし'
              ) : (
                <>
                  {formatDay(one.due)}
                  {one.daysLeft === null ? null : (
                    <>
                      <br />
                      <small>{daysText(one.daysLeft)}</small>
                    </>
                  )}
                </>
              ),
          },
          {
            id: 'answered',
            title: '回答',
            unit: '問',
            align: 'number',
            cell: (one) => `${one.progress.answered}／${one.progress.asked}`,
          },
          {
            id: 'confirm',
            title: '確認待ち',
            unit: '問',
            align: 'number',
            cell: (one) => one.progress.toConfirm,
          },
          { id: 'minutes', title: '残り', unit: '分', align: 'number', cell: (one) => one.minutes },
          { id: 'state', title: '状態', cell: (one) => <StateChip state={one.state} /> },
        ]}
        rows={props.open}
        rowKey={(one) => one.sheetNo}
        rowHeader="title"
        empty="届いている調査はありません。届くと、ここに締切と所要時間が並びます。"
      />
      <p>
        <a href="/surveys/known-facts">よく聞かれる項目（郵送やメールの照会に写せます）</a>
      </p>
      <p>
        <a href="/surveys/calendar">年間照会カレンダー</a>
      </p>
      {props.done.length === 0 ? null : (
        <DataTable
          caption="これまでの調査"
          wide
          columns={[
            {
              id: 'title',
              title: '調査',
              cell: (one: MySheet) => <a href={`/surveys/sheets/${one.sheetNo}`}>{one.title}</a>,
            },
            { id: 'base', title: '基準日', cell: (one) => formatDay(one.baseDay) },
            { id: 'state', title: '状態', cell: (one) => <StateChip state={one.state} /> },
          ]}
          rows={props.done}
          rowKey={(one) => one.sheetNo}
          rowHeader="title"
        />
      )}
    </Page>
  );
}

function daysText(days: number): string {
  if (days === 0) return '今日まで';
  return days > 0 ? `あと${days}日` : `${-days}日過ぎています`;
}
