import { Checkbox } from '../../../../ui/form.tsx';
import { figureLine } from '../../rules/figures.ts';
import type { Failed } from '../asking.ts';
import type { WriteView } from './write-view.ts';

/** Current figures of the body beside those of its kind, each with its day and its source. */
export function FigureFields({ view, failed }: { view: WriteView; failed: Failed | null }) {
  const stored = view.at.sections.get('figures');
  const ticked = new Set(failed?.form.all('figure') ?? (stored?.choice ?? '').split(','));
  return (
    <section class="dads-section" aria-labelledby="figures">
      <h2 id="figures">載せられる数値</h2>
      {view.figures.length === 0 ? (
        <p>この団体の数値は、まだ取り込まれていません。文だけで進められます。</p>
      ) : (
        <>
          <p>選んだ数値は、基準日と出典を付けて本文に載ります。</p>
          {view.figures.map((figure) => (
            <Checkbox
              key={figure.id}
              id={`f-figure-${figure.id}`}
              name="figure"
              value={figure.id}
              label={figureLine(figure)}
              checked={ticked.has(figure.id)}
            />
          ))}
        </>
      )}
    </section>
  );
}
