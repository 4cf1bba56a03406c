/**
 * Saves a form with `data-save-as-you-go` to its own address whenever a field was left, and says so below it. Comfort only:
 * everything works by the buttons. What the server answers are the revisions that the next save has to name.
 */

interface Saved {
  readonly revisions: Readonly<Record<string, number>>;
  readonly saved: number;
  readonly kept: readonly { readonly questionId: string; readonly message: string }[];
  readonly unreadable: readonly {
    readonly questionId: string;
    readonly rawId: string;
    readonly message: string;
  }[];
}

function hidden(form: HTMLFormElement, name: string): HTMLInputElement {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLInputElement) return found;
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = name;
  form.append(field);
  return field;
}

function tell(form: HTMLFormElement, text: string): void {
  const status = form.querySelector('[data-save-status]');
  if (status !== null) status.textContent = text;
}

/** One after the other: the next save must name what this one has made. */
function saver(form: HTMLFormElement): () => void {
  let running = false;
  let again = false;
  let leaving = false;
  form.addEventListener('submit', () => {
    leaving = true;
  });
  const save = async (): Promise<void> => {
    if (leaving) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      const fields = new URLSearchParams();
      for (const [name, value] of new FormData(form))
        if (typeof value === 'string') fields.append(name, value);
      const answer = await fetch(form.action, {
        method: 'POST',
        body: fields,
        headers: { Accept: 'application/json' },
        redirect: 'error',
      });
      const type = answer.headers.get('Content-Type') ?? '';
      if (!answer.ok || !type.includes('json')) throw new Error(String(answer.status));
      take(form, (await answer.json()) as Saved);
    } catch {
      tell(form, '自動では保存できませんでした。入力は残っています。「保存」のボタンを押してください。');
    } finally {
      running = false;
      if (again) {
        again = false;
        void save();
      }
    }
  };
  return () => void save();
}

function take(form: HTMLFormElement, saved: Saved): void {
  for (const [id, revision] of Object.entries(saved.revisions)) {
    hidden(form, `s.${id}`).value = String(revision);
    hidden(form, `t.${id}`).value = '';
  }
  for (const { questionId, rawId } of saved.unreadable) hidden(form, `t.${questionId}`).value = rawId;
  const clock = new Date().toLocaleTimeString('ja-JP', { hour: 'numeric', minute: '2-digit' });
  const wrong = [...saved.unreadable, ...saved.kept];
  const [first] = wrong;
  tell(
    form,
    first === undefined
      ? `${clock}に保存しました。`
      : `${clock}に保存しました。直すところが${wrong.length}件あります：${first.message}`,
  );
}

for (const form of document.querySelectorAll('form')) {
  if (form.hasAttribute('data-save-as-you-go')) form.addEventListener('change', saver(form));
}
