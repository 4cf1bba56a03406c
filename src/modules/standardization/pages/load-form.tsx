import { Button } from '../../../ui/button.tsx';
import { Checkbox, ErrorSummary, FileField, TextField } from '../../../ui/form.tsx';
import type { LoadFault } from '../rules/load.ts';
import { LoadFaults } from './load-parts.tsx';

/** What was typed beside a table that was not taken, and why. */
export interface ImportTry {
  readonly month: string;
  readonly renewed: boolean;
  readonly message: string;
  readonly faults: readonly LoadFault[];
}

/** Why a table was not taken, by cell. */
export function ImportRefused({ tried }: { tried: ImportTry }) {
  return (
    <>
      <ErrorSummary errors={[{ field: 'file', message: tried.message }]} title="取り込んでいません" />
      <LoadFaults faults={tried.faults} />
    </>
  );
}

/** 国の表を取り込む: with what was typed before, if it was not taken. */
export function ImportForm(props: { action: string; tried: ImportTry | null }) {
  const { tried } = props;
  return (
    <form method="post" action={props.action} encType="multipart/form-data">
      <h2>国の表を取り込む</h2>
      <p>次の画面で、何団体の月が埋まるかを確かめてから取り込みます。自ら報告した団体はそのままです。</p>
      <TextField
        name="month"
        label="何月末の表か"
        hint="例：2026-02"
        size="short"
        required
        value={tried?.month}
      />
      <FileField
        name="file"
        label="国の「ステップごとの状態」の表（.xlsx、.csv）"
        hint="団体コード、業務名、ステップの列があるもの"
        accept=".xlsx,.csv"
        required
      />
      <Checkbox
        name="renewed"
        label="国がステップの名前を改めた（新しい一覧として登録する）"
        checked={tried?.renewed ?? false}
      />
      <Button>内容を確かめる</Button>
    </form>
  );
}
