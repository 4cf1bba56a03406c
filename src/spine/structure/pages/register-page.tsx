import { type Day, formatDay } from '../../../core/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { HiddenFields } from '../../../ui/form.tsx';
import { KindLabel } from '../../../ui/label.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DataTable } from '../../../ui/table.tsx';
import type { RegisterView } from '../load.ts';
import { type EntryVersion, newest } from '../queries/entries.ts';
import { chairHint, cioHint, covers, termText } from '../rules/entry.ts';
import { KIND_WORDS, KINDS, type Kind } from '../rules/kinds.ts';
import { EntryText, StructurePage } from './parts.tsx';

export interface RegisterProps {
  view: RegisterView;
  today: Day;
  /** Null: somebody else's register, which is only read. */
  own: { readonly token: string; readonly edits: boolean; readonly decides: boolean } | null;
}

/** What stands today as one page, with everything that stood before. */
export function RegisterPage(props: RegisterProps) {
  const { view, today, own } = props;
  return (
    <StructurePage
      title={`${view.bodyName}の体制台帳`}
      crumbs={own === null ? [{ title: view.bodyName }] : []}
      asOf={`${formatDay(today)}時点`}
      lead={
        <p>
          ここに登録したことが、指標の速報になり、調査の回答の案になります。次に変わるまで、そのまま数えます。
        </p>
      }
    >
      {view.asked.length === 0 || own === null ? null : <Asked {...props} />}
      {KINDS.map((kind) => (
        <KindSection key={kind} kind={kind} {...props} />
      ))}
    </StructurePage>
  );
}

