import type { RetentionKind } from '../platform/audit/retention/kind.ts';
import { auditRetentionKinds } from '../platform/audit/retention/own-kinds.ts';

/** Kinds of records that have an end. A part that keeps records of people or bodies lists its kind here. */
export const retentionKinds: readonly RetentionKind[] = [...auditRetentionKinds];
