import type { Question } from '../../../../core/survey/definition.ts';
import { conditionText } from '../../rules/progress.ts';

/** How a question is answered, in words: 「一つだけ：いる／いない」, and when it is asked. */
export function questionShape(question: Question, questions: readonly Question[]): string {
  const condition = conditionText(question, questions);
  return [
    shapeOf(question),
    question.mayNotApply === true ? '「該当なし」も可' : '',
    question.optional === true ? '任意' : '',
    condition === '' ? '' : `${condition}に聞く`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function shapeOf({ kind }: Question): string {
  const titles = 'options' in kind ? kind.options.map((option) => option.title).join('／') : '';
  switch (kind.type) {
    case 'choice':
      return `一つだけ：${titles}`;
    case 'choices':
      return `${kind.atMost === null ? 'いくつでも' : `${kind.atMost}つまで`}：${titles}`;
    case 'number':
      return `数値（${kind.unit}）`;
    case 'share':
      return `${kind.baseTitle}と、うち${kind.valueTitle}（${kind.unit}）`;
    case 'date':
      return '日付';
    case 'text':
      return `文章（${kind.maxLength}字まで）`;
  }
}
