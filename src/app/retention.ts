import type { RetentionKind } from '../platform/audit/retention/kind.ts';
import { auditRetentionKinds } from '../platform/audit/retention/own-kinds.ts';
import { jobRetention } from '../platform/jobs/own-jobs.ts';
import { noticeRetention } from '../spine/notices/mail-jobs.ts';
import { personRetention } from '../spine/posts/departures.ts';
import { surveyRetention } from '../spine/surveys/retention.ts';
import { threadRetention } from '../spine/threads/retention.ts';

/** Kinds of records that have an end. A part that keeps records of people or bodies lists its kind here. */
export const retentionKinds: readonly RetentionKind[] = [
  ...auditRetentionKinds,
  jobRetention,
  noticeRetention,
  personRetention,
  surveyRetention,
  threadRetention,
];
