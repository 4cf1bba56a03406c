import { formatDay } from '../core/calendar.ts';
import { dayInJapan } from '../core/known-on.ts';

/** 「令和8年4月1日（2026年）9時12分」 of an instant such as `2026-04-01T00:12:00Z`, in Japan. */
export function instantText(iso: string): string {
  const milliseconds = Date.parse(iso);
  const minutes = Math.floor(milliseconds / 60_000) + 9 * 60;
  const clock = `${Math.floor(minutes / 60) % 24}時${String(minutes % 60).padStart(2, '0')}分`;
  return `${formatDay(dayInJapan(milliseconds))}${clock}`;
}
