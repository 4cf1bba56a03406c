import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { Page } from '../../../ui/page.tsx';
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
      <h2>今日の在席</h2>
      {seats.length === 0 ? <p>今日の在席はありません。所属する団体の管理者に確かめてください。</p> : null}
      <ul class="dads-try">
        {seats.map((seat) => (
          <li key={seat.seatId}>
            <span>
              <strong>{seatTitle(seat)}</strong>
              <br />
              <small>
                {SEAT_KIND_TITLES[seat.seatKind]}・{roleOf(seat.role)?.title ?? seat.role}・{spanText(seat)}
              </small>
            </span>
            {seat.seatId === acting?.seatId ? (
              <span class="dads-chip">今の在席</span>
            ) : (
              <form action="/seats" method="post">
                <HiddenFields
                  csrf={props.token}
                  values={{ seat: seat.seatId, next: props.next ?? undefined }}
                />
                <Button kind="secondary">{shortTitle(seat)}として行う</Button>
              </form>
            )}
          </li>
        ))}
      </ul>
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

/** 「仮名町 CIO補佐官」: which of several it is, is said by body and post. */
function shortTitle(seat: SeatOfDay): string {
  return `${seat.bodyName} ${seat.postTitle}`;
}

function title(count: number, acting: SeatOfDay | null): string {
  if (acting !== null) return `「${seatTitle(acting)}」として行います`;
  return count === 0 ? '今日の在席はありません' : 'どの在席で行うかを選びます';
}
