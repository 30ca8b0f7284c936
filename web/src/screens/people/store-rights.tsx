import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Segments } from '../../ui/segments';
import { useStores } from '../stores/stores';

/** In which stores somebody may work; null: in all, also in those yet to come. */
export type StoreRights = string[] | null;

/** More than these are searched. */
const inView = 8;

export function StoreRightsField({ rights, onChange, error }: { rights: StoreRights; onChange: (rights: StoreRights) => void; error?: string }) {
  const { t } = useTranslation();
  const stores = useStores();
  const [words, setWords] = useState('');
  const all = stores.data ?? [];
  const wanted = words.trim().toLowerCase();
  const shown = all.filter((store) => rights?.includes(store.code) || `${store.name} ${store.code} ${store.city ?? ''}`.toLowerCase().includes(wanted));
  return (
    <fieldset className="plain stack-tight">
      <legend>{t('nav.stores')}</legend>
      <Segments label={t('nav.stores')} value={rights === null ? 'all' : 'some'} onChange={(choice) => onChange(choice === 'all' ? null : [])} options={[{ value: 'all', label: t('buying.everywhere') }, { value: 'some', label: t('chain.onlyThese') }]} />
      {rights !== null && (
        <>
          {all.length > inView && <input className="input" type="search" value={words} onChange={(event) => setWords(event.target.value)} placeholder={t('chain.findMore')} aria-label={t('chain.find')} />}
          <div className="check-list" tabIndex={0} role="group" aria-label={t('nav.stores')}>
            {shown.map((store) => (
              <label key={store.code} className="check"><input type="checkbox" checked={rights.includes(store.code)} onChange={(event) => onChange(event.target.checked ? [...rights, store.code] : rights.filter((code) => code !== store.code))} /><span>{store.name} <span className="code soft">{store.code}</span></span></label>
            ))}
          </div>
        </>
      )}
      {error && <p className="refusal">{error}</p>}
    </fieldset>
  );
}
