import { SAMPLE_FROM } from '../../../core/body-code.ts';
import type { CopiedTables } from '../../../platform/db/backup/copied.ts';

/**
 * What is published, and nothing of how it came about: no drafts, kept texts, events or uploads, no post that wrote it. A
 * PDF goes along only where the office gave no address: what stands on its own site need not be carried over.
 */
export const copiedOverallPolicy: CopiedTables = (sample) => {
  const realm = sample ? 'true' : `t.body_code < '${SAMPLE_FROM}'`;
  const published = `(t.body_code, t.policy_no, t.version_no) in (select v.body_code, v.policy_no, v.version_no
    from overall_policy.version v where v.published_on is not null)`;
  return [
    {
      table: 'overall_policy.policy',
      where: `${realm} and exists (select from overall_policy.version v
        where v.body_code = t.body_code and v.policy_no = t.policy_no and v.published_on is not null)`,
      columns: { created_by: `''`, abolish_document_no: 'null', abolish_decider: 'null' },
    },
    {
      table: 'overall_policy.version',
      where: `${realm} and t.published_on is not null`,
      columns: {
        created_by: `''`,
        document_no: `''`,
        decider: `''`,
        on_behalf: 'false',
        seen_later: 'false',
        same_person: 'false',
      },
    },
    {
      table: 'overall_policy.section',
      from: `(select s.* from overall_policy.section_now s)`,
      where: `${realm} and ${published}`,
      columns: { seat_title: `''` },
    },
    {
      table: 'overall_policy.file',
      where: `${realm} and exists (select from overall_policy.version v where v.body_code = t.body_code
        and v.file_sha256 = t.sha256 and v.published_on is not null and v.url is null and v.published_url is null)`,
    },
    {
      table: 'overall_policy.consent',
      where: `${realm} and t.state = 'agreed' and exists (select from overall_policy.version v
        where v.body_code = t.lead_code and v.policy_no = t.policy_no and v.published_on is not null)`,
      columns: {
        asked_by: `''`,
        document_no: 'null',
        decider: 'null',
        answered_by: 'null',
        same_person: 'false',
      },
    },
  ];
};
