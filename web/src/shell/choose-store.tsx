import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { allPages, api, read } from '../api/client';
import { fold } from '../local/search';
import { changeSettings } from '../local/settings';
import { TextField } from '../ui/field';
import { Failed, Loading } from '../ui/states';

/** With so many stores one looks for a name, not along a list. */
const manyStores = 8;

/** A new device of a chain: whoever sets it up says which store it is for. */
export function ChooseStore() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const stores = useQuery({ queryKey: ['stores', 'open'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/stores', { params: { query: { limit: 200, closed: false, cursor } } }))) });
  const words = fold(text).split(' ').filter(Boolean);
  const found = (stores.data ?? []).filter((store) => {
    const all = fold([store.code, store.name, store.city, store.region].filter(Boolean).join(' '));
    return words.every((word) => all.includes(word));
  });
  return (
    <main className="choose-store">
      <h1>{t('device.title')}</h1>
      <p className="soft">{t('device.more')}</p>
      {stores.isError ? <Failed error={stores.error} retry={() => void stores.refetch()} /> : !stores.data ? <Loading rows={5} /> : (
        <>
          {stores.data.length > manyStores && <TextField label={t('device.find')} type="search" value={text} onChange={setText} />}
          <div className="card menu-list" data-testid="stores-to-choose">
            {found.map((store) => (
              <button key={store.code} type="button" onClick={() => changeSettings({ store: store.code })}>
                <Store size={22} aria-hidden />
                <span className="grow"><strong className="block">{store.name}</strong><span className="small soft">{[store.city, store.region].filter(Boolean).join(', ')}</span></span>
                <span className="code soft">{store.code}</span>
              </button>
            ))}
            {found.length === 0 && <p className="padded-more soft">{t('device.nothing', { text })}</p>}
          </div>
        </>
      )}
    </main>
  );
}
