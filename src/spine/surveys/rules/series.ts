import type { SurveyDefinition } from '../../../core/survey/definition.ts';
import type { FileSource } from '../../contracts/file-kind.ts';

/** The series of sources under which answers to a survey are recorded: only the same survey supersedes itself. */
export function seriesOf(surveyId: string): string {
  return `survey-${surveyId}`;
}

/** As a source is named at the foot of a page. */
export function sourceOf(survey: Pick<SurveyDefinition, 'id' | 'title'>): FileSource {
  return {
    series: seriesOf(survey.id),
    title: `調査「${survey.title}」の回答`,
    publisher: '調査を行った団体',
    licence: '公共データ利用規約（第1.0版）',
    attribution: `出典：調査「${survey.title}」への各団体の回答（しるべで集計）`,
  };
}
