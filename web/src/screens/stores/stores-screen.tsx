import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Store as StoreIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { allPages, api, ProblemError, read, type Schemas } from '../../api/client';
import { moneyDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { changeSettings, settings } from '../../local/settings';
import { useStore } from '../../local/store';
import { useNow } from '../../shell/contact-chip';
import { TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';

/** All stores at a glance: what they sold today, what they hold, what needs somebody; one click to go there. */
export function StoresScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const now = useNow();
  const [adding, setAdding] = useState(false);
  const { store: mine } = useStore(settings);
  const stores = useQuery({ queryKey: ['live', 'overview'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/reports/overview', { params: { query: { store: [], city: [], region: [], limit: 200, cursor } } }))) });
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
            <thead><tr><th>{t('stores.store')}</th><th className="number">{t('today.sales')}</th><th className="number">{t('today.receipts')}</th><th className="number">{t('stores.value')}</th><th className="number">{t('stores.alerts')}</th><th>{t('stores.place')}</th><th>{t('stores.seen')}</th></tr></thead>
            <tbody>
              {stores.data.map((store) => (
                <tr key={store.store}>
                  <td><button type="button" className="button quiet store-button" onClick={() => open(store.store)}><StoreIcon size={18} aria-hidden /><span><strong>{store.name}</strong> <span className="code soft">{store.store}</span></span>{store.store === mine && <span className="tag good">{t('stores.here')}</span>}{store.closed && <span className="tag">{t('stores.closed')}</span>}</button></td>
                  <td className="number">{format.money(scaled(store.salesToday, moneyDecimals))}{store.usualDay ? <span className="block small soft">{format.percent(store.salesToday / store.usualDay)}</span> : null}</td>
                  <td className="number">{format.whole(store.receiptsToday)}</td>
                  <td className="number">{format.roughly(scaled(store.value, moneyDecimals))}</td>
                  <td className="number"><span className="tags">{store.negative > 0 && <span className="tag bad">{t('status.negative')} {format.whole(store.negative)}</span>}{store.out > 0 && <span className="tag bad">{t('status.out')} {format.whole(store.out)}</span>}{store.low > 0 && <span className="tag warn">{t('status.low')} {format.whole(store.low)}</span>}</span></td>
                  <td className="soft">{[store.city, store.region].filter(Boolean).join(', ')}</td>
                  <td className="soft">{store.lastSeenAt ? format.ago(Date.parse(store.lastSeenAt), Math.max(now, Date.parse(store.lastSeenAt))) : '–'}</td>
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
      await queries.invalidateQueries({ queryKey: ['live', 'overview'] });
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
