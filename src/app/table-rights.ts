import type { TableRights } from '../platform/db/app-role.ts';

/**
 * Where the role of the running server may do less, or more, than read and write. Everything else is readable and
 * writable for it, within the policies of row-level security.
 */
export const tableRights: TableRights = {
  onlyReading: false,
  readOnly: [
    'platform.migration',
    'platform.copy',
    'audit.head',
    'audit.link',
    'audit.disposed',
    'audit.retention_class',
  ],
  appendOnly: [
    'observations.observation',
    'observations.confirmation',
    'observations.older',
    'observations.batch',
    'observations.batch_sheet',
    'audit.entry',
    'audit.digest',
    'audit.digest_head',
    'notices.notice',
    'notices.notice_attachment',
    'notices.attachment',
    'notices.delivery',
    'notices.receipt',
    'notices.seen',
    'threads.message',
    'threads.file',
    'threads.content',
    'evidence.record',
    'evidence.mark',
    'structure.entry',
    'structure.joint_step',
    'standardization.step_event',
    'standardization.privacy_assessment',
    'standardization.system_limit',
    'standardization.month_close',
    'standardization.verdict',
    'standardization.plan_version',
    'steps.event',
    'steps.planned',
    'steps.step_name',
    'roadmap.entry',
    'roadmap.decision',
    'roadmap.year',
    'roadmap.sharing',
    'roadmap.year_line',
  ],
  truncated: ['rollup.cell'],
  analysed: ['observations.observation', 'observations.shadowed', 'observations.confirmation'],
};

/** On the public side. */
export const publicTableRights: TableRights = {
  onlyReading: true,
  readOnly: [],
  appendOnly: [],
  truncated: [],
  analysed: [],
};
