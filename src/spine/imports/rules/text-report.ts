import type { Day } from '../../../core/calendar.ts';
import { formatDay } from '../../../core/calendar.ts';
import type { Rejection } from '../../contracts/file-kind.ts';
import type { FileReport } from './report.ts';

const SHOWN = 20;

function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 「シート1」12 行 3 列: …（記載「x」、期待「y」） */
export function rejectionText(rejection: Rejection): string {
  const { sheet, row, column, found, expected, message } = rejection;
  if (row === 0) return message;
  const place = `${sheet === '' ? '' : `「${sheet}」`}${row} 行${column === 0 ? '' : ` ${column} 列`}`;
  return `${place}: ${message}（記載「${found}」、期待「${expected}」）`;
}

function some(lines: readonly string[]): readonly string[] {
  const rest = lines.length - SHOWN;
  return rest > 0 ? [...lines.slice(0, SHOWN), `ほか ${number(rest)} 件`] : lines;
}

/** One file for a person at a terminal. */
export function textReport(file: {
  readonly fileName: string;
  readonly asOf: Day | null;
  readonly report: FileReport;
}): readonly string[] {
  const { report } = file;
  const { counts, cells } = report;
  const lines = [file.fileName];
  const add = (line: string) => lines.push(`  ${line}`);
  if (report.kindTitle !== null) add(`種類: ${report.kindTitle}（${report.why}）`);
  if (file.asOf !== null) add(`基準日: ${formatDay(file.asOf)}`);
  if (report.kindTitle !== null) {
    const rows = `一致 ${number(counts.matched)}、不一致 ${counts.unmatched}、要判断 ${counts.ambiguous}`;
    add(`団体: ${rows}、団体でない行 ${number(counts.ignored)}`);
  }
  if (report.rejected.length > 0) {
    add(`取り込めません（${number(report.rejected.length)} 件）`);
    for (const line of some(report.rejected.map(rejectionText))) add(`  ${line}`);
    return lines;
  }
  for (const question of report.questions) {
    if (question.kind === 'absent') {
      add(`要判断: ${question.why}`);
      add('  無い団体の値を変えずに取り込むときは、--accept-absent を付けます。');
      continue;
    }
    const candidates = question.candidates.map((each) => `${each.name} ${each.bodyCode}`).join('、');
    add(
      `要判断: ${question.row} 行「${question.written}」 ${question.why}${candidates === '' ? '' : ` 候補: ${candidates}`}`,
    );
  }
  if (report.alreadyDone) add('同じ資料を取込済みです。何も変わりません。');
  else if (report.questions.length === 0) {
    const older = cells.older === 0 ? '' : `、古い版のため変更なし ${number(cells.older)}`;
    add(
      `値: 追加 ${number(cells.inserted)}、差替え ${number(cells.superseded)}、変更なし ${number(cells.unchanged)}${older}`,
    );
  }
  if (report.missing > 0)
    add(`前の版にあり今回の資料に無い値: ${number(report.missing)}（前の値を残します）`);
  if (report.controlsChecked > 0) add(`合計の照合: ${number(report.controlsChecked)} 件が一致`);
  for (const remark of some(report.remarks)) add(`注意: ${remark}`);
  return lines;
}
