import { formatDay } from '../../../../core/calendar.ts';
import { Button } from '../../../../ui/button.tsx';
import { Checkbox, HiddenFields, TextField } from '../../../../ui/form.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import type { WholePolicy, WholeVersion } from '../../actions/open.ts';
import { countsFrom, missingOf } from '../../rules/counting.ts';
import { versionTitle } from '../../rules/model.ts';
import type { Failed } from '../asking.ts';
import { DecisionFields, fieldsOf, UndoForm } from '../decision-fields.tsx';
import { decisionText, errorAt, Facts, FormErrors, PolicyPage, VersionState } from '../parts.tsx';

export interface RecordProps {
  readonly whole: WholePolicy;
  readonly at: WholeVersion;
  readonly bodyCode: string;
  readonly bodyName: string;
  readonly csrf: string;
  readonly saved: boolean;
  readonly failed: (Failed & { readonly which: 'decision' | 'publication' | 'undo' }) | null;
}

/** 決裁と公表: what the office has done outside is recorded here, one after the other. */
export function RecordPage(props: RecordProps) {
  const { at, failed } = props;
  const { policy } = props.whole;
  const base = `/overall-policy/${policy.policyNo}`;
  const from = countsFrom(at.version, at.sections);
  const missing = missingOf(at.version, at.sections);
  return (
    <PolicyPage
      title={from === null ? '決裁と公表を記録する' : 'この全体方針は数えています'}
      documentTitle={`決裁と公表：${policy.title}`}
      crumbs={[{ title: policy.title, href: base }, { title: '決裁と公表' }]}
      asOf={`${policy.title}　${versionTitle(at.version.versionNo)}`}
      coverage={from === null ? undefined : `${formatDay(from)}から`}
    >
      <FormErrors failed={failed} />
      {props.saved && failed === null ? <Saved {...props} /> : null}
      {from === null && at.version.decision !== null ? (
        <Notice kind="warning" title="記録は残しましたが、まだ数えません">
          <p>
            <VersionState whole={at} />
          </p>
          {missing.includes('publication') ? <p>公表した日を記録すると、その日から数えます。</p> : null}
          {missing.includes('vision') || missing.includes('roadmap') ? (
            <p>ビジョンと工程表の両方がある版だけを数えます。</p>
          ) : null}
        </Notice>
      ) : null}
      {at.version.decision === null ? (
        <DecisionForm {...props} base={base} />
      ) : (
        <>
          <Facts
            rows={[
              ['決裁', decisionText(at.version.decision)],
              ['公表日', at.version.publishedOn === null ? '記録なし' : formatDay(at.version.publishedOn)],
              [
                '公表の場所',
                at.version.publishedUrl ?? `しるべの公表ページ（/overall-policy/of/${props.bodyCode}）`,
              ],
            ]}
          />
          <PublicationForm {...props} base={base} />
          <UndoForm
            action={`${base}/versions/${at.version.versionNo}/undo`}
            csrf={props.csrf}
            failed={failed?.which === 'undo' ? failed : null}
            title="誤って記録したときは、決裁の記録を取り消す"
            effect="公表日の記録も外れ、この版は数えなくなります。本文は残り、また書き直せます。"
            button="決裁の記録を取り消す"
          />
        </>
      )}
    </PolicyPage>
  );
}

function Saved(props: RecordProps) {
  const from = countsFrom(props.at.version, props.at.sections);
  return (
    <Notice kind="success" title="記録しました" live>
      <p>
        {from === null ? '足りない記録がそろうと、数え始めます。' : `${formatDay(from)}から数えています。`}
      </p>
      {from === null ? null : (
        <ul class="dads-list">
          <li>
            <a href={`/overall-policy/of/${props.bodyCode}`}>住民向けの公表ページを見る</a>
          </li>
          <li>
            <a href="/roadmap">次は、工程表に個別取組を登録する</a>
          </li>
        </ul>
      )}
    </Notice>
  );
}

function DecisionForm(props: RecordProps & { base: string }) {
  const { at } = props;
  const failed = props.failed?.which === 'decision' ? props.failed : null;
  const { ticked } = fieldsOf(failed);
  return (
    <section class="dads-section" aria-labelledby="decision">
      <h2 id="decision">1　決裁を記録する</h2>
      <p>
        決裁は、団体の文書管理で受けます。
        <a href={`${props.base}/versions/${at.version.versionNo}/paper`}>決裁用案を開いて印刷する</a>
      </p>
      <form method="post" action={`${props.base}/versions/${at.version.versionNo}/decision`}>
        <HiddenFields csrf={props.csrf} values={{ edition: String(at.version.edition) }} />
        <DecisionFields
          failed={failed}
          documentHint="団体の文書管理システムの番号。例：企第123号"
          bodyName={props.bodyName}
        />
        <Checkbox {...ticked('onBehalf')} label="代決" />
        <Checkbox
          {...ticked('seenLater')}
          label="後閲済み"
          hint="代決のときに、決裁者が後で見たことを記録します。"
        />
        <Checkbox {...ticked('samePerson')} label="起案者と決裁者が同一人" />
        <Button>決裁を記録する</Button>
      </form>
    </section>
  );
}

function PublicationForm(props: RecordProps & { base: string }) {
  const { at } = props;
  const failed = props.failed?.which === 'publication' ? props.failed : null;
  const { publishedOn, publishedUrl } = at.version;
  return (
    <section class="dads-section" aria-labelledby="publication">
      <h2 id="publication">2　公表を記録する</h2>
      <form method="post" action={`${props.base}/versions/${at.version.versionNo}/publication`}>
        <HiddenFields csrf={props.csrf} />
        <TextField
          name="publishedOn"
          label="公表日"
          hint="住民が見られるようにした日。まだのときは空欄のままにします。"
          value={failed?.form.text('publishedOn') ?? publishedOn ?? ''}
          error={errorAt(failed, 'publishedOn')}
        />
        <TextField
          name="publishedUrl"
          id="f-url"
          label="公表した場所のアドレス"
          hint="空欄なら、しるべの公表ページを公表の場所とします。"
          size="full"
          value={failed?.form.text('publishedUrl') ?? publishedUrl ?? at.version.url ?? ''}
          error={errorAt(failed, 'url')}
        />
        <Button>{publishedOn === null ? '公表を記録する' : '公表の記録を直す'}</Button>
      </form>
    </section>
  );
}
