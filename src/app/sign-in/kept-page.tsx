import type { KeptView } from '../../platform/sign-in/views.ts';
import { Button } from '../../ui/button.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { instantText } from '../../ui/instant-text.ts';
import { PostForm, SignInPage } from './parts.tsx';

function withKept(action: string, id: string): string {
  return `${action}${action.includes('?') ? '&' : '?'}kept-form=${id}`;
}

/** Ids and tokens of hidden fields say nothing to a reader. */
function isMark(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$|^[\w-]{32,}$/.test(value);
}

export function Kept({ view }: { view: KeptView }) {
  return (
    <SignInPage
      title="送れなかった入力があります"
      lead={<p>サインインの期限が切れたため、受け付けていません。内容を確かめて、もう一度送れます。</p>}
    >
      {view.forms.map((form) => (
        <section key={form.id} aria-labelledby={`kept-${form.id}`}>
          <h2 id={`kept-${form.id}`}>{instantText(form.keptAt)} の入力</h2>
          <p>送り先のページ：{form.action}</p>
          <DescriptionList
            items={form.fields
              .filter(([, value]) => value !== '' && !isMark(value))
              .map(([, value], place) => ({
                term: `項目${place + 1}`,
                detail: <span class="dads-kept">{value}</span>,
              }))}
          />
          <form action={withKept(form.action, form.id)} method="post">
            <input type="hidden" name="csrf" value={view.csrf} />
            {form.fields.map(([name, value], place) => (
              <input key={place} type="hidden" name={name} value={value} />
            ))}
            <Button>この内容をもう一度送る</Button>
          </form>
          <PostForm action="/sign-in/kept/discard" values={{ csrf: view.csrf, id: form.id }}>
            <Button kind="text">この入力を捨てる</Button>
          </PostForm>
        </section>
      ))}
      <p>
        <a href={view.home}>送らずに先へ進む</a>（24時間は残ります）
      </p>
    </SignInPage>
  );
}
