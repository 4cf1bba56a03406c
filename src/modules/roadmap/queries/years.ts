import type { BodyCode } from '../../../core/body-code.ts';
import type { Day } from '../../../core/calendar.ts';
import type { Tx } from '../../../platform/db/database.ts';
import '../tables.ts';
import type { Written } from './lines.ts';

export type YearAnswer = 'confirmed' | 'changed' | 'ended';

export interface OpenYear {
  readonly fiscalYear: number;
  readonly openedOn: Day;
  readonly seatTitle: string;
}

/** Newest first. */
export async function yearsOf(tx: Tx, bodyCode: BodyCode): Promise<readonly OpenYear[]> {
  const rows = await tx
    .selectFrom('roadmap.year')
    .selectAll()
    .where('body_code', '=', bodyCode)
    .orderBy('fiscal_year', 'desc')
    .execute();
  return rows.map((row) => ({
    fiscalYear: row.fiscal_year,
    openedOn: row.opened_on,
    seatTitle: row.seat_title,
  }));
}

/** 期首: one line as it stood when the year was opened. */
export interface YearLine {
  readonly lineNo: number;
  readonly edition: number;
  readonly answer: YearAnswer;
  readonly reason: string | null;
}

export async function yearLinesOf(
  tx: Tx,
  bodyCode: BodyCode,
  fiscalYear: number,
): Promise<readonly YearLine[]> {
  const rows = await tx
    .selectFrom('roadmap.year_line')
    .selectAll()
    .where('body_code', '=', bodyCode)
    .where('fiscal_year', '=', fiscalYear)
    .orderBy('line_no')
    .execute();
  return rows.map((row) => ({
    lineNo: row.line_no,
    edition: row.edition,
    answer: row.answer,
    reason: row.reason,
  }));
}

/** The year with its 期首, in one. */
export async function insertYear(
  tx: Tx,
  bodyCode: BodyCode,
  year: { readonly fiscalYear: number; readonly openedOn: Day },
  lines: readonly YearLine[],
  by: Written,
): Promise<void> {
  await tx
    .insertInto('roadmap.year')
    .values({
      body_code: bodyCode,
      fiscal_year: year.fiscalYear,
      opened_on: year.openedOn,
      seat_id: by.seatId,
      seat_title: by.seatTitle,
      opened_at: by.at,
    })
    .execute();
  if (lines.length === 0) return;
  await tx
    .insertInto('roadmap.year_line')
    .values(
      lines.map((line) => ({
        body_code: bodyCode,
        fiscal_year: year.fiscalYear,
        line_no: line.lineNo,
        edition: line.edition,
        answer: line.answer,
        reason: line.reason,
      })),
    )
    .execute();
}
