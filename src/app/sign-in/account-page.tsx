import type { AccountView } from '../../platform/sign-in/views.ts';
import { Button } from '../../ui/button.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { ErrorSummary, HiddenFields, TextField } from '../../ui/form.tsx';
import { instantText } from '../../ui/instant-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { DataTable } from '../../ui/table.tsx';
import { messageOf, PostForm, SignInPage } from './parts.tsx';
import { NewPasswordFields } from './sign-in-pages.tsx';

const METHODS = {
  password: 'パスワード',
  enrolment: '利用開始のリンク',
  passkey: 'パスキー',
  oidc: '庁内の職員認証',
  trial: '試用',
} as const;

export function Account({ view }: { view: AccountView }) {
  return (
    <SignInPage title="自分のアカウント" lead={<p>利用者ID「{view.loginName}」</p>}>
      {view.done === null ? null : <Notice kind="success" title={view.done} live />}
      <ErrorSummary errors={view.errors} title="変更できませんでした" />
      {view.codes.issuedAt !== null && view.codes.left <= 2 ? (
        <Notice kind="warning" title={`使い捨てコードの残りは${view.codes.left}個です`}>
          <p>新しいコードを作り、印刷してください。</p>
        </Notice>
      ) : null}
      <h2>サインインの方法</h2>
      <Methods view={view} />
      {view.fresh ? <Changes view={view} /> : <Again />}
      <h2>サインイン中の端末</h2>
      <Sessions view={view} />
    </SignInPage>
  );
}

function Again() {
  return (
    <Notice kind="info" title="変更するには、もう一度サインインします">
      <p>席を離れた間に変えられないよう、サインインから30分で変更を止めています。</p>
      <p>
        <Button kind="secondary" href="/sign-in?next=%2Faccount&again=1">
          もう一度サインインする
        </Button>
      </p>
    </Notice>
  );
}

function Methods({ view }: { view: AccountView }) {
  const { codes, passkeys } = view;
  return (
    <DescriptionList
      items={[
        { term: 'パスワード', detail: view.hasPassword ? '設定済み' : '設定していません' },
        {
          term: '認証アプリ（TOTP）',
          detail: view.totpSetAt === null ? '登録していません' : `${instantText(view.totpSetAt)} 登録`,
        },
        {
          term: '使い捨てコード',
          detail:
            codes.issuedAt === null
              ? '発行していません'
              : `残り${codes.left}個（${instantText(codes.issuedAt)} 発行）`,
        },
        {
          term: 'パスキー',
          detail:
            passkeys.length > 0
              ? passkeys.map((key) => key.title).join('、')
              : view.passkeysPossible
                ? '登録していません'
                : 'https:// の名前のあるアドレスで使えます',
        },
        ...(view.oidc ? [{ term: '庁内の職員認証', detail: '団体の管理者が登録します' }] : []),
      ]}
    />
  );
}

function Changes({ view }: { view: AccountView }) {
  const csrf = view.csrf;
  const totpFault = messageOf(view.errors, 'totp');
  return (
    <>
      {view.hasPassword ? (
        <>
          <h3>パスワードを変える</h3>
          <form action="/account/password" method="post" class="dads-form">
            <HiddenFields csrf={csrf} />
            <TextField
              name="password"
              label="今のパスワード"
              type="password"
              error={messageOf(view.errors, 'password')}
              autocomplete="current-password"
              maxLength={256}
              required
            />
            <NewPasswordFields errors={view.errors} />
            <Button kind="secondary">パスワードを変える</Button>
          </form>
        </>
      ) : null}
      <h3 id="f-totp">認証アプリ</h3>
      {totpFault === undefined ? null : <p class="dads-field__error">{totpFault}</p>}
      <p>
        <a href="/account/totp">{view.totpSetAt === null ? '認証アプリを登録する' : '認証アプリを替える'}</a>
      </p>
      {view.totpSetAt === null ? null : (
        <PostForm action="/account/totp/remove" values={{ csrf }}>
          <Button kind="secondary">認証アプリの登録を消す</Button>
        </PostForm>
      )}
      <h3>使い捨てコード</h3>
      <p>新しく作ると、前のコードは使えなくなります。</p>
      <PostForm action="/account/codes" values={{ csrf }}>
        <Button kind="secondary">使い捨てコードを10個作る</Button>
      </PostForm>
      {view.passkeysPossible ? <Passkeys view={view} /> : null}
    </>
  );
}

function Passkeys({ view }: { view: AccountView }) {
  return (
    <>
      <h3>パスキー</h3>
      <DataTable
        caption="登録したパスキー"
        captionHidden
        columns={[
          { id: 'title', title: '名前', cell: (key) => key.title },
          { id: 'created', title: '登録', cell: (key) => instantText(key.createdAt) },
          {
            id: 'used',
            title: '最後の利用',
            cell: (key) => (key.lastUsedAt === null ? '－' : instantText(key.lastUsedAt)),
          },
          {
            id: 'remove',
            title: '操作',
            cell: (key) => (
              <PostForm action="/account/passkey/remove" values={{ csrf: view.csrf, id: key.credentialId }}>
                <Button kind="text">「{key.title}」を消す</Button>
              </PostForm>
            ),
          },
        ]}
        rows={view.passkeys}
        rowKey={(key) => key.credentialId}
        rowHeader="title"
        empty="登録したパスキーはありません。"
        wide
      />
      <p>
        <a href="/account/passkey">パスキーを登録する</a>
      </p>
    </>
  );
}

function Sessions({ view }: { view: AccountView }) {
  return (
    <>
      <DataTable
        caption="サインイン中の端末"
        captionHidden
        wide
        columns={[
          {
            id: 'started',
            title: 'サインイン',
            cell: (session) => instantText(session.startedAt),
          },
          { id: 'seen', title: '最後の操作', cell: (session) => instantText(session.lastSeenAt) },
          { id: 'method', title: '方法', cell: (session) => METHODS[session.method] },
          { id: 'address', title: 'アドレス', cell: (session) => session.address ?? '不明' },
          {
            id: 'end',
            title: '操作',
            cell: (session) =>
              session.sessionId === view.sessionId ? (
                'この端末'
              ) : (
                <PostForm action="/account/sessions/end" values={{ csrf: view.csrf, id: session.sessionId }}>
                  <Button kind="text">終了する</Button>
                </PostForm>
              ),
          },
        ]}
        rows={view.sessions}
        rowKey={(session) => session.sessionId}
        rowHeader="started"
      />
      {view.sessions.length > 1 ? (
        <PostForm action="/account/sessions/end" values={{ csrf: view.csrf, id: 'others' }}>
          <Button kind="secondary">ほかの端末をすべて終了する</Button>
        </PostForm>
      ) : null}
      <PostForm action="/sign-out" values={{ csrf: view.csrf }}>
        <Button kind="secondary">サインアウトする</Button>
      </PostForm>
    </>
  );
}
