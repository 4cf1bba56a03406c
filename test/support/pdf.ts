import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPdf {
  readonly pages: readonly string[];
  readonly text: string;
  readonly title: string;
  readonly language: string;
  readonly createdAt: string;
  /** Tagged: roles of the structure tree over all pages. */
  readonly tagged: boolean;
  readonly roles: ReadonlySet<string>;
}

interface StructNode {
  readonly role?: string;
  readonly children?: readonly StructNode[];
}

/** As a reader's program, or one that reads aloud, gets it. Spaces between glyphs are layout: left out. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    data: Uint8Array.from(bytes),
    cMapUrl: `${join(root, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(root, 'standard_fonts')}/`,
    verbosity: 0,
  });
  const document = await task.promise;
  const pages: string[] = [];
  const roles = new Set<string>();
  const walk = (node: StructNode | null) => {
    if (node?.role !== undefined) roles.add(node.role);
    for (const child of node?.children ?? []) walk(child);
  };
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s+/g, ''),
    );
    walk((await page.getStructTree()) as StructNode | null);
  }
  const info = (await document.getMetadata()).info as Readonly<Record<string, unknown>>;
  const marked = await document.getMarkInfo();
  await task.destroy();
  return {
    pages,
    text: pages.join(''),
    title: String(info.Title),
    language: String(info.Language),
    createdAt: String(info.CreationDate),
    tagged: marked?.Marked === true,
    roles,
  };
}
