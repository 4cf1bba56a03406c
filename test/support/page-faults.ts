/** What a reader reads: tags gone, white space joined. Pictures and their titles are left out. */
export function wordsOf(html: string): string {
  return html
    .replace(/<(style|script|title|svg)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

/** Faults that no page may have; an empty list is what is wanted. */
export function pageFaults(html: string): string[] {
  const faults: string[] = [];
  const headings = html.match(/<h1[\s>]/g)?.length ?? 0;
  if (headings !== 1) faults.push(`${headings} h1`);
  if (/\sstyle=/.test(html)) faults.push('inline style');
  if (/\sonclick=|<script(?![^>]*\bsrc=)/.test(html)) faults.push('inline script');
  const rank = /[0-9０-９]+\s*位|ランキング|順位表/.exec(wordsOf(html));
  if (rank !== null) faults.push(`a rank: ${rank[0]}`);
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) faults.push(`an id twice: ${[...new Set(twice)].join(' ')}`);
  return faults;
}
