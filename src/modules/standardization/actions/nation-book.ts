import { z } from 'zod';
import { wholeOf } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import { audit } from '../../../platform/audit/actions.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { withScope } from '../../../platform/db/scope.ts';
import type { Clock } from '../../../platform/deps.ts';
import { writeTables } from '../../../platform/files/write-tables.ts';
import { enqueue } from '../../../platform/jobs/actions.ts';
import { defineJob, JobInterrupted } from '../../../platform/jobs/handler.ts';
import { prefectures } from '../../../spine/bodies/queries/register.ts';
import type { Seat } from '../../../spine/contracts/seat.ts';
import { monthText, monthTitle } from '../rules/month.ts';
import { type StatusSheet, statusTables } from '../rules/status-book.ts';
import { writerOf } from './by.ts';
import { sheetOfPrefecture } from './export.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Puts the ministry's workbook of the whole nation into the queue; its page shows how far it is, then the file. */
export async function beginNationBook(tx: Tx, clock: Clock, seat: Seat, month: Day): Promise<string> {
  const { jobId } = await enqueue(tx, clock, {
    kind: makeNationBook.kind,
    payload: { bodyCode: seat.bodyCode, month },
    bodyCode: seat.bodyCode,
    askedBy: seat.seatId,
    title: `標準化の進み具合（${monthTitle(month)}、全国のExcel）`,
  });
  await audit(tx, clock, {
    actor: writerOf(seat).actor,
    action: 'standardization:book.make',
    object: { kind: 'standardization-month', id: `${wholeOf(seat.bodyCode)}-${monthText(month)}` },
    bodyCode: null,
  });
  return jobId;
}

/** Both sheets of all municipalities, a prefecture read at a time, in the scope of the nation that asked. */
export const makeNationBook = defineJob({
  kind: 'standardization.nation-book',
  title: '標準化の進み具合（全国のExcel）',
  payload: z.object({ bodyCode: z.string(), month: z.string() }),
  async run(job) {
    const { bodyCode, month } = job.payload;
    const { db } = job.deps;
    const areas = await prefectures(db, month, 'infinity', wholeOf(bodyCode));
    const parts: StatusSheet[] = [];
    for (const [index, area] of areas.entries()) {
      if (job.signal.aborted) throw new JobInterrupted();
      await job.progress(index, areas.length, `${area.name}を読んでいます。`);
      const scope = { kind: 'nation', bodyCode } as const;
      parts.push(await withScope(db, scope, (tx) => sheetOfPrefecture(tx, month, area.bodyCode)));
    }
    const [first] = parts;
    if (first === undefined) return job.finish(async () => ({ bodies: 0 }));
    await job.progress(areas.length, areas.length, '表に書いています。');
    const sheet = { ...first, bodies: parts.flatMap((part) => part.bodies) };
    const pieces: Uint8Array[] = [];
    for await (const piece of writeTables(statusTables(sheet))) pieces.push(piece);
    const name = `標準化_${wholeOf(bodyCode)}_${monthText(month)}.xlsx`;
    await job.finish(async (tx) => {
      await job.file(tx, { name, mediaType: XLSX, bytes: Buffer.concat(pieces) });
      return { bodies: sheet.bodies.length };
    });
  },
});
