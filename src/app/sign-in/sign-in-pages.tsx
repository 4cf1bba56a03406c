import type { EnrolView, SecondFactorView, SignInView } from '../../platform/sign-in/views.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorSummary, HiddenFields, TextField } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messageOf, SignInPage } from './parts.tsx';

function withNext(path: string, next: string | null): string {
  return next === null ? path : `${path}?next=${encodeURIComponent(next)}`;
}

export function SignIn({ view }: { view: SignInView }) {
  return (
    <SignInPage title="サインイン" lead={<p>公表された数値を見るだけなら、サインインは要りません。</p>}>
      {view.kept ? (
        <Notice kind="info" title="入力した内容は残してあります">
          <p>サインインすると、もう一度送れます。保管は24時間です。</p>
        </Notice>
      ) : null}
      {view.notice === null ? null : <Notice kind="info" title={view.notice} />}
      <ErrorSummary errors={view.errors} title="サインインできませんでした" />
      <form action="/sign-in" method="post" class="dads-form">
        <HiddenFields values={{ next: view.next ?? undefined }} />
        <TextField
          name="loginName"
          label="利用者ID"
          value={view.loginName}
          autocomplete="username"
          maxLength={100}
          required
        />
        <TextField
          name="password"
          label="パスワード"
          type="password"
          autocomplete="current-password"
          maxLength={256}
          required
        />
        <Button>サインインする</Button>
      </form>
      {view.passkeys || view.oidc ? (
        <>
          <h2>ほかの方法</h2>
          <ul class="dads-listed">
            {view.oidc ? (
              <li>
                <a href={withNext('/sign-in/oidc', view.next)}>庁内の職員認証でサインインする</a>
              </li>
            ) : null}
            {view.passkeys ? (
              <li>
                <a href={withNext('/sign-in/passkey', view.next)}>パスキーでサインインする</a>
              </li>
            ) : null}
          </ul>
        </>
      ) : null}
      <Disclosure summary="サインインできないとき">
        <ul class="dads-listed">
          <li>パスワードを忘れたときは、団体の管理者に新しいリンクの発行を依頼します。</li>
          <li>続けて10回まちがえると、15分ほど待つ必要があります。</li>
          <li>前にサインインした端末では、ほかの人のまちがいの影響を受けません。</li>
        </ul>
      </Disclosure>
    </SignInPage>
  );
}

export function SecondFactor({ view }: { view: SecondFactorView }) {
  return (
    <SignInPage
      title="2つ目の確認"
      below={{ title: 'サインイン', href: '/sign-in' }}
      lead={<p>利用者ID「{view.loginName}」の本人であることを、もう一度確かめます。</p>}
    >
      <ErrorSummary errors={view.errors} title="確かめられませんでした" />
      <form action="/sign-in/second-factor" method="post" class="dads-form">
        <HiddenFields csrf={view.csrf} values={{ next: view.next ?? undefined }} />
        <TextField
          name="code"
          label="コード"
          hint="認証アプリの6桁の数字か、印刷した使い捨てコードを入力します。"
          error={messageOf(view.errors, 'code')}
          autocomplete="one-time-code"
          maxLength={40}
          required
        />
        <Button>確かめる</Button>
      </form>
      <ul class="dads-listed">
        <li>
          <a href={withNext('/sign-in/passkey', view.next)}>パスキーを使う</a>
        </li>
        <li>
          <a href="/sign-in">サインインをやり直す</a>
        </li>
      </ul>
      <p>どれも使えないときは、団体の管理者に新しいリンクの発行を依頼してください。</p>
    </SignInPage>
  );
}

export function NewPasswordFields(props: { errors: SignInView['errors'] }) {
  return (
    <>
      <TextField
        name="newPassword"
        label="新しいパスワード"
        hint="12文字以上。長いほど安全です。文字の種類は問いません。"
        type="password"
        error={messageOf(props.errors, 'newPassword')}
        autocomplete="new-password"
        maxLength={256}
        required
      />
      <TextField
        name="newPasswordAgain"
        label="新しいパスワード（もう一度）"
        type="password"
        error={messageOf(props.errors, 'newPasswordAgain')}
        autocomplete="new-password"
        maxLength={256}
        required
      />
    </>
  );
}

export function Enrol({ view }: { view: EnrolView }) {
  return (
    <SignInPage
      title="利用を始める"
      lead={
        <p>
          利用者IDは「{view.loginName}」です。パスワードは本人だけが決め、ほかの人は知ることができません。
        </p>
      }
    >
      <ErrorSummary errors={view.errors} />
      <form action="/enrol" method="post" class="dads-form">
        <input type="hidden" name="username" value={view.loginName} autocomplete="username" />
        <HiddenFields values={{ token: view.token }} />
        <NewPasswordFields errors={view.errors} />
        <Button>このパスワードで始める</Button>
      </form>
      <p>前のパスワード、認証アプリ、使い捨てコード、パスキーがあれば、すべて使えなくなります。</p>
    </SignInPage>
  );
}
