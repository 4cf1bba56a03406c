import { readFileSync } from 'node:fs';
import { fontFiles, openCompiler } from './compiler.ts';
import { fitData } from './fit-text.ts';
import { coverageOf } from './font-coverage.ts';
import type { PdfAnswer, PdfOrder } from './render-pdf.ts';

/**
 * The process that makes one PDF: the order by standard input, one answer by message, then it ends. The compiler is native
 * code; a fault in it costs this process and never the server.
 */
async function answer(): Promise<PdfAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const order = JSON.parse(Buffer.concat(chunks).toString('utf8')) as PdfOrder;
  const fonts = fontFiles().map((file) => readFileSync(file));
  const coverages = fonts.map(coverageOf);
  const missing = new Set<string>();
  const fitted = fitData(order.data, (code) => coverages.every((covers) => covers(code)), missing);
  const compiler = openCompiler(fonts);
  // The data come as one text that the document reads as JSON: nothing of them is ever source.
  const inputs = { data: JSON.stringify({ ...(fitted as object), missing: [...missing].sort() }) };
  const compiled = compiler.compile({ mainFileContent: order.source, inputs });
  if (compiled.result === null) {
    const error = compiled.takeError();
    const told = error === null ? [] : compiler.fetchDiagnostics(error).map((each) => each.message);
    return { kind: 'bad', message: told.join('; ') };
  }
  if (order.as === 'svg') return { kind: 'done', bytes: Buffer.from(compiler.plainSvg(compiled.result)) };
  const bytes = compiler.pdf(compiled.result, {
    pdfStandard: 'ua-1',
    pdfTags: true,
    creationTimestamp: order.createdAt,
  });
  return { kind: 'done', bytes };
}

async function told(): Promise<PdfAnswer> {
  try {
    return await answer();
  } catch (error) {
    return { kind: 'bad', message: error instanceof Error ? error.message : String(error) };
  }
}

process.send?.(await told(), () => process.disconnect());
