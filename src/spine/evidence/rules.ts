import type { FileSource } from '../contracts/file-kind.ts';

/** The series under which what is done here is recorded: 速報, until a survey or a table makes a 確定 of the day. */
export const EVIDENCE_SERIES = 'evidence';

export const EVIDENCE_SOURCE: FileSource = {
  series: EVIDENCE_SERIES,
  title: 'しるべの台帳',
  publisher: '各団体',
  licence: '公共データ利用規約（第1.0版）',
  attribution: '出典：しるべの台帳への各団体の登録（しるべで集計）',
};
