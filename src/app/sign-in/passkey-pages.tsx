import type { NewPasskeyView, PasskeyView } from '../../platform/sign-in/views.ts';
import { assets } from '../../ui/assets.ts';
import { Button } from '../../ui/button.tsx';
import { HiddenFields, TextField } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SignInPage } from './parts.tsx';

/** The script finds the form by `data-passkey` and puts the answer of the key into its field. */
function Script() {
  const { passkey } = assets();
  return passkey === undefined ? null : <script src={passkey} defer />;
}

function Fault(props: { error: string | null }) {
  return (
    <>
      {props.error === null ? null : <Notice kind="error" title={props.error} live />}
      <p class="dads-field__error" id="passkey-fault" role="alert" hidden />
    </>
  );
}

export function PasskeySignIn({ view }: { view: PasskeyView }) {
  const back = view.next === null ? '/sign-in' : `/sign-in?next=${encodeURIComponent(view.next)}`;
  return (
    <SignInPage
      title="パスキーでサインイン"
      below={{ title: 'サインイン', href: '/sign-in' }}
      lead={<p>端末の指紋・顔・PINか、USBなどのセキュリティキーで本人を確かめます。</p>}
    >
      <Fault error={view.error} />
      <form action="/sign-in/passkey" method="post" data-passkey="get" data-options={view.options}>
        <HiddenFields values={{ next: view.next ?? undefined }} />
        <input type="hidden" name="answer" value="" />
        <Button>パスキーを使う</Button>
      </form>

      <Notice kind="info" title="このページだけはJavaScriptが必要です">
        <p>ブラウザーの決まりで、パスキーはJavaScriptからしか使えません。</p>
        <p>使えないときは、パスワードと使い捨てコードでサインインしてください。</p>
      </Notice>

      <p>
        <a href={back}>パスワードでサインインする</a>
      </p>
      <Script />
    </SignInPage>
  );
}

export function NewPasskey({ view }: { view: NewPasskeyView }) {
  return (
    <SignInPage
      title="パスキーを登録する"
      below={{ title: '自分のアカウント', href: '/account' }}
      lead={<p>この端末か、USBなどのセキュリティキーを登録します。秘密は端末の外に出ません。</p>}
    >
      <Fault error={view.error} />
      <form action="/account/passkey" method="post" data-passkey="create" data-options={view.options}>
        <HiddenFields csrf={view.csrf} />
        <input type="hidden" name="answer" value="" />
        <TextField
          name="title"
          label="この登録の名前"
          hint="あとで見分けるための名前です。例：庁内の端末、青いUSBキー"
          value={view.title}
          maxLength={60}
          required
        />
        <Button>登録する</Button>
      </form>

      <Notice kind="info" title="このページだけはJavaScriptが必要です">
        <p>ブラウザーの決まりで、パスキーはJavaScriptからしか登録できません。</p>
        <p>認証アプリと使い捨てコードは、JavaScriptなしで使えます。</p>
      </Notice>

      <Script />
    </SignInPage>
  );
}
