import type { MessagePage } from '../platform/http/message.ts';
import { Button } from '../ui/button.tsx';
import { Page, renderPage } from '../ui/page.tsx';

/** 404, 500, refusals and short notices in the look of all other pages. */
export function renderMessage(message: MessagePage): string {
  return renderPage(
    <Page
      title={message.title}
      breadcrumb={[{ title: '全国', href: '/' }, { title: message.title }]}
      operator={message.operator}
    >
      {message.paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {message.search ? (
        <form action="/search" method="get" class="dads-search">
          <label for="message-search">団体を探す（名称・かな・団体コード・旧名称）</label>
          <input class="dads-search__input" id="message-search" type="search" name="q" />
          <button class="dads-search__button" type="submit">
            検索
          </button>
        </form>
      ) : null}
      {message.links.length === 0 ? null : (
        <ul>
          {message.links.map((link) => (
            <li key={link.href}>
              <a href={link.href}>{link.title}</a>
            </li>
          ))}
        </ul>
      )}
      {message.button ? (
        <form action={message.button.action} method="post">
          {Object.entries(message.button.values).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button kind="secondary">{message.button.title}</Button>
        </form>
      ) : null}
    </Page>,
  );
}
