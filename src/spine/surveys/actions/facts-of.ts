import type { AnswerValue } from '../../../core/survey/answer.ts';
import type { HandedIn } from '../queries/chain.ts';
import type { FactsOfBody } from './record-facts.ts';

/** What one body handed in, as `recordFacts` takes it; nothing handed in gives 未回答 throughout. */
export function factsOf(bodyCode: string, handed: ReadonlyMap<string, HandedIn> | undefined): FactsOfBody {
  const answers: Record<string, AnswerValue> = {};
  const remarks: Record<string, string> = {};
  let decisionNo: number | null = null;
  for (const [id, one] of handed ?? []) {
    answers[id] = one.value;
    if (one.remark !== null) remarks[id] = one.remark;
    decisionNo = one.decisionNo;
  }
  return { bodyCode, answers, remarks, decisionNo };
}
