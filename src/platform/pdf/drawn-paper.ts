import type { Paper } from '../../core/paper.ts';
import { HttpProblem } from '../http/problem.ts';
import { paperPdf } from './paper-pdf.ts';
import type { PdfRefusalCode } from './render-pdf.ts';

const REFUSALS: Readonly<Record<PdfRefusalCode, { readonly status: 422 | 503; readonly title: string }>> = {
  'pdf-not-here': { status: 503, title: 'この機種のサーバーでは、PDFを作れません。' },
  'pdf-busy': { status: 503, title: 'PDFの作成が混み合っています。少し待ってから、もう一度開いてください。' },
  'pdf-too-large': { status: 422, title: '内容が多すぎるため、PDFを作れませんでした。' },
};

/**
 * A paper as PDF for an answer.
 * @param instead address where the same stands as a page to print
 * @throws HttpProblem 422 or 503 that leads there
 */
export async function drawnPaper(paper: Paper, instead: string): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await paperPdf(paper);
  if (pdf.ok) return pdf.value;
  const { status, title } = REFUSALS[pdf.code];
  throw new HttpProblem(status, title, `同じ内容を、印刷用のページ（${instead}）から印刷できます。`);
}
