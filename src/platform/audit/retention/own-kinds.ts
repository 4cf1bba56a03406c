import { sha256 } from '../entry.ts';
import { disposeEntries, dueEntries, dueNames, eraseDueNames } from '../queries/retention.ts';
import { disposalFingerprint, disposalLine } from '../verify.ts';
import type { RetentionKind } from './kind.ts';

function entries(kind: 'write' | 'read', id: string, title: string, defaultYears: number): RetentionKind {
  return {
    id,
    title,
    defaultYears,
    due: (db, before) => dueEntries(db, kind, before),
    async dispose(tx, scope) {
      const gone = await disposeEntries(tx, kind, scope);
      const lines = gone.map((row) => disposalLine({ bodyCode: scope.bodyCode, ...row }));
      return { count: BigInt(gone.length), fingerprint: disposalFingerprint(lines) };
    },
  };
}

/** Names go before entries: who acted need not be known as long as what was done. */
const names: RetentionKind = {
  id: 'audit-name',
  title: '監査の記録の氏名（最後の操作から）',
  defaultYears: 5,
  due: dueNames,
  async dispose(tx, { before, at }) {
    const erased = await eraseDueNames(tx, before, at);
    return { count: BigInt(erased.length), fingerprint: sha256([...erased].sort().join('\n')) };
  },
};

export const auditRetentionKinds: readonly RetentionKind[] = [
  entries('write', 'audit-write', '監査の記録（操作）', 10),
  entries('read', 'audit-read', '監査の記録（閲覧）', 3),
  names,
];
