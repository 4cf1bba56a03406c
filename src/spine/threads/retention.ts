import type { RetentionKind } from '../../platform/audit/retention/kind.ts';
import { deleteThreads, dueThreads } from './queries/retention.ts';

export const threadRetention: RetentionKind = {
  id: 'thread',
  title: '連絡・助言のやり取りと添付（送った団体の文書として、回答か完了の後）',
  defaultYears: 5,
  due: dueThreads,
  dispose: async (tx, { bodyCode, before }) => ({ count: await deleteThreads(tx, bodyCode, before) }),
};
