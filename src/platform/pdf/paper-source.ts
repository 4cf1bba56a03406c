/**
 * How a `Paper` (core/paper.ts) looks on A4, in Typst. A constant: what people typed comes only as data, as text. Legible in
 * grey. The date, the mark and the page stand on every page.
 */
export const PAPER_SOURCE = `
#let paper = json(bytes(sys.inputs.data))
#set document(title: paper.title, date: auto)
#set text(lang: "ja", region: "jp", font: "Noto Sans JP", size: 9.5pt, fallback: false, cjk-latin-spacing: none)
#set par(leading: 0.7em, spacing: 1em, justify: true)
#set page(
  paper: "a4",
  margin: (top: 27mm, bottom: 22mm, x: 18mm),
  header: block(width: 100%, inset: (bottom: 1.5mm), stroke: (bottom: 0.4pt), text(size: 8pt, grid(
    columns: (1fr, auto),
    if paper.sample [見本県は実在しません。内容はすべて架空です。] else [],
    paper.mark,
  ))),
  footer: context text(size: 8pt, grid(
    columns: (1fr, auto),
    [#paper.dateText 出力　#paper.by],
    [#counter(page).display()／#counter(page).final().first()ページ],
  )),
)
#show heading: set block(above: 1.6em, below: 0.8em, sticky: true)
#show heading.where(level: 1): set text(size: 12pt)
#show title: set text(size: 15pt)
#show title: set block(below: 1.2em)
#show figure: set block(breakable: true)
#show figure: set align(left)
#show figure.caption: it => block(below: 0.2em, sticky: true, text(weight: "bold", size: 9pt, it.body))
#set figure.caption(position: top)
#set table(stroke: 0.4pt, inset: (x: 1.6mm, y: 1.5mm), align: left + top)
#set table(fill: (_, y) => if y == 0 { luma(235) })
#show table: set text(size: 8.5pt)
#show table: set par(justify: false, linebreaks: "simple", leading: 0.55em, spacing: 0.55em)
#show table.cell.where(y: 0): set text(weight: "bold")

// Addresses and sums of files have no place to break.
#let shown(words) = {
  show regex("[\\\\x21-\\\\x7e]{25,}"): it => it.text.clusters().join("\\u{200b}")
  words.split("\\n").map(line => text(line)).join(linebreak())
}
#let captioned(caption, drawn) = figure(drawn, caption: caption, kind: table, supplement: none, numbering: none)
#let draw(block) = {
  if block.kind == "heading" { heading(level: 1, block.text) }
  else if block.kind == "text" { par(shown(block.text)) }
  else if block.kind == "list" { list(..block.items.map(shown)) }
  else if block.kind == "facts" {
    captioned(block.caption, table(
      columns: (27%, 1fr),
      table.header([項目], [内容]),
      ..block.rows.flatten().map(shown),
    ))
  }
  else if block.rows.len() == 0 { par[#text(weight: "bold", block.caption)：#block.empty] }
  else {
    captioned(block.caption, table(
      columns: block.columns.map(column => column.width * 1fr),
      table.header(..block.columns.map(column => [#column.title])),
      ..block.rows.flatten().map(shown),
    ))
  }
}

#title()
#if paper.contents { outline(title: [目次], depth: 1) }
#for block in paper.blocks { draw(block) }
#if paper.missing.len() > 0 {
  par[〓は、この書類の書体にない文字です（#paper.missing.join("、")）。元の文字は、しるべの画面で確かめられます。]
}
`;
