import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, PackageX, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, read } from '../../api/client';
import { may, session } from '../../api/session';
import { amountAtCost, quantityDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Item } from '../../local/item';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Steps } from '../../ui/charts';
import { Figure } from '../../ui/figure';
import { Empty, Failed, Loading } from '../../ui/states';
import { StatusTag } from '../../ui/status-tag';
import { LevelsSheet } from './levels-sheet';
import { ProductSources } from '../suppliers/product-sources';
import { AsOf, Why } from './product-why';
import { ProductMovements } from './product-movements';

const chartEntries = 200;

/** One product in this store: what there is, how it came to that, and why. */
export function ProductScreen() {
  const { t } = useTranslation();
  const { sku = '' } = useParams();
  const shelf = useShelf();
  const item = shelf.items.get(sku);
  if (!item) {
    return shelf.loaded && shelf.syncedAt !== null
      ? <Empty icon={PackageX} title={t('product.unknown', { sku })}><Link className="button" to="/stock">{t('product.back')}</Link></Empty>
      : <Loading rows={6} />;
  }
  return <Product item={item} />;
}

function Product({ item }: { item: Item }) {
  const { t } = useTranslation();
  const format = useFormats();
  const shelf = useShelf();
  const { me } = useStore(session);
  const [editing, setEditing] = useState(false);
  const onHand = shelf.onHand(item);
  const waiting = shelf.waiting.get(item.sku) ?? 0;
  const { store, sku } = item;
  const history = useQuery({
    queryKey: ['live', 'history', store, sku],
    queryFn: () => read(api.GET('/api/v1/stores/{store}/movements', { params: { path: { store }, query: { sku, limit: chartEntries } } })),
  });
  return (
    <div className="page">
      <Link to="/stock" className="button quiet self-start"><ArrowLeft size={18} className="flips" aria-hidden />{t('nav.stock')}</Link>
      <div className="page-head">
        <div className="grow">
          <h1>{format.name(item)}</h1>
          <p className="soft row-wrap"><bdi>{format.otherName(item)}</bdi><span className="code">{item.sku}</span>{item.category && <span>{format.category(item.category)}</span>}</p>
        </div>
        <div className="row">
          <StatusTag status={shelf.status(item)} />
          <button type="button" className="button" onClick={() => setEditing(true)}><Pencil size={17} aria-hidden />{t('product.edit')}</button>
        </div>
      </div>
      <div className="figures-row">
        <Figure label={t('stock.onHand')} value={format.quantityOf(onHand, item.unit)} more={waiting ? t('product.waiting', { quantity: format.signed(waiting) }) : undefined} testId="on-hand" />
        <Figure label={t('stock.price')} value={format.money(item.price)} />
        <Figure label={t('product.averageCost')} value={t('money', { amount: format.cost(item.averageCost) })} />
        <Figure label={t('stock.value')} value={format.money(amountAtCost(onHand, item.averageCost))} />
        <Figure label={t('stock.reorderAt')} value={item.reorderPoint === null ? '–' : format.quantity(item.reorderPoint)} more={item.targetLevel === null ? undefined : t('product.target', { quantity: format.quantity(item.targetLevel) })} />
      </div>
      <div className="split">
        <div className="stack">
          <section className="card padded stack" aria-labelledby="product-history">
            <h2 id="product-history">{t('product.history')}</h2>
            {history.data && history.data.items.length > 1 ? (
              <Steps title={t('product.chart', { name: format.name(item) })} level={item.reorderPoint}
                points={[...history.data.items].sort((a, b) => a.seq - b.seq).flatMap((entry) => {
                  const last = entry.lines.filter((line) => line.sku === sku).at(-1);
                  return last ? [{ at: Date.parse(entry.recordedAt > entry.occurredAt ? entry.occurredAt : entry.recordedAt), value: scaled(last.onHand, quantityDecimals) }] : [];
                }).sort((a, b) => a.at - b.at)}
                format={(value) => format.quantity(Math.round(value))} formatTime={(at) => format.shortDate(new Date(at).toISOString().slice(0, 10))} />
            ) : history.isError ? <Failed error={history.error} retry={() => void history.refetch()} /> : history.data ? <p className="soft">{t('product.noHistory')}</p> : <Loading />}
          </section>
          <ProductMovements entries={history.data?.items} item={item} />
        </div>
        <div className="stack">
          <Why store={store} item={item} />
          {may(me, 'suppliers.read') && <ProductSources item={item} />}
          <AsOf store={store} item={item} />
          {(item.barcodes.length > 0 || item.packs.length > 0) && (
            <section className="card padded stack-tight">
              <h2>{t('product.codes')}</h2>
              {item.barcodes.map((code) => <p key={code} className="row"><span className="grow soft">{format.unit(item.unit)}</span><span className="code">{code}</span></p>)}
              {item.packs.map((pack) => <p key={pack.name} className="row"><span className="grow">{format.unit(pack.name)} <span className="soft">· {format.quantityOf(pack.size, item.unit)}{pack.per > 1 ? ` / ${format.whole(pack.per)}` : ''}</span></span><span className="code">{pack.barcode}</span></p>)}
            </section>
          )}
        </div>
      </div>
      {editing && <LevelsSheet item={item} onClose={() => setEditing(false)} />}
    </div>
  );
}
