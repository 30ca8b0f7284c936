import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { moneyDecimals, quantityDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { save } from '../../ui/download';
import { Segments } from '../../ui/segments';
import { Empty, Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { Codes } from './codes';
import { PostCount } from './post-count';

type Show = 'counted-different' | 'missing' | 'all';

/** What was counted beside the book, the dearest difference first; then it is posted as one entry. */
export function Review({ count, mark }: { count: Schemas['CountSession']; mark: number }) {
  const { t } = useTranslation();
  const { me } = useStore(session);
  const queries = useQueryClient();
  const path = { id: count.id };
  const open = count.status === 'open';
  const totals = useQuery({ queryKey: ['counts', count.id, 'totals', mark, count.status], placeholderData: keepPreviousData, queryFn: () => read(api.GET('/api/v1/counts/{id}/totals', { params: { path } })) });
  const cancel = useMutation({
    mutationFn: () => api.POST('/api/v1/counts/{id}/cancel', { params: { path } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['counts'] }),
    onError: (error) => toast(error.message, { bad: true }),
  });
  const writes = open && may(me, 'counts.write');
  return (
    <>
      {totals.data && <Figures totals={totals.data} />}
      {open && <Codes count={count} writes={writes} />}
      <Variances count={count} mark={mark} missing={totals.data?.missing ?? 0} />
      {writes && totals.data && <PostCount count={count} totals={totals.data} />}
      {writes && <button type="button" className="button bad self-button" disabled={cancel.isPending} onClick={() => { if (confirm(t('counts.cancelSure'))) { cancel.mutate(); } }}>{t('counts.cancel')}</button>}
    </>
  );
}

function Figures({ totals }: { totals: Schemas['CountTotals'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [surplus, shortfall] = [scaled(totals.surplus, moneyDecimals), scaled(totals.shortfall, moneyDecimals)];
  return (
    <div className="figures-row" data-testid="totals">
      <div className="figure-box"><span className="label">{t('counts.counted')}</span><span className="value">{format.whole(totals.counted)}</span><span className="more">{t('counts.notCounted', { n: format.whole(totals.missing) })}</span></div>
      <div className="figure-box"><span className="label">{t('counts.right')}</span><span className="value">{totals.counted === 0 ? '–' : format.percent(totals.right / totals.counted)}</span><span className="more">{t('counts.rightOf', { right: format.whole(totals.right), all: format.whole(totals.counted) })}</span></div>
      <div className="figure-box"><span className="label">{t('counts.value')}</span><span className="value">{format.money(surplus + shortfall)}</span><span className="more">{t('counts.valueMore', { more: format.amount(surplus), less: format.amount(-shortfall) })}</span></div>
    </div>
  );
}

function Variances({ count, mark, missing }: { count: Schemas['CountSession']; mark: number; missing: number }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [show, setShow] = useState<Show>('counted-different');
  const list = useInfiniteQuery({
    queryKey: ['counts', count.id, 'variances', show, mark, count.status],
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Schemas['PageOfCountVariance']) => page.next ?? undefined,
    queryFn: ({ pageParam }) => read(api.GET('/api/v1/counts/{id}/variances', { params: { path: { id: count.id }, query: { show, limit: 100, cursor: pageParam } } })),
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="stack-tight" aria-label={t('counts.differences')}>
      <div className="row-wrap">
        <Segments label={t('counts.differences')} value={show} onChange={setShow}
          options={[{ value: 'counted-different', label: t('counts.differences') }, { value: 'missing', label: `${t('counts.missing')} ${format.whole(missing)}` }, { value: 'all', label: t('stock.all') }]} />
        <span className="grow" />
        <button type="button" className="button quiet" onClick={() => void save(`/api/v1/counts/${count.id}/variances`, { format: 'xlsx', show }).catch((error: Error) => toast(error.message, { bad: true }))}><Download size={18} aria-hidden />XLSX</button>
      </div>
      <div className="card" data-testid="variances">
        {list.isError && !list.data ? <Failed error={list.error} retry={() => void list.refetch()} /> : !list.data ? <div className="padded-more"><Loading /></div>
          : rows.length === 0 ? <Empty icon={CircleCheck} title={t(`counts.nothing.${show === 'counted-different' ? 'different' : show}`)} />
            : rows.map((row) => <VarianceRow key={row.sku} row={row} />)}
      </div>
      {list.hasNextPage && <button type="button" className="button self-button" disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>{t('more')}</button>}
    </section>
  );
}

function VarianceRow({ row }: { row: Schemas['CountVariance'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const item = useShelf().items.get(row.sku);
  const quantity = (value: number) => scaled(value, quantityDecimals);
  const difference = quantity(row.variance);
  return (
    <div className="list-row variance" data-sku={row.sku}>
      <span className="grow">
        <strong className="block">{item ? format.name(item) : row.name}</strong>
        <span className="block small soft">
          {row.missing || row.counted === null || row.counted === undefined ? t('counts.inBook', { book: format.quantityOf(quantity(row.book), row.unit) })
            : t('counts.against', { counted: format.quantityOf(quantity(row.counted), row.unit), book: format.quantity(quantity(row.book)) })}
        </span>
        {row.counters.length > 1 && <span className="block small soft">{row.counters.map((one) => `${one.counter} ${format.quantity(quantity(one.quantity))}`).join(' · ')}</span>}
        {row.movedMeanwhile !== 0 && <span className="block refusal">{t('counts.moved', { quantity: format.signed(quantity(row.movedMeanwhile)) })}</span>}
      </span>
      <span className="variance-figures">
        <span className={row.missing ? 'tag' : difference === 0 ? 'tag good' : difference < 0 ? 'tag bad' : 'tag warn'}>{row.missing ? t('counts.missingTag') : difference === 0 ? t('count.right') : format.signed(difference)}</span>
        {difference !== 0 && <span className="small">{format.money(scaled(row.value, moneyDecimals))}</span>}
      </span>
    </div>
  );
}
