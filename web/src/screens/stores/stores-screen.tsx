import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Store as StoreIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { allPages, api, ProblemError, read, type Schemas } from '../../api/client';
import { moneyDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { businessDate } from '../../local/clock';
import { serverNow } from '../../local/contact';
import { changeSettings, settings } from '../../local/settings';
import { useStore } from '../../local/store';
import { TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';

/** All stores at a glance: what they sold today, what they hold, what needs somebody; one click to go there. */
export function StoresScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const { store: mine } = useStore(settings);
  const stores = useQuery({ queryKey: ['stores'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/stores', { params: { query: { limit: 200, cursor } } }))) });
  const zone = stores.data?.[0]?.timeZone ?? 'Asia/Karachi';
  const today = businessDate(serverNow(), zone, stores.data?.[0]?.dayStartsAt ?? '00:00');
  const sales = useQuery({ queryKey: ['live', 'stores-sales', today], enabled: stores.data !== undefined, queryFn: () => read(api.GET('/api/v1/reports/sales', { params: { query: { store: [], from: today, to: today, groupBy: 'store' } } })) });
  const value = useQuery({ queryKey: ['live', 'stores-value'], queryFn: () => read(api.GET('/api/v1/reports/valuation', { params: { query: { store: [], groupBy: 'store' } } })) });
  const alerts = useQuery({ queryKey: ['live', 'stores-alerts'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/alerts', { params: { query: { status: 'open', limit: 200, cursor } } }))) });
  const soldBy = new Map(sales.data?.rows.map((row) => [row.key, row]));
  const valueBy = new Map(value.data?.rows.map((row) => [row.key, row]));
  const alertsBy = new Map<string, number>();
  for (const alert of alerts.data ?? []) {
    alertsBy.set(alert.store, (alertsBy.get(alert.store) ?? 0) + 1);
  }
  const open = (code: string) => {
    changeSettings({ store: code });
    void navigate('/today');
  };
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.stores')}</h1><button type="button" className="button primary" onClick={() => setAdding(true)}><Plus size={18} aria-hidden />{t('stores.add')}</button></div>
      {stores.isError && !stores.data ? <div className="card"><Failed error={stores.error} retry={() => void stores.refetch()} /></div> : !stores.data ? <Loading rows={6} /> : (
        <div className="card table-scroll" tabIndex={0} role="region" aria-label={t('nav.stores')}>
          <table className="table" data-testid="stores">
            <thead><tr><th>{t('stores.store')}</th><th className="number">{t('today.sales')}</th><th className="number">{t('today.receipts')}</th><th className="number">{t('stores.value')}</th><th className="number">{t('stores.alerts')}</th><th>{t('stores.place')}</th></tr></thead>
            <tbody>
              {stores.data.map((store) => (
                <tr key={store.code}>
                  <td><button type="button" className="button quiet store-button" onClick={() => open(store.code)}><StoreIcon size={18} aria-hidden /><span><strong>{store.name}</strong> <span className="code soft">{store.code}</span></span>{store.code === mine && <span className="tag good">{t('stores.here')}</span>}{store.closed && <span className="tag">{t('stores.closed')}</span>}</button></td>
                  <td className="number">{format.money(scaled(soldBy.get(store.code)?.net ?? 0, moneyDecimals))}</td>
                  <td className="number">{format.whole(soldBy.get(store.code)?.receipts ?? 0)}</td>
                  <td className="number">{format.money(scaled(valueBy.get(store.code)?.costValue ?? 0, moneyDecimals))}</td>
                  <td className="number">{alertsBy.has(store.code) ? <span className="tag warn">{format.whole(alertsBy.get(store.code)!)}</span> : '–'}</td>
                  <td className="soft">{[store.city, store.region].filter(Boolean).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding && <AddStore onClose={() => setAdding(false)} />}
    </div>
  );
}

function AddStore({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [store, setStore] = useState<Schemas['StoreRequest']>({ code: '', name: '', city: '', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  const add = useMutation({
    mutationFn: () => api.POST('/api/v1/stores', { body: { ...store, city: store.city || null } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['stores'] });
      toast(t('saved'));
      onClose();
    },
  });
  const errors = add.error instanceof ProblemError ? add.error.problem.errors ?? {} : {};
  const field = (name: 'code' | 'name' | 'city' | 'timeZone', label: string) => (
    <TextField label={label} value={store[name] ?? ''} onChange={(value) => setStore({ ...store, [name]: value })} error={errors[name]?.join(' ')} dir={name === 'code' || name === 'timeZone' ? 'ltr' : undefined} />
  );
  return (
    <Sheet open title={t('stores.add')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
        {field('name', t('stores.name'))}
        <div className="fields">{field('code', t('stores.code'))}{field('city', t('stores.city'))}</div>
        {field('timeZone', t('stores.timeZone'))}
        {add.isError && <p className="notice bad" role="alert">{add.error.message}</p>}
        <button type="submit" className="button primary large" disabled={add.isPending}>{t('save')}</button>
      </form>
    </Sheet>
  );
}
