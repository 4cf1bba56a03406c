import { type Day, parseDay } from '../../../core/calendar.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';

export type ProxyRefusal =
  | 'no-such-sheet'
  | 'heard-on'
  | 'heard-later'
  | 'heard-from'
  | 'scan-type'
  | 'scan-too-large';

export const PROXY_SENTENCES: Readonly<Record<ProxyRefusal, string>> = {
  'no-such-sheet': 'その回答票は見つかりません。何も保存していません。',
  'heard-on': '聞いた日を、日付として読めません。例：令和8年4月20日、2026-04-20',
  'heard-later': '聞いた日が、今日より後になっています。',
  'heard-from': '誰から聞いたかを、200字までで入力してください。',
  'scan-type': '控えの画像は、PDF、PNG、JPEGのどれかにしてください。中身で確かめています。',
  'scan-too-large': '控えの画像が大きすぎます（上限 10 MB）。',
};

/** The field of the form that a refusal belongs to. */
export const PROXY_FIELDS: Readonly<Record<ProxyRefusal, string>> = {
  'no-such-sheet': 'heardOn',
  'heard-on': 'heardOn',
  'heard-later': 'heardOn',
  'heard-from': 'heardFrom',
  'scan-type': 'scan',
  'scan-too-large': 'scan',
};

/** 代行入力: heard when and from whom. Both are asked for, because the body must be able to check it. */
export function readHeard(
  given: { readonly heardOn: string; readonly heardFrom: string },
  today: Day,
): Result<{ readonly heardOn: Day; readonly heardFrom: string }, ProxyRefusal> {
  const heardOn = parseDay(given.heardOn);
  if (heardOn === null) return refuse('heard-on', { found: given.heardOn });
  if (heardOn > today) return refuse('heard-later', { found: heardOn });
  const heardFrom = given.heardFrom.trim();
  if (heardFrom === '' || [...heardFrom].length > 200) return refuse('heard-from');
  return ok({ heardOn, heardFrom });
}
