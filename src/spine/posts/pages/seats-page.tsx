import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { Page } from '../../../ui/page.tsx';
import { DataTable } from '../../../ui/table.tsx';
import { seatTitle } from '../../contracts/seat.ts';
import type { SeatOfDay } from '../queries/seats.ts';
import { SEAT_KIND_TITLES, spanText } from '../rules/dated.ts';
import { roleOf } from '../rules/roles.ts';

/** As which of one's own seats one works: shown after every sign-in of who has several. */
export function SeatsPage(props: {
  seats: readonly SeatOfDay[];
  acting: SeatOfDay | null;
  today: Day;
  token: string;
  next: string | null;
  personId: string | null;
  links: readonly { readonly title: string; readonly href: string }[];
}) {
  const { seats, acting } = props;
  return (
    <Page
      title={title(seats.length, acting)}
      documentTitle="在席"
      breadcrumb={[{ title: '全国', href: '/' }, { title: '在席' }]}
      asOf={`${formatDay(props.today)}時点`}
      lead={<p>選んだ在席で行ったことは、その職の記録になります。</p>}
    >
      {acting === null || props.links.length === 0 ? null : (
        <ul class="dads-list">
          {props.links.map((link) => (
            <li key={link.href}>
              <a href={link.href}>{link.title}</a>
            </li>
          ))}
        </ul>
      )}
      <DataTable
        caption="今日の在席"
        wide
        columns={[
          { id: 'seat', title: '在席', cell: (seat: SeatOfDay) => seatTitle(seat) },
          { id: 'kind', title: '区分', cell: (seat) => SEAT_KIND_TITLES[seat.seatKind] },
          { id: 'role', title: '役割', cell: (seat) => roleOf(seat.role)?.title ?? seat.role },
          { id: 'span', title: '期間', cell: (seat) => spanText(seat) },
          {
            id: 'choose',
            title: '選ぶ',
            cell: (seat) =>
              seat.seatId === acting?.seatId ? (
                '今の在席'
              ) : (
                <form action="/seats" method="post">
                  <HiddenFields
                    csrf={props.token}
                    values={{ seat: seat.seatId, next: props.next ?? undefined }}
                  />
                  <Button kind="secondary" size="medium">
                    {`この在席で行う`}
                    <span class="dads-hidden">：{seatTitle(seat)}</span>
                  </Button>
                </form>
              ),
          },
        ]}
        rows={seats}
        rowKey={(seat) => seat.seatId}
        rowHeader="seat"
        empty="今日の在席はありません。所属する団体の管理者に確かめてください。"
      />
      {props.personId === null ? null : (
        <p class="dads-subtle">
          兼務のための番号：<code>{props.personId}</code>
          <br />
          ほかの団体の職も兼ねるときに、この番号と氏名をその団体の管理者に伝えます。
        </p>
      )}
    </Page>
  );
}

function title(count: number, acting: SeatOfDay | null): string {
  if (acting !== null) return `「${seatTitle(acting)}」として行います`;
  return count === 0 ? '今日の在席はありません' : 'どの在席で行うかを選びます';
}
