import type { CodesView, TotpView } from '../../platform/sign-in/views.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, HiddenFields, TextField } from '../../ui/form.tsx';
import { instantText } from '../../ui/instant-text.ts';
import { messageOf, PostForm, SignInPage } from './parts.tsx';

/** Black modules on white, as one path: readers of QR codes ask for contrast, whatever the page's colours. */
function QrCode(props: { modules: readonly (readonly boolean[])[] }) {
  const size = props.modules.length;
  const path = props.modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg class="dads-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-labelledby="qr-title">
      <title id="qr-title">認証アプリで読み取るQRコード</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

export function Totp({ view }: { view: TotpView }) {
  const first = view.during === 'sign-in';
  return (
    <SignInPage
      title={first ? '2つ目の確認を用意する' : '認証アプリを登録する'}
      {...(first ? {} : { below: { title: '自分のアカウント', href: '/account' } })}
      lead={
        first ? (
          <p>パスワードのほかに、本人であることを確かめる方法を1つ用意します。どちらかを選びます。</p>
        ) : (
          <p>新しく登録すると、前の認証アプリのコードは使えなくなります。</p>
        )
      }
    >
      <ErrorSummary errors={view.errors} title="登録できませんでした" />
      <h2>{first ? '方法1　認証アプリを使う' : '手順'}</h2>
      <ol class="dads-listed">
        <li>スマートフォンなどの認証アプリ（TOTP）で、QRコードを読み取ります。</li>
        <li>読み取れないときは、下の文字列を認証アプリに入力します。</li>
        <li>認証アプリに出た6桁の数字を、ここに入力します。</li>
      </ol>
      <QrCode modules={view.qr} />
      <p>
        入力する文字列：<code class="dads-secret">{view.secret}</code>
      </p>
      <form action={view.action} method="post" class="dads-form">
        <HiddenFields csrf={view.csrf} values={{ sealed: view.sealed, next: view.next ?? undefined }} />
        <TextField
          name="code"
          label="6桁の数字"
          error={messageOf(view.errors, 'code')}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={10}
          size="short"
          required
        />
        <Button>登録する</Button>
      </form>
      {first ? (
        <>
          <h2>方法2　紙の使い捨てコードを使う</h2>
          <p>
            スマートフォンを使えない職場のための方法です。10個のコードを印刷して、鍵のかかる場所に保管します。
          </p>
          <PostForm
            action={view.action}
            values={{ csrf: view.csrf, way: 'codes', ...(view.next === null ? {} : { next: view.next }) }}
          >
            <Button kind="secondary">使い捨てコードだけを使う</Button>
          </PostForm>
        </>
      ) : null}
    </SignInPage>
  );
}

export function Codes({ view }: { view: CodesView }) {
  return (
    <SignInPage
      title="使い捨てコード"
      lead={
        <p>
          このページを印刷するか、書き写してください。コードはもう一度表示できません。前のコードは使えません。
        </p>
      }
    >
      <p>
        {view.host}　利用者ID「{view.loginName}」　{instantText(view.issuedAt)} 発行
      </p>
      <ol class="dads-codes">
        {view.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <ul class="dads-listed">
        <li>1つのコードは1回だけ使えます。使ったら線で消してください。</li>
        <li>パスワードと一緒に保管しないでください。</li>
        <li>なくしたときは、すぐに「自分のアカウント」で新しくしてください。</li>
      </ul>
      <p class="dads-noprint">
        <Button href={view.next}>保管したので先へ進む</Button>
      </p>
    </SignInPage>
  );
}
