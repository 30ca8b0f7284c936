import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ProblemError, read, type Schemas } from '../../api/client';
import { useFormats } from '../../i18n/format';
import { TextField } from '../../ui/field';
import { RefusedChange } from '../../ui/refused';
import { Sheet } from '../../ui/sheet';
import { Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';

type Store = Schemas['Store'];

/** A store's name, place and hours; opened, closed, or added when there is no code. */
export function StoreSheet({ code, onClose }: { code: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const store = useQuery({ queryKey: ['store', code, 'edit'], staleTime: 0, gcTime: 0, enabled: code !== null, queryFn: () => read(api.GET('/api/v1/stores/{store}', { params: { path: { store: code! } } })) });
  return (
    <Sheet open title={code ?? t('stores.add')} onClose={onClose}>
      {code !== null && store.isError && !store.data ? <Failed error={store.error} retry={() => void store.refetch()} /> : code !== null && !store.data ? <Loading />
        : <StoreForm key={store.data?.version ?? 0} store={store.data ?? null} onTake={() => void store.refetch()} onClose={onClose} />}
    </Sheet>
  );
}

function StoreForm({ store, onTake, onClose }: { store: Store | null; onTake: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const [form, setForm] = useState({
    code: '', name: store?.name ?? '', city: store?.city ?? '', region: store?.region ?? '', timeZone: store?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, dayStartsAt: store?.dayStartsAt ?? '00:00',
  });
  const [asked, setAsked] = useState(false);
  const save = useMutation({
    mutationFn: async ({ closed, version }: { closed?: boolean; version?: number }) => {
      const { code, ...rest } = form;
      const details = { ...rest, city: rest.city.trim() || null, region: rest.region.trim() || null };
      return read(store
        ? api.PATCH('/api/v1/stores/{store}', { params: { path: { store: store.code }, header: { 'If-Match': `"${version ?? store.version}"` } }, body: closed === undefined ? details : { closed } })
        : api.POST('/api/v1/stores', { body: { ...details, code: code.trim() } }));
    },
    onSuccess: async (saved) => {
      await Promise.all([['stores'], ['live', 'overview']].map((queryKey) => queries.invalidateQueries({ queryKey })));
      toast(t('saved'));
      // A store that was closed too early says what is still in it.
      if (!saved.warnings?.length) {
        onClose();
      }
    },
  });
  const keep = async () => {
    const { version } = await read(api.GET('/api/v1/stores/{store}', { params: { path: { store: store!.code } } }));
    save.mutate({ ...save.variables, version });
  };
  if (save.data?.warnings?.length) {
    return (
      <div className="stack">
        {save.data.warnings.map((warning) => <p key={warning.code} className="notice warn">{t(`chain.warnings.${warning.code}` as 'chain.warnings.stock-left', { count: warning.count, n: format.whole(warning.count), defaultValue: warning.message })}</p>)}
        <button type="button" className="button primary large" onClick={onClose}>{t('done')}</button>
      </div>
    );
  }
  const errors = save.error instanceof ProblemError ? save.error.problem.errors ?? {} : {};
  const field = (name: keyof typeof form, label: string, ltr = false) => (
    <TextField label={label} value={form[name]} onChange={(value) => setForm({ ...form, [name]: value })} error={errors[name]?.join(' ')} dir={ltr ? 'ltr' : undefined} />
  );
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate({}); }}>
      {field('name', t('stores.name'))}
      {!store && field('code', t('stores.code'), true)}
      <div className="fields">{field('city', t('stores.city'))}{field('region', t('chain.region'))}</div>
      <div className="fields">{field('timeZone', t('stores.timeZone'), true)}
        <TextField type="time" label={t('chain.dayStarts')} hint={t('chain.dayStartsMore')} value={form.dayStartsAt} onChange={(dayStartsAt) => setForm({ ...form, dayStartsAt })} error={errors.dayStartsAt?.join(' ')} dir="ltr" />
      </div>
      {save.isError && <RefusedChange error={save.error} onTake={onTake} onKeep={() => void keep()} />}
      {asked && <p className="notice warn">{t('chain.closeMore')}</p>}
      <div className="row-wrap">
        {store && (asked || store.closed
          ? <button type="button" className={store.closed ? 'button' : 'button bad'} disabled={save.isPending} onClick={() => save.mutate({ closed: !store.closed })}>{store.closed ? t('chain.reopen') : t('chain.closeSure')}</button>
          : <button type="button" className="button" onClick={() => setAsked(true)}>{t('chain.close')}</button>)}
        <button type="submit" className="button primary large grow" disabled={save.isPending}>{t('save')}</button>
      </div>
    </form>
  );
}
