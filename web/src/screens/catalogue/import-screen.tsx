import { useRef, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ArrowLeft, CircleCheck, FileSpreadsheet, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { problemOf, send, type Schemas } from '../../api/client';
import { useFormats } from '../../i18n/format';
import { syncCopy } from '../../local/catalogue';
import { useShelf } from '../../local/shelf';
import { save } from '../../ui/download';
import { toast } from '../../ui/toasts';
import { csvRows } from './csv';

type ImportResult = Schemas['ImportResult'];

const shownRows = 200;

async function run(file: File, dryRun: boolean): Promise<ImportResult> {
  const xlsx = /\.xlsx$/i.test(file.name);
  const response = await send(new Request(new URL(`/api/v1/products/import?dryRun=${dryRun}`, location.origin), {
    method: 'POST',
    headers: { 'Content-Type': xlsx ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv' },
    body: await file.arrayBuffer(),
  }));
  if (!response.ok) {
    throw await problemOf(response);
  }
  return await response.json() as ImportResult;
}

/** A spreadsheet of goods: tried first, with everything that is wrong beside the row it is in; then taken. */
export function ImportScreen() {
  const { t } = useTranslation();
  const { store } = useShelf();
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const [rows, setRows] = useState<string[][]>([]);
  const trial = useMutation({ mutationFn: (chosen: File) => run(chosen, true) });
  const take = useMutation({
    mutationFn: async (chosen: File) => {
      const result = await run(chosen, false);
      await syncCopy(store);
      return result;
    },
  });
  const choose = async (chosen: File) => {
    setFile(chosen);
    take.reset();
    setRows(/\.xlsx$/i.test(chosen.name) ? [] : csvRows(await chosen.text()));
    trial.mutate(chosen);
  };
  const error = take.error ?? trial.error;
  return (
    <div className="page">
      <Link to="/catalogue" className="button quiet self-start"><ArrowLeft size={18} className="flips" aria-hidden />{t('nav.catalogue')}</Link>
      <h1>{t('import.title')}</h1>
      <div className="drop" role="group" aria-label={t('import.drop')} data-drop-target={over || undefined}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (event.dataTransfer.files[0]) {
            void choose(event.dataTransfer.files[0]);
          }
        }}>
        <FileSpreadsheet size={40} strokeWidth={1.5} aria-hidden />
        <p><strong>{file ? file.name : t('import.drop')}</strong></p>
        <p className="soft small">{t('import.columns')}</p>
        <div className="row-wrap">
          <button type="button" className="button primary" onClick={() => picker.current?.click()}>{file ? t('import.another') : t('import.choose')}</button>
          <input ref={picker} type="file" accept=".csv,.xlsx,text/csv" hidden aria-label={t('import.choose')}
            onChange={(event) => {
              if (event.target.files?.[0]) {
                void choose(event.target.files[0]);
              }
              event.target.value = '';
            }} />
          <button type="button" className="button" onClick={() => void save('/api/v1/products', { format: 'csv' }).catch((reason: unknown) => toast(String(reason), { bad: true }))}>{t('import.template')}</button>
        </div>
      </div>
      {error && <p className="notice bad" role="alert"><TriangleAlert size={20} aria-hidden />{error.message}</p>}
      {trial.isPending && <p className="notice" role="status">{t('import.reading')}</p>}
      {take.data ? <Taken result={take.data} /> : trial.data && file && (
        <Trial result={trial.data} rows={rows} busy={take.isPending} onTake={() => take.mutate(file)} />
      )}
    </div>
  );
}

function Taken({ result }: { result: ImportResult }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <p className="notice" role="status"><CircleCheck size={20} aria-hidden />
      <span>{t('import.taken', { created: format.whole(result.created), updated: format.whole(result.updated), unchanged: format.whole(result.unchanged) })} <Link to="/catalogue">{t('nav.catalogue')}</Link></span>
    </p>
  );
}

function Trial({ result, rows, busy, onTake }: { result: ImportResult; rows: string[][]; busy: boolean; onTake: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const faults = new Map<number, Schemas['ImportError'][]>();
  for (const fault of result.errors) {
    faults.set(fault.row, [...faults.get(fault.row) ?? [], fault]);
  }
  const header = rows[0] ?? [];
  // What is wrong comes first; then the beginning of the file.
  const order = [...faults.keys()].sort((a, b) => a - b).concat(rows.map((_, place) => place + 1).filter((row) => row > 1 && !faults.has(row))).slice(0, shownRows);
  return (
    <section className="stack">
      <div className={faults.size > 0 ? 'notice bad' : 'notice'} role="status">
        {faults.size > 0 ? <TriangleAlert size={20} aria-hidden /> : <CircleCheck size={20} aria-hidden />}
        <span className="grow">{faults.size > 0
          ? t('import.faults', { count: faults.size, n: format.whole(faults.size) })
          : t('import.good', { created: format.whole(result.created), updated: format.whole(result.updated), unchanged: format.whole(result.unchanged) })}</span>
      </div>
      {faults.size === 0 && <button type="button" className="button primary large" disabled={busy} onClick={onTake}>{t('import.take', { count: result.rows, n: format.whole(result.rows) })}</button>}
      <div className="card table-scroll" tabIndex={0} role="region" aria-label={t('import.rows')}>
        <table className="table" data-testid="import-rows">
          <thead><tr><th className="number">{t('import.row')}</th>{faults.size > 0 && <th>{t('import.wrong')}</th>}{header.map((name, place) => <th key={place}>{name}</th>)}</tr></thead>
          <tbody>
            {order.map((row) => (
              <tr key={row} className={faults.has(row) ? 'faulty' : ''}>
                <td className="number soft">{format.whole(row)}</td>
                {faults.size > 0 && <td className="fault-text">{faults.get(row)?.map((fault, place) => <span key={place} className="block">{fault.column && <strong>{fault.column}: </strong>}{fault.message}</span>)}</td>}
                {header.map((_, place) => <td key={place}>{rows[row - 1]?.[place]}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
