import { CloudUpload, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { quantityDecimals, scaled, wireNumber, type Quantity } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Item } from '../../local/item';
import { addScan, discardScan, keptScans, type KeptScan } from '../../local/scans';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Failed } from '../../ui/states';
import { useScans } from './use-count';

interface FeedProps {
  count: Schemas['CountSession'];
  mark: number;
  who: string;
  onChoose: (item: Item) => void;
}

interface Row {
  id: string;
  sku: string | null;
  code: string;
  name: string | null;
  base: Quantity;
  counter: string;
  at: string;
  waits: boolean;
}

/** What everybody scanned, the newest first; what is not sent yet too. */
export function Feed({ count, mark, who, onChoose }: FeedProps) {
  const { t } = useTranslation();
  const { items } = useShelf();
  const kept = useStore(keptScans).filter((scan) => scan.count === count.id);
  const scans = useScans(count.id, mark);
  const waiting = kept.filter((scan) => scan.refusal === null).map((scan) => waitingRow(scan, who)).reverse();
  const ids = new Set(waiting.map((row) => row.id));
  const rows: Row[] = [...waiting, ...(scans.data?.items ?? []).filter((scan) => !ids.has(scan.id)).map(sentRow)];
  const takeBack = (row: Row) => void addScan(count.id, { sku: row.sku, quantity: wireNumber(-row.base, quantityDecimals), counter: who }, -row.base);
  return (
    <>
      <Refusals scans={kept.filter((scan) => scan.refusal !== null)} />
      {scans.isError && rows.length === 0 ? <div className="card"><Failed error={scans.error} /></div> : rows.length > 0 && (
        <section className="stack-tight" aria-label={t('counts.feed')}>
          <h2>{t('counts.feed')}</h2>
          <ul className="card" data-testid="feed">
            {rows.map((row) => {
              const item = row.sku ? items.get(row.sku) : undefined;
              return <FeedRow key={row.id} row={row} item={item} own={row.counter === who} onChoose={() => item && onChoose(item)} onTakeBack={() => takeBack(row)} />;
            })}
          </ul>
        </section>
      )}
    </>
  );
}

function FeedRow({ row, item, own, onChoose, onTakeBack }: { row: Row; item: Item | undefined; own: boolean; onChoose: () => void; onTakeBack: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const name = item ? format.name(item) : row.name ?? row.code;
  return (
    <li className="list-row feed-row">
      <button type="button" className="feed-open" disabled={!item} onClick={onChoose}>
        <strong className="ellipsis block">{name}</strong>
        <span className="small soft block">{own ? t('counts.you') : row.counter} · {format.time(row.at)}{row.sku === null && !row.waits ? ` · ${t('counts.unknown')}` : ''}</span>
      </button>
      {row.waits && <CloudUpload size={18} className="soft" role="img" aria-label={t('counts.notSent')} />}
      <strong className={row.base < 0 ? 'number feed-less' : 'number'}>{format.signed(row.base)}</strong>
      {own && row.sku && row.base > 0 ? <button type="button" className="button icon quiet" aria-label={t('counts.takeBack', { name })} onClick={onTakeBack}><Undo2 size={18} className="flips" aria-hidden /></button> : <span className="button-space" />}
    </li>
  );
}

/** What the server did not take: it is not counted, and somebody has to know. */
function Refusals({ scans }: { scans: readonly KeptScan[] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { items } = useShelf();
  if (scans.length === 0) {
    return null;
  }
  return (
    <section className="card" aria-label={t('counts.refused')}>
      <p className="card-head refusal">{t('counts.refused')}</p>
      {scans.map((scan) => {
        const item = scan.body.sku ? items.get(scan.body.sku) : undefined;
        return (
          <div key={scan.id} className="list-row">
            <span className="grow"><strong>{item ? format.name(item) : scan.body.sku ?? scan.body.barcode} {format.signed(scan.base)}</strong><span className="block refusal">{scan.refusal}</span></span>
            <button type="button" className="button" onClick={() => void discardScan(scan.id)}>{t('counts.forget')}</button>
          </div>
        );
      })}
    </section>
  );
}

function waitingRow(scan: KeptScan, who: string): Row {
  return { id: scan.id, sku: scan.body.sku ?? null, code: scan.body.barcode ?? scan.body.sku ?? '', name: null, base: scan.base, counter: scan.body.counter ?? who, at: scan.body.at ?? '', waits: true };
}

function sentRow(scan: Schemas['CountedScan']): Row {
  return { id: scan.id, sku: scan.sku ?? null, code: scan.code, name: scan.name ?? null, base: scaled(scan.quantity, quantityDecimals), counter: scan.counter, at: scan.at, waits: false };
}
