import type { ReactNode } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { amountAtCost, costDecimals, scaled, sum } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Scanned } from '../../local/barcode';
import { draftRequests, isComplete, type Draft, type DraftLine } from '../../local/draft';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { SelectField, TextField } from '../../ui/field';
import { Finder } from '../../ui/finder';
import { Empty } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { EntryLine } from '../entries/entry-line';
import { LowGoods } from '../entries/low-goods';
import { useSuppliers } from '../suppliers/suppliers';
import { lacking, orderQuantity, termsQuery, type Terms } from '../suppliers/terms';

/** What an order says beside its lines. */
export interface OrderHead {
  supplier: string;
  /** A day; empty: as long as the supplier usually takes. */
  expected: string;
  note: string;
}

/** A day on the wire: until its last minute nobody is late. */
export function orderBody(head: OrderHead, lines: readonly DraftLine[]): Schemas['PurchaseOrderPatch'] {
  return {
    supplier: head.supplier,
    expectedAt: head.expected ? new Date(`${head.expected}T23:59:00`).toISOString() : null,
    note: head.note.trim() || null,
    lines: draftRequests(lines),
  };
}

interface OrderEditorProps {
  title: ReactNode;
  label: string;
  store: string;
  draft: Draft;
  head: OrderHead;
  onHead: (head: OrderHead) => void;
  /** The buttons, and what was refused; they are told whether it can be ordered. */
  foot: (ready: boolean) => ReactNode;
}

/** What to order from whom: what runs low is offered first, in the supplier's packs and at its cost, filled up to the target. */
export function OrderEditor({ title, label, store, draft, head, onHead, foot }: OrderEditorProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const shelf = useShelf();
  const lines = useStore(draft.lines);
  const suppliers = useSuppliers();
  const terms = useQuery({ ...termsQuery(store, { supplier: head.supplier }), enabled: head.supplier !== '' });
  const ready = head.supplier !== '' && lines.length > 0 && lines.every((line) => isComplete(line) && line.cost !== null);
  const pick = ({ item, pack: named, quantity }: Scanned, need = 1_000) => {
    const own = terms.data?.find((one) => one.sku === item.sku);
    const pack = named ?? item.packs.find((one) => one.name === own?.pack) ?? null;
    const cost = own && (own.pack ?? null) === (pack?.name ?? null) ? scaled(own.unitCost, costDecimals) : pack ? null : item.cost ?? (item.averageCost || null);
    draft.add(item, pack, quantity ?? orderQuantity(need, pack, own), cost);
  };
  const chooseSupplier = async (supplier: string) => {
    onHead({ ...head, supplier });
    if (supplier !== '' && draft.lines.get().length > 0) {
      const asked = await queries.fetchQuery(termsQuery(store, { supplier })).catch((): Terms[] => []);
      draft.set(draft.lines.get().map((line) => withCostOf(asked, line)));
    }
  };
  return (
    <div className={lines.length > 0 ? 'entry has-lines' : 'entry'}>
      <div className="stack">
        {title}
        <SelectField label={t('nav.suppliers')} value={head.supplier} onChange={(supplier) => void chooseSupplier(supplier)}>
          <option value="">{t('orders.choose')}</option>
          {(suppliers.data ?? []).filter((one) => one.active || one.code === head.supplier).map((one) => <option key={one.code} value={one.code}>{one.name}</option>)}
        </SelectField>
        {suppliers.data?.length === 0 && <p className="notice">{t('suppliers.none')} <Link to="/suppliers">{t('suppliers.add')}</Link></p>}
        <Finder shelf={shelf} onUnknownCode={(code) => toast(t('finder.unknownCode', { code }), { bad: true })} onPick={(picked) => pick(picked)}
          idle={store === shelf.store && <LowGoods shelf={shelf} onPick={(picked) => pick(picked, lacking(picked.item, shelf.onHand(picked.item)))} />} />
      </div>
      <section className="card entry-panel" aria-label={label}>
        {lines.length === 0 ? <Empty icon={ScrollText} title={t('entry.empty')}><p>{t('orders.emptyMore')}</p></Empty>
          : <ul className="entry-lines">{lines.map((line) => <EntryLine key={line.key} draft={draft} line={line} item={shelf.items.get(line.sku)} withCost quantityLabel={t('entry.quantity')} />)}</ul>}
        {lines.length > 0 && (
          <div className="fields pairs padded-more">
            <TextField type="date" label={t('buying.expectedBy')} value={head.expected} onChange={(expected) => onHead({ ...head, expected })} />
            <TextField label={t('remove.note')} value={head.note} onChange={(note) => onHead({ ...head, note })} maxLength={1_000} />
          </div>
        )}
        {lines.length > 0 && (
          <div className="entry-foot">
            <div className="row"><span className="grow soft">{t('total')}</span><strong>{format.money(sum(lines.map((line) => amountAtCost(line.quantity ?? 0, line.cost ?? 0))))}</strong></div>
            {foot(ready)}
            {!ready && <p className="small soft">{t('orders.missing')}</p>}
          </div>
        )}
      </section>
    </div>
  );
}

/** A line at the cost that a supplier asks for it; as it is where the supplier said nothing. */
function withCostOf(asked: readonly Terms[], line: DraftLine): DraftLine {
  const own = asked.find((one) => one.sku === line.sku && (one.pack ?? null) === (line.pack?.name ?? null));
  return own ? { ...line, cost: scaled(own.unitCost, costDecimals) } : line;
}
