import { HiddenFields } from './form.tsx';
import { currentViewer } from './viewer.ts';

/** 在席: as whom the reader acts, on every page, with the way to change it. On paper it stays, it is who printed. */
export function SeatBand() {
  const viewer = currentViewer();
  if (viewer === null || viewer.kind === 'public') return null;
  if (viewer.kind === 'visitor') {
    return (
      <section class="dads-seat dads-seat--visitor" aria-label="職員のサインイン">
        <a href="/sign-in">サインイン（自治体・国の職員）</a>
        {viewer.trial ? <a href="/try">見本県の職員として試す</a> : null}
      </section>
    );
  }
  const { seatTitle, personName, seats, links, signOut } = viewer;
  return (
    <section class="dads-seat" aria-label="今の在席">
      <p class="dads-seat__who">
        <span class="dads-seat__label">在席</span>
        <a href="/seats">
          {seatTitle ?? (seats > 1 ? '在席を選んでください' : '今日の在席はありません')}
          <span class="dads-seat__person">{personName}</span>
          {seats > 1 ? <span class="dads-seat__more">切り替える（{seats}）</span> : null}
        </a>
        {viewer.sample ? <span class="dads-chip">見本県</span> : null}
      </p>
      <ul class="dads-seat__links">
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href}>{link.title}</a>
          </li>
        ))}
        <li>
          <form action={signOut.action} method="post">
            <HiddenFields csrf={signOut.csrf} />
            <button class="dads-seat__out" type="submit">
              サインアウト
            </button>
          </form>
        </li>
      </ul>
    </section>
  );
}
