import { formatDay } from '../../core/calendar.ts';
import type { Paper } from '../../core/paper.ts';
import type { Result } from '../../core/result.ts';
import { PAPER_SOURCE } from './paper-source.ts';
import { type PdfRefusalCode, renderPdf } from './render-pdf.ts';

/** A paper as PDF/UA. `svg`: for looking at it in tests. */
export function paperPdf(
  paper: Paper,
  as: 'pdf' | 'svg' = 'pdf',
): Promise<Result<Uint8Array<ArrayBuffer>, PdfRefusalCode>> {
  return renderPdf(PAPER_SOURCE, { ...paper, dateText: formatDay(paper.on) }, { on: paper.on, as });
}
