import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client';
import { useFormats } from '../../i18n/format';
import { TextField } from '../../ui/field';
import { Empty, Failed, Loading } from '../../ui/states';

/** Who changed what that is not stock: found by person, kind of action or what it was done to. */
export function AuditTrail() {
  const { t } = useTranslation();
  const format = useFormats();
  const [actor, setActor] = useState('');
  const [subject, setSubject] = useState('');
  const records = useInfiniteQuery({
    queryKey: ['audit', actor.trim(), subject.trim()],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(api.GET('/api/v1/audit', { params: { query: { actor: actor.trim() || undefined, subject: subject.trim() || undefined, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const rows = records.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="card" aria-labelledby="trail">
      <div className="card-head"><h2 id="trail">{t('audit.trail')}</h2></div>
      <div className="fields padded-more"><TextField label={t('audit.actor')} value={actor} onChange={setActor} dir="ltr" /><TextField label={t('audit.subject')} value={subject} onChange={setSubject} dir="ltr" /></div>
      {records.isError && rows.length === 0 ? <Failed error={records.error} retry={() => void records.refetch()} /> : records.isPending ? <div className="padded-more"><Loading /></div>
        : rows.length === 0 ? <Empty icon={ScrollText} title={t('stock.nothing')} /> : rows.map((record) => (
          <details key={record.seq} className="trail">
            <summary className="list-row"><span className="grow"><strong className="code">{record.action}</strong> <bdi>{record.subject}</bdi><span className="block small soft">{format.dateTime(record.at)} · <bdi>{record.actor}</bdi>{record.address ? <> · <bdi>{record.address}</bdi></> : ''}</span></span></summary>
            {record.before && <p className="padded-more"><span className="small soft">{t('audit.before')}</span><span className="mono-hash block">{record.before}</span></p>}
            {record.after && <p className="padded-more"><span className="small soft">{t('audit.after')}</span><span className="mono-hash block">{record.after}</span></p>}
          </details>
        ))}
      {records.hasNextPage && <button type="button" className="button quiet wide-button" onClick={() => void records.fetchNextPage()}>{t('more')}</button>}
    </section>
  );
}
