import { Button } from '../../../../ui/button.tsx';
import { HiddenFields } from '../../../../ui/form.tsx';
import { Page } from '../../../../ui/page.tsx';
import { DataTable } from '../../../../ui/table.tsx';
import type { OpenSheet } from '../../actions/open-sheet.ts';
import { answerText } from '../../rules/answer-text.ts';
import { counts } from '../../rules/deadline.ts';
import { answerFaultSentence, KEPT_SENTENCES } from '../../rules/sentences.ts';
import { instantOf } from '../chain/parts.tsx';
import { fieldHref, mayWrite, questionOf, sheetPath } from './view.ts';

/** 控え: all that was typed and does not count, offered again. */
export function AsidePage(props: { view: OpenSheet; csrf: string; sample: boolean }) {
  const { view } = props;
  const open = counts(view.acceptance);
  const name = (id: string) => {
    const question = questionOf(view, id);
    return question === undefined ? id : `問${question.number}　${question.title}`;
  };
  return (
    <Page
      title={`控えは${view.kept.length + view.raws.length}件あります`}
      documentTitle={`控え 回答票 ${view.sheet.sheetNo}`}
      breadcrumb={[
        { title: '全国', href: '/' },
        { title: '調査・照会', href: '/surveys' },
        { title: `回答票 ${view.sheet.sheetNo}`, href: sheetPath(view) },
        { title: '控え' },
      ]}
      sample={props.sample}
      lead={<p>入力されたもののうち、回答に数えていないものです。消えることはありません。</p>}
    >
      <section class="dads-section">
        <h2>回答として読めない入力</h2>
        <DataTable
          caption="回答として読めない入力"
          captionHidden
          wide
          columns={[
            {
              id: 'question',
              title: '設問',
              cell: (raw) => <a href={fieldHref(view, raw.questionId)}>{name(raw.questionId)}</a>,
            },
            {
              id: 'texts',
              title: '入力',
              cell: (raw) => `${raw.texts.join('、')}${raw.remark === null ? '' : `　補足：${raw.remark}`}`,
            },
            {
              id: 'why',
              title: '理由',
              cell: (raw) => answerFaultSentence({ ok: false, code: raw.fault, detail: raw.detail }),
            },
            { id: 'who', title: '職と日時', cell: (raw) => `${raw.seatTitle}、${instantOf(raw.savedAt)}` },
          ]}
          rows={view.raws}
          rowKey={(raw) => raw.rawId}
          empty="ありません。"
        />
      </section>
      <section class="dads-section">
        <h2>数えなかった回答</h2>
        {view.kept.length === 0 ? (
          <p>ありません。</p>
        ) : (
          <form method="post" action={sheetPath(view, '/aside')}>
            <HiddenFields csrf={props.csrf} />
            <ul class="survey-aside">
              {view.kept.map((kept) => {
                const question = questionOf(view, kept.questionId);
                const key = `${kept.questionId}@${kept.revision}`;
                return (
                  <li key={key}>
                    <p>
                      <a href={fieldHref(view, kept.questionId)}>{name(kept.questionId)}</a>
                    </p>
                    <p>
                      控え：
                      {question === undefined ? '' : (answerText(question, kept.value) ?? '未回答に戻す')}
                      {kept.remark ? `　補足：${kept.remark}` : ''}（{kept.seatTitle}、
                      {instantOf(kept.savedAt)}）
                    </p>
                    <p>
                      今の回答：
                      {question === undefined
                        ? ''
                        : (answerText(question, view.values[kept.questionId]) ?? '未回答')}
                    </p>
                    <p class="dads-subtle">
                      {kept.keptBecause === null
                        ? ''
                        : (KEPT_SENTENCES[kept.keptBecause as keyof typeof KEPT_SENTENCES] ?? '')}
                    </p>
                    {mayWrite(view, kept.questionId) ? (
                      <div class="dads-row">
                        {open ? (
                          <Button kind="secondary" name="choose" value={`taken:${key}`}>
                            問{question?.number ?? ''}は控えを回答にする
                          </Button>
                        ) : null}
                        <Button kind="text" name="choose" value={`left:${key}`}>
                          問{question?.number ?? ''}は今の回答のままにする
                        </Button>
                      </div>
                    ) : null}
                  </li>
                );
              })}
            </ul>
          </form>
        )}
      </section>
    </Page>
  );
}
