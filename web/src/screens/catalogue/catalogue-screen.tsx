import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download, LayoutGrid, Plus, Search, Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read, type Product } from '../../api/client';
import { moneyDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { save } from '../../ui/download';
import { Empty, Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { ProductSheet } from './product-sheet';

/** What the shop deals in: one list for all stores. */
export function CatalogueScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const [query, setQuery] = useState('');
  const [archived, setArchived] = useState(false);
  const [editing, setEditing] = useState<Product | 'new' | null>(null);
  const products = useInfiniteQuery({
    queryKey: ['products', query, archived],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(api.GET('/api/v1/products', { params: { query: { q: query.trim() || undefined, archived, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const rows = products.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.catalogue')}</h1>
        <div className="row-wrap">
          <button type="button" className="button" onClick={() => void save('/api/v1/products', { format: 'xlsx' }).catch((error: unknown) => toast(String(error), { bad: true }))}><Download size={18} aria-hidden />XLSX</button>
          <Link className="button" to="/catalogue/import"><Upload size={18} aria-hidden />{t('catalogue.import')}</Link>
          <button type="button" className="button primary" onClick={() => setEditing('new')}><Plus size={18} aria-hidden />{t('catalogue.add')}</button>
        </div>
      </div>
      <div className="row">
        <div className="stock-search grow"><Search size={20} aria-hidden /><input className="input" type="search" value={query} onChange={(event) => setQuery(event.target.value)} placeholder={t('finder.placeholder')} aria-label={t('finder.label')} /></div>
        <button type="button" className="chip" aria-pressed={archived} onClick={() => setArchived(!archived)}>{t('catalogue.archived')}</button>
      </div>
      <div className="card">
        {products.isError && rows.length === 0 ? <Failed error={products.error} retry={() => void products.refetch()} />
          : products.isPending ? <div className="padded-more"><Loading rows={8} /></div>
            : rows.length === 0 ? <Empty icon={LayoutGrid} title={t('stock.nothing')}><p>{t('catalogue.emptyMore')}</p></Empty>
              : rows.map((product) => (
                <button key={product.sku} type="button" className="result" onClick={() => setEditing(product)}>
                  <span className="names">
                    <strong className="ellipsis">{format.name({ name: product.name, nameUrdu: product.nameUrdu ?? null })}</strong>
                    <span className="small soft ellipsis"><span className="code">{product.sku}</span>{product.category ? ` · ${product.category}` : ''}{product.packs.length > 0 ? ` · ${product.packs.map((pack) => pack.name).join(', ')}` : ''}</span>
                  </span>
                  <span className="figures"><strong>{format.money(scaled(product.price, moneyDecimals))}</strong><span className="block small soft">{t('catalogue.per', { unit: format.unit(product.unit) })}</span></span>
                </button>
              ))}
        {products.hasNextPage && <button type="button" className="button quiet wide-button" disabled={products.isFetchingNextPage} onClick={() => void products.fetchNextPage()}>{t('more')}</button>}
      </div>
      {editing && <ProductSheet product={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}
