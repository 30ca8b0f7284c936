import { useEffect, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client';
import { useFormats } from '../../i18n/format';
import { demoQuery } from './demo-query';

/** A made-up shop to look around in, with a book and an address of its own; or how to get one where it cannot be opened from here. */
export function DemoShop() {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const { data: demo } = useQuery(demoQuery);
  const open = useMutation({
    mutationFn: () => read(api.POST('/api/v1/demo')),
    onSuccess: (state) => {
      setAsked(true);
      queries.setQueryData(demoQuery.queryKey, state);
    },
  });
  const address = demo?.state === 'open' ? demo.address : null;
  useEffect(() => {
    if (asked && address) {
      location.assign(address);
    }
  }, [asked, address]);
  if (!demo) {
    return null;
  }
  if (demo.home) {
    return <p className="notice"><span className="grow">{t('demo.here')}</span><a className="button" href={demo.home}>{t('demo.back')}</a></p>;
  }
  if (demo.state === 'unavailable') {
    return (
      <details className="demo-elsewhere">
        <summary className="soft small">{t('demo.elsewhere')} <span className="code block">./run --demo</span></summary>
        <p className="soft small">{t('demo.elsewhereMore')}</p>
      </details>
    );
  }
  const filling = demo.state === 'filling' || open.isPending;
  return (
    <>
      <button type="button" className="choice" disabled={filling} onClick={() => open.mutate()}>
        <Store size={28} aria-hidden />
        <span className="grow">
          <strong>{t('demo.see')}</strong>
          <span className="soft" aria-live="polite">{filling ? t('demo.filling', { percent: format.percent(demo.percent / 100) }) : t('demo.seeMore')}</span>
          {filling && <progress className="demo-progress" max={100} value={demo.percent} aria-label={t('demo.see')} />}
        </span>
      </button>
      {address && <p className="small soft">{t('demo.at')} <a className="code" href={address}>{address}</a></p>}
      {(demo.state === 'failed' || open.isError) && <p className="notice bad" role="alert">{t('demo.failed')} {demo.detail ?? open.error?.message}</p>}
    </>
  );
}
