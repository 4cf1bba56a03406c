import { assets } from '../../../../ui/assets.ts';
import { Button } from '../../../../ui/button.tsx';
import { HiddenFields } from '../../../../ui/form.tsx';
import { instantText } from '../../../../ui/instant-text.ts';
import { Notice } from '../../../../ui/notice.tsx';
import { versionTitle } from '../../rules/model.ts';
import { sectionText, sectionTitle, stepState, WRITE_STEPS, type WriteStep } from '../../rules/sections.ts';
import type { Failed } from '../asking.ts';
import { FormErrors, Lines, PolicyPage, VersionState } from '../parts.tsx';
import { StepFields } from './step-fields.tsx';
import type { WriteView } from './write-view.ts';

export function writePath(view: Pick<WriteView, 'whole' | 'at'>, step: WriteStep): string {
  return `/overall-policy/${view.whole.policy.policyNo}/versions/${view.at.version.versionNo}/write/${step}`;
}

const LEADS: Readonly<Record<Exclude<WriteStep, 'check'>, string>> = {
  vision: '何のために、どのような姿を目指すかを、住民にも分かる言葉で書きます。',
  current: '今の状況と困っていることを書きます。分かっている数値は、選ぶだけで載せられます。',
  items: '国の計画の取組事項ごとに、扱いと方針を書きます。空欄の項目は載りません。',
  structure: '誰が率い、どの会議で決め、どの課が進めるかを書きます。',
  roadmap: 'いつ、何をするかを書きます。年度と内容のある項目だけが工程表に載ります。',
};

/** One step of writing. Saved by its buttons, and with script whenever a field is left. */
export function WritePage(props: { view: WriteView; csrf: string; failed: Failed | null }) {
  const { view, csrf, failed } = props;
  const { step } = view;
  const index = WRITE_STEPS.findIndex(({ id }) => id === step);
  const { title, minutes } = WRITE_STEPS[index] ?? WRITE_STEPS[0];
  const previous = WRITE_STEPS[index - 1];
  const next = WRITE_STEPS[index + 1];
  const { saveAsYouGo } = assets();
  const { policy } = view.whole;
  return (
    <PolicyPage
      title={`${index + 1}　${title}を書く`}
      documentTitle={`${title}：${policy.title}`}
      crumbs={[{ title: policy.title, href: `/overall-policy/${policy.policyNo}` }, { title }]}
      asOf={`${policy.title}　${versionTitle(view.at.version.versionNo)}`}
      coverage={`この段階は約${minutes}分`}
      lead={<p>{step === 'check' ? '' : LEADS[step]}</p>}
    >
      <StepList view={view} />
      <p>
        <VersionState whole={view.at} />
      </p>
      <FormErrors failed={failed} />
      {view.saved === null || failed !== null ? null : (
        <Notice kind="success" title="保存しました" live>
          <p>ここでやめても、次に開いたときに続きから書けます。</p>
        </Notice>
      )}
      <KeptTexts view={view} csrf={csrf} />
      {view.example && failed === null ? (
        <Notice kind="info" title="空欄に例文を入れました">
          <p>団体の考えに合わせて直してください。例文は、保存するまで残りません。</p>
        </Notice>
      ) : null}
      <form method="post" action={writePath(view, step)} class="policy-form" data-save-as-you-go>
        <HiddenFields csrf={csrf} values={{ example: view.example ? '1' : '' }} />
        {/* Enter in a field presses the first button of a form: that must be the plain one. */}
        <button class="dads-hidden" type="submit" name="do" value="stay" tabIndex={-1} aria-hidden="true">
          保存する
        </button>
        {view.example ? null : (
          <div class="dads-row">
            <Button kind="secondary" name="do" value="example">
              空欄に例文を入れる
            </Button>
            <a href={writePath(view, step).replace(/write\/.*$/, 'workbook')}>Excelで書く</a>
          </div>
        )}
        <StepFields view={view} failed={failed} />
        <div class="dads-row policy-form__buttons">
          <Button name="do" value="next">
            保存して「{next?.title ?? '確認'}」へ進む
          </Button>
          <Button kind="secondary" name="do" value="stay">
            保存してこのページに残る
          </Button>
        </div>
        <p class="dads-subtle" role="status" data-save-status />
        {saveAsYouGo === undefined ? null : <script src={saveAsYouGo} defer />}
      </form>
      {previous === undefined ? null : (
        <p>
          <a href={writePath(view, previous.id)}>前の段階（{previous.title}）に戻る</a>
        </p>
      )}
    </PolicyPage>
  );
}

const STATE_WORDS = { done: '済み', partly: '途中', open: '未着手' } as const;
const LOOKS = { done: 'done', partly: 'next', open: 'next' } as const;

/** All steps with their minutes and how far they are; each can be opened in any order. */
export function StepList(props: { view: Pick<WriteView, 'whole' | 'at' | 'items' | 'step'> }) {
  const { view } = props;
  return (
    <nav class="dads-steps policy-steps" aria-label="書く段階">
      <ol>
        {WRITE_STEPS.map(({ id, title, minutes }, index) => {
          const state = id === 'check' ? null : stepState(id, view.at.sections, view.items);
          const current = id === view.step;
          const look = current ? 'current' : state === null ? 'next' : LOOKS[state];
          return (
            <li
              key={id}
              class={`dads-steps__item dads-steps__item--${look}`}
              aria-current={current ? 'step' : undefined}
            >
              <span class="dads-steps__number" aria-hidden="true">
                {look === 'done' ? '✓' : index + 1}
              </span>
              <span>
                {current ? title : <a href={writePath(view, id)}>{title}</a>}
                <small>
                  約{minutes}分{state === null ? '' : `・${STATE_WORDS[state]}`}
                </small>
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** What somebody typed while another had saved: both texts, and three ways on. */
function KeptTexts(props: { view: WriteView; csrf: string }) {
  const { view, csrf } = props;
  return (
    <>
      {view.kept.map((one) => {
        const now = view.at.sections.get(one.section);
        const title = sectionTitle(one.section, view.items);
        const value = `${one.section}@${one.revision}`;
        return (
          <section
            class="policy-kept"
            key={value}
            aria-label={`「${title}」に、二人の文があります`}
            data-section={one.section}
          >
            <h2>「{title}」に、二人の文があります</h2>
            <dl class="policy-kept__texts">
              <div>
                <dt>
                  今の文（{now === undefined ? 'なし' : `${now.seatTitle}、${instantText(now.savedAt)}`}）
                </dt>
                <dd>
                  <Lines text={now === undefined ? '（空欄）' : sectionText(now)} />
                </dd>
              </div>
              <div>
                <dt>
                  控え（{one.seatTitle}、{instantText(one.savedAt)}）
                </dt>
                <dd>
                  <Lines text={sectionText(one)} />
                </dd>
              </div>
            </dl>
            <form class="dads-row" method="post" action={writePath(view, view.step)}>
              <HiddenFields csrf={csrf} values={{ [`s.${one.section}`]: String(now?.revision ?? 0) }} />
              <Button kind="secondary" name="take" value={value}>
                「{title}」は控えの文にする
              </Button>
              <Button kind="secondary" name="leave" value={value}>
                「{title}」は今の文のままにする
              </Button>
            </form>
          </section>
        );
      })}
    </>
  );
}
