import type { RetentionKind } from '../../platform/audit/retention/kind.ts';
import { deleteWorkingPapers, dueWorkingPapers } from './queries/retention.ts';

/** Drafts are not the record: what was decided, handed in and 確定 stays with the figures that stand on it. */
export const surveyRetention: RetentionKind = {
  id: 'survey-working-papers',
  title: '回答の下書き・控え・回答票ファイル・庁内照会（調査回の確定後）',
  defaultYears: 3,
  due: dueWorkingPapers,
  dispose: async (tx, { bodyCode, before }) => ({ count: await deleteWorkingPapers(tx, bodyCode, before) }),
};
