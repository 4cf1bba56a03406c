import type { Refusal } from '../../../core/result.ts';

/** Largest file that is taken as evidence or scan; offices' own mail gateways stop at about this. */
export const EVIDENCE_BYTES = 10 * 1024 * 1024;

/** What is taken, by content: what an office has, and what it can open without risk. */
export const EVIDENCE_TYPES: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'text/plain': 'テキスト',
};

/** A scan of a paper sheet. */
export const SCAN_TYPES: readonly string[] = ['application/pdf', 'image/png', 'image/jpeg'];

export type EvidenceRefusal =
  | 'no-such-sheet'
  | 'no-such-question'
  | 'not-yours'
  | 'evidence-title-missing'
  | 'evidence-text-too-long'
  | 'evidence-bad-link'
  | 'evidence-no-file'
  | 'evidence-too-large'
  | 'evidence-type'
  | 'scan-type';

export const EVIDENCE_SENTENCES: Readonly<Record<EvidenceRefusal, string>> = {
  'no-such-sheet': 'その回答票は見つかりません。何も保存していません。',
  'no-such-question': 'この調査に無い設問です。何も保存していません。',
  'not-yours': 'この職では、根拠資料を付けられません。',
  'evidence-title-missing': '資料の名前を入力してください。',
  'evidence-text-too-long': '200字までにしてください。',
  'evidence-bad-link': 'アドレスは、http:// か https:// で始めてください。',
  'evidence-no-file': 'ファイルを選んでください。',
  'evidence-too-large': 'ファイルが大きすぎます（上限 10 MB）。必要なページだけにしてください。',
  'evidence-type':
    'この種類のファイルは付けられません。PDF、PNG、JPEG、.xlsx、.docx、テキストのどれかにしてください。',
  'scan-type': '控えの画像は、PDF、PNG、JPEGのどれかにしてください。中身で確かめています。',
};

export function evidenceSentence(refusal: Refusal<EvidenceRefusal>): string {
  return EVIDENCE_SENTENCES[refusal.code];
}

/** A link that a reader may follow: an ordinary web address, nothing that runs. */
export function webAddress(text: string): string | null {
  const plain = text.trim();
  if (plain.length > 500 || /\s/.test(plain) || !/^https?:\/\/[^/]/i.test(plain)) return null;
  return plain;
}