function KindSection(props: RegisterProps & { kind: Kind }) {
  const { kind, view, today, own } = props;
  const words = KIND_WORDS[kind];
  const entries = newest(view.versions).filter((entry) => entry.kind === kind && !entry.withdrawn);
  const current = entries.filter((entry) => covers(entry, today));
  const coming = entries.filter((entry) => entry.validFrom > today);
  const shared = view.shared.filter((entry) => entry.kind === kind && covers(entry, today));
  const history = view.versions.filter((version) => version.kind === kind);
  const edits = own?.edits === true;
  return (
    <section class="dads-section" aria-labelledby={kind}>
      <h2 id={kind}>{words.title}</h2>
      <p>{words.about}</p>
      {kind === 'cio' || kind === 'cio-aide' ? <Reading kind={kind} /> : null}
      {current.length + shared.length + coming.length > 0 ? null : (
        <p>
          {entries.length === 0 ? 'まだ登録がありません。' : '今日の登録がありません。'}
          {edits ? '置いていないときは「置かない」を登録します。' : ''}
        </p>
      )}
      <ul>
        {[...current, ...coming].map((entry) => (
          <li key={entry.entryId}>
            <EntryText entry={entry} /> {termText(entry)}
            {entry.validFrom > today ? '（予定）' : ''}
            {entry.members === null ? null : <div>構成員：{entry.members}</div>}
            <Partners view={view} entry={entry} />
            <Hint text={cioHint(entry) ?? chairHint(entry)} />
            {edits ? (
              <div>
                <a href={`/structure/entries/${entry.entryId}`}>訂正・終わり・取下げ</a>
              </div>
            ) : null}
          </li>
        ))}
        {shared.map((entry) => (
          <li key={`${entry.bodyCode}-${entry.entryId}`}>
            <KindLabel>共同</KindLabel> <EntryText entry={entry} /> {termText(entry)}（
            {view.names.get(entry.bodyCode) ?? entry.bodyCode}の登録）
            {own?.decides === true && entry.joint.step === 'agreed' ? (
              <JointForm
                token={own.token}
                entry={entry}
                answers={[{ value: 'left', title: '共同をやめる' }]}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {edits ? (
        <p>
          <Button kind="secondary" size="medium" href={`/structure/new/${kind}`}>
            {words.title}を登録する
          </Button>
        </p>
      ) : null}
      {history.length === 0 ? null : <History kind={kind} versions={history} />}
    </section>
  );
}

/** How an office without a holder is counted: the sources ask 「任命」 and say nothing of who acts for it. */
function Reading(props: { kind: 'cio' | 'cio-aide' }) {
  return (
    <p>
      <small>
        数えるのは「任命している」だけです。空席、職務代理、置かないは「任命していない」です。
        職務代理の扱いは出典の資料に書かれておらず、しるべの読み方です（
        <a href={`/indicators/${props.kind}`}>指標の定義と出典</a>）。
      </small>
    </p>
  );
}

function Hint(props: { text: string | null }) {
  return props.text === null ? null : (
    <p>
      <KindLabel>参考</KindLabel> {props.text}
    </p>
  );
}

function Partners(props: { view: RegisterView; entry: EntryVersion }) {
  const partners = props.view.partners.filter((one) => one.entryId === props.entry.entryId);
  if (partners.length === 0) return null;
  const words = { asked: '同意を待っています', agreed: '同意済み', declined: '同意なし', left: '共同を終了' };
  return (
    <div>
      共同で置く団体：
      {partners
        .map((one) => `${props.view.names.get(one.bodyCode) ?? one.bodyCode}（${words[one.step]}）`)
        .join('、')}
    </div>
  );
}

/** Entries of other bodies that this one is asked to share. */
function Asked(props: RegisterProps) {
  const { view, own } = props;
  return (
    <Notice kind="info" title="CIO補佐官等を共同で置く依頼が届いています">
      <p>同意すると、この団体の登録としても数えます。同意するまでは、何も数えません。</p>
      <ul>
        {view.asked.map((entry) => (
          <li key={`${entry.bodyCode}-${entry.entryId}`}>
            {view.names.get(entry.bodyCode) ?? entry.bodyCode}：<EntryText entry={entry} /> {termText(entry)}
            {own?.decides === true ? (
              <JointForm
                token={own.token}
                entry={entry}
                answers={[
                  { value: 'agreed', title: '同意する' },
                  { value: 'declined', title: '同意しない' },
                ]}
              />
            ) : (
              <p>同意は、決裁を記録できる職が行います。</p>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function JointForm(props: {
  token: string;
  entry: Pick<EntryVersion, 'bodyCode' | 'entryId'>;
  answers: readonly { readonly value: string; readonly title: string }[];
}) {
  return (
    <form action={`/structure/joint/${props.entry.bodyCode}/${props.entry.entryId}`} method="post">
      <HiddenFields csrf={props.token} />
      {props.answers.map((answer, index) => (
        <Button
          key={answer.value}
          kind={index === 0 ? 'primary' : 'secondary'}
          size="medium"
          name="answer"
          value={answer.value}
        >
          {answer.title}
        </Button>
      ))}
    </form>
  );
}

function History(props: { kind: Kind; versions: readonly EntryVersion[] }) {
  const { kind } = props;
  const rows = [...props.versions].sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1));
  return (
    <Disclosure summary={`これまでの登録（${rows.length}件）`}>
      <DataTable<EntryVersion>
        caption={`${KIND_WORDS[kind].title}の履歴`}
        captionHidden
        wide
        columns={[
          { id: 'what', title: '内容', cell: (row) => <EntryText entry={row} /> },
          { id: 'term', title: '期間', cell: (row) => termText(row) },
          { id: 'version', title: '版', cell: (row) => `第${row.versionNo}版` },
          {
            id: 'why',
            title: '理由',
            cell: (row) => `${row.withdrawn ? '取下げ：' : ''}${row.reason ?? '登録'}`,
          },
          { id: 'by', title: '登録した職', cell: (row) => row.seatTitle },
          { id: 'at', title: '登録した日', cell: (row) => formatDay(dayOfInstant(row.recordedAt)) },
        ]}
        rows={rows}
        rowKey={(row) => `${row.entryId}-${row.versionNo}`}
        rowHeader="what"
      />
    </Disclosure>
  );
}

function dayOfInstant(iso: string): Day {
  return new Date(Date.parse(iso) + 9 * 3_600_000).toISOString().slice(0, 10);
}
