import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { Package, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { amountAtCost, sum, type Quantity } from '../../exact/exact';
import { useFormats, type Formats } from '../../i18n/format';
import type { Item, StockStatus } from '../../local/item';
import { settings } from '../../local/settings';
import { useSearch, useShelf, type Shelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { useMedia } from '../../ui/media';
import { Empty, Loading } from '../../ui/states';
import { tones } from '../../ui/status-tag';

const statuses: StockStatus[] = ['negative', 'out', 'low', 'over', 'ok'];
/** Nastaliq needs more room above and below; what reaches out of a row is cut off. */
const rowHeights = { en: 68, ur: 82 };
/** Where there is room for every column; as the style sheet says. */
const wideEnough = '(min-width: 1100px)';

/** What there is: searched and filtered on the device, however many products there are; live. */
export function StockScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const shelf = useShelf();
  const search = useSearch(shelf);
  const [query, setQuery] = useState('');
  const [params, setParams] = useSearchParams();
  const status = params.get('status');
  const category = params.get('category');
  const choose = (name: string, value: string | null) => setParams((before) => {
    const next = new URLSearchParams(before);
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
    return next;
  }, { replace: true });

  const found = useMemo(() => {
    const all = query.trim() === '' ? [...shelf.list].sort((a, b) => format.compare(format.name(a), format.name(b))) : search.find(query, Infinity);
    return category ? all.filter((item) => item.category === category) : all;
  }, [shelf.list, search, query, category, format]);
  const counts = useMemo(() => {
    const result = new Map<string, number>();
    for (const item of found) {
      const own = shelf.status(item);
      result.set(own, (result.get(own) ?? 0) + 1);
    }
    return result;
  }, [found, shelf]);
  const rows = useMemo(() => (status ? found.filter((item) => shelf.status(item) === status) : found), [found, status, shelf]);
  const categories = useMemo(() => [...new Set(shelf.list.flatMap((item) => item.category ?? []))].sort(format.compare), [shelf.list, format]);
  const value = useMemo(() => sum(rows.map((item) => amountAtCost(shelf.onHand(item), item.averageCost))), [rows, shelf]);

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.stock')}</h1>
        <span className="soft">{t('stock.summary', { count: rows.length, n: format.whole(rows.length), value: format.roughly(value) })}</span>
      </div>
      <div className="stock-tools">
        <div className="stock-search">
          <Search size={20} aria-hidden />
          <input className="input" type="search" value={query} onChange={(event) => setQuery(event.target.value)} placeholder={t('finder.placeholder')} aria-label={t('finder.label')} />
        </div>
        <div className="chips" role="group" aria-label={t('stock.status')}>
          <select className="select stock-category" value={category ?? ''} onChange={(event) => choose('category', event.target.value || null)} aria-label={t('stock.category')}>
            <option value="">{t('stock.allCategories')}</option>
            {categories.map((one) => <option key={one} value={one}>{format.category(one)}</option>)}
          </select>
          <button type="button" className="chip" aria-pressed={status === null} onClick={() => choose('status', null)}>{t('stock.all')} <span className="small">{format.whole(found.length)}</span></button>
          {statuses.filter((one) => counts.has(one) || one === status).map((one) => (
            <button key={one} type="button" className="chip" aria-pressed={status === one} onClick={() => choose('status', status === one ? null : one)}>{t(`status.${one}`)} <span className="small">{format.whole(counts.get(one) ?? 0)}</span></button>
          ))}
        </div>
      </div>
      {shelf.list.length === 0 && shelf.syncedAt === null ? <Loading rows={8} />
        : rows.length === 0 ? <div className="card"><Empty icon={Package} title={t('stock.nothing')}><p>{t('stock.nothingMore')}</p></Empty></div>
          : <StockRows rows={rows} shelf={shelf} />}
    </div>
  );
}

function StockRows({ rows, shelf }: { rows: readonly Item[]; shelf: Shelf }) {
  const { t } = useTranslation();
  const format = useFormats();
  const wide = useMedia(wideEnough);
  const rowHeight = rowHeights[useStore(settings).language];
  const statusTexts = useMemo(() => Object.fromEntries(statuses.map((one) => [one, t(`status.${one}`)])) as Record<StockStatus, string>, [t]);
  const box = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset(box.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowHeight, overscan: 10, scrollMargin: offset, getItemKey: (place) => rows[place]!.sku });
  return (
    <div className="card stock-card">
      <div className="stock-head" aria-hidden>
        <span>{t('stock.product')}</span><span>{t('stock.category')}</span><span className="number">{t('stock.onHand')}</span><span className="number">{t('stock.reorderAt')}</span>
        <span className="number">{t('stock.price')}</span><span className="number">{t('stock.value')}</span><span>{t('stock.status')}</span>
      </div>
      <div ref={box} className="virtual" role="list" style={{ blockSize: virtual.getTotalSize() }} data-testid="stock-rows">
        {virtual.getVirtualItems().map((place) => {
          const item = rows[place.index]!;
          const status = shelf.status(item);
          return <div key={place.key} role="listitem"><StockRow item={item} onHand={shelf.onHand(item)} status={status} statusText={statusTexts[status]} wide={wide} format={format} top={place.start - offset} height={rowHeight} /></div>;
        })}
      </div>
    </div>
  );
}

interface StockRowProps {
  item: Item;
  onHand: Quantity;
  status: StockStatus;
  statusText: string;
  wide: boolean;
  format: Formats;
  top: number;
  height: number;
}

/** Scrolling draws the rows that are new and leaves the others as they are; so a row asks for nothing itself, and holds only what is seen. */
const StockRow = memo(function StockRow({ item, onHand, status, statusText, wide, format, top, height }: StockRowProps) {
  const tag = <span className={`tag ${tones[status]}`}>{statusText}</span>;
  return (
    <Link to={`/stock/${encodeURIComponent(item.sku)}`} className="stock-row" style={{ blockSize: height, transform: `translateY(${top}px)` }}>
      <span className="grow">
        <strong className="ellipsis block">{format.name(item)}</strong>
        <span className="small soft ellipsis block"><bdi>{format.otherName(item) ?? item.sku}</bdi></span>
      </span>
      {wide && <span className="soft ellipsis">{item.category && format.category(item.category)}</span>}
      <span className="number"><strong>{format.quantityOf(onHand, item.unit)}</strong>{!wide && <span className="block small soft">{status === 'ok' ? format.money(item.price) : tag}</span>}</span>
      {wide && (
        <>
          <span className="number soft">{item.reorderPoint === null ? '–' : format.quantity(item.reorderPoint)}</span>
          <span className="number">{format.amount(item.price)}</span>
          <span className="number">{format.amount(amountAtCost(onHand, item.averageCost))}</span>
          <span>{tag}</span>
        </>
      )}
    </Link>
  );
});
