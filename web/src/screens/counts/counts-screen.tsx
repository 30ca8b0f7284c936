import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronRight, ClipboardList, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { v7 as uuid } from 'uuid';
import { api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { SelectField, TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { Empty, Failed, Loading } from '../../ui/states';
import { openCountsQuery } from './use-count';

/** Counts that several people take together: those under way, and those that are done. */
export function CountsScreen() {
  const { t } = useTranslation();
  const { store } = useShelf();
  const { me } = useStore(session);
  const [opening, setOpening] = useState(false);
  const open = useQuery(openCountsQuery(store));
  const ended = useQuery({
    queryKey: ['counts', 'ended', store, open.data?.length ?? 0],
    enabled: store !== '',
    queryFn: () => read(api.GET('/api/v1/counts', { params: { query: { store, limit: 50 } } })),
  });
  const done = (ended.data?.items ?? []).filter((count) => count.status !== 'open');
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('counts.title')}</h1>
        {may(me, 'counts.write') && <button type="button" className="button primary" onClick={() => setOpening(true)}><Plus size={18} aria-hidden />{t('counts.open')}</button>}
      </div>
      <p className="soft">{t('counts.how')}</p>
      {open.isError && !open.data ? <div className="card"><Failed error={open.error} retry={() => void open.refetch()} /></div> : !open.data ? <Loading /> : open.data.length === 0
        ? <div className="card"><Empty icon={ClipboardList} title={t('counts.none')}><p>{may(me, 'counts.write') ? t('counts.noneMore') : t('counts.noneStaff')}</p></Empty></div>
        : <div className="card menu-list" data-testid="open-counts">{open.data.map((count) => <CountLink key={count.id} count={count} />)}</div>}
      {done.length > 0 && (
        <section className="stack-tight" aria-label={t('counts.done')}>
          <h2>{t('counts.done')}</h2>
          <div className="card menu-list">{done.map((count) => <CountLink key={count.id} count={count} />)}</div>
        </section>
      )}
      {opening && <OpenSheet store={store} onClose={() => setOpening(false)} />}
    </div>
  );
}

function CountLink({ count }: { count: Schemas['CountSummary'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <Link to={`/counts/${count.id}${count.status === 'open' ? '' : '/review'}`} className="count-link">
      <ClipboardList size={22} aria-hidden />
      <span className="grow">
        <strong className="block">{count.name ?? t('counts.numbered', { number: format.whole(count.number) })}</strong>
        <span className="block small soft">{[count.scope.category ? format.category(count.scope.category) : t('counts.everything'), format.dateTime(count.endedAt ?? count.openedAt), count.endedBy ?? count.openedBy].join(' · ')}</span>
      </span>
      <span className={count.status === 'posted' ? 'tag good' : count.status === 'open' ? 'tag warn' : 'tag'}>{count.status === 'open' ? t('counts.scans', { count: count.scans, n: format.whole(count.scans) }) : t(`counts.statuses.${count.status as 'posted'}`)}</span>
      <ChevronRight size={20} className="flips" aria-hidden />
    </Link>
  );
}

function OpenSheet({ store, onClose }: { store: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { list } = useShelf();
  const [name, setName] = useState('');
  const [category, setCategory] = useState('');
  const [blind, setBlind] = useState(false);
  const [id] = useState(() => uuid());
  const categories = [...new Set(list.flatMap((item) => item.category ?? []))].sort(format.compare);
  const open = useMutation({
    mutationFn: () => read(api.POST('/api/v1/counts', { body: { id, store, name: name.trim() || null, scope: category ? { category } : null, blind } })),
    onSuccess: async (count) => {
      await queries.invalidateQueries({ queryKey: ['counts'] });
      void navigate(`/counts/${count.id}`);
    },
  });
  return (
    <Sheet open title={t('counts.open')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); open.mutate(); }}>
        <TextField label={t('counts.name')} value={name} onChange={setName} maxLength={200} placeholder={t('counts.nameExample')} />
        <SelectField label={t('counts.scope')} value={category} onChange={setCategory}>
          <option value="">{t('counts.everything')}</option>
          {categories.map((one) => <option key={one} value={one}>{format.category(one)}</option>)}
        </SelectField>
        <label className="check"><input type="checkbox" checked={blind} onChange={(event) => setBlind(event.target.checked)} /><span><strong className="block">{t('counts.blind')}</strong><span className="small soft">{t('counts.blindMore')}</span></span></label>
        {open.isError && <p className="notice bad" role="alert">{open.error.message}</p>}
        <button type="submit" className="button primary large" disabled={open.isPending}>{t('counts.begin')}</button>
      </form>
    </Sheet>
  );
}
