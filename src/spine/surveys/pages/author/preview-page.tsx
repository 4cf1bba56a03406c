import type { Question } from '../../../../core/survey/definition.ts';
import { DescriptionList } from '../../../../ui/description-list.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { Page } from '../../../../ui/page.tsx';
import type { SurveyVersion } from '../../queries/definitions.ts';
import { QuestionFields } from '../sheet/question-fields.tsx';
import { pathOf } from './asking.ts';

/** What a body will see, before anything is sent. Nothing on it can be sent. */
export function PreviewPage(props: { version: SurveyVersion; sample: boolean }) {
  const { document: survey } = props.version;
  return (
    <Page
      title={`${survey.title}の回答の画面`}
      breadcrumb={[
        { title: '調査の定義', href: '/surveys/definitions' },
        { title: survey.title, href: pathOf(props.version) },
        { title: '回答の画面' },
      ]}
      sample={props.sample}
      asOf={`第${props.version.version}版`}
      coverage={`所要時間 約${survey.minutes}分`}
    >
      <Notice kind="info" title="回答者に見える画面の見本です。入力しても保存しません" />
      <DescriptionList
        items={[
          { term: '根拠', detail: survey.legalBasis },
          { term: '目的', detail: survey.purpose },
          { term: '還元', detail: survey.returned },
        ]}
      />
      {survey.sections.map((section) => (
        <section class="dads-section" key={section.id} aria-labelledby={`section-${section.id}`}>
          <h2 id={`section-${section.id}`}>{section.title}</h2>
          {survey.questions
            .filter((question) => question.section === section.id)
            .map((question) => (
              <QuestionFields
                key={question.id}
                question={question}
                given={{ texts: [], remark: '' }}
                hint={hintOf(question, survey.questions)}
              />
            ))}
        </section>
      ))}
    </Page>
  );
}

function hintOf(question: Question, all: readonly Question[]): string {
  const first = question.askedWhen?.[0];
  const other = all.find((one) => one.id === first?.question);
  return other === undefined ? question.help : `（問${other.number}の回答によって聞く設問）${question.help}`;
}
