import { ArrowLeft, ChartNoAxesColumn, EyeOff, ScanBarcode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, NavLink, useParams } from 'react-router';
import type { Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import { keptScans } from '../../local/scans';
import { changeSettings } from '../../local/settings';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Failed, Loading } from '../../ui/states';
import { Counting } from './counting';
import { Review } from './review';
import { useCount } from './use-count';

/** One count: here people scan, there somebody looks at the differences and posts it. */
export function SharedCountScreen() {
  const { id = '', part } = useParams();
  const { me } = useStore(session);
  const { count, mark, error, refetch } = useCount(id);
  if (!count) {
    return <div className="page">{error ? <div className="card"><Failed error={error} retry={() => void refetch()} /></div> : <Loading rows={6} />}</div>;
  }
  const open = count.status === 'open';
  const reviews = may(me, 'counts.write') || !count.blind || !open;
  if (part !== 'review' && (!open || !may(me, 'counts.scan')) && reviews) {
    return <Navigate to={`/counts/${id}/review`} replace />;
  }
  return (
    <div className="page count-page">
      <Head count={count} reviews={reviews} mayScan={open && may(me, 'counts.scan')} />
      {part === 'review' && reviews ? <Review count={count} mark={mark} /> : <Counting count={count} mark={mark} />}
    </div>
  );
}

function Head({ count, reviews, mayScan }: { count: Schemas['CountSession']; reviews: boolean; mayScan: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { store } = useShelf();
  const unsent = useStore(keptScans).filter((scan) => scan.count === count.id && scan.refusal === null).length;
  const toResolve = count.codes.filter((code) => !code.dropped).length;
  return (
    <>
      <Link to="/counts" className="button quiet self-start"><ArrowLeft size={18} className="flips" aria-hidden />{t('counts.title')}</Link>
      <div className="page-head">
        <div>
          <h1>{count.name ?? t('counts.numbered', { number: format.whole(count.number) })}</h1>
          <p className="small soft row-wrap">
            <span>{count.scope.category ? format.category(count.scope.category) : t('counts.everything')}</span>
            {count.blind && <span className="tag"><EyeOff size={14} aria-hidden />{t('counts.blindTag')}</span>}
            {count.status !== 'open' && <span className={count.status === 'posted' ? 'tag good' : 'tag'}>{t(`counts.statuses.${count.status as 'posted'}`)}{count.endedAt ? ` · ${format.dateTime(count.endedAt)} · ${count.endedBy}` : ''}</span>}
          </p>
        </div>
        {reviews && mayScan && (
          <nav className="segments" aria-label={t('counts.parts')}>
            <NavLink to={`/counts/${count.id}`} end><ScanBarcode size={18} aria-hidden />{t('counts.count')}</NavLink>
            <NavLink to={`/counts/${count.id}/review`}><ChartNoAxesColumn size={18} aria-hidden />{t('counts.review')}{toResolve > 0 && <span className="tag warn">{format.whole(toResolve)}</span>}</NavLink>
          </nav>
        )}
      </div>
      {store !== '' && store !== count.store && (
        <div className="notice warn"><span className="grow">{t('counts.otherStore', { store: count.store, mine: store })}</span><button type="button" className="button" onClick={() => changeSettings({ store: count.store })}>{t('counts.switch', { store: count.store })}</button></div>
      )}
      <div className="counters" data-testid="counters">
        <span className="counter-all">{t('counts.products', { count: count.products, n: format.whole(count.products) })} · {t('counts.scans', { count: count.scans, n: format.whole(count.scans) })}</span>
        {count.counters.map((one) => <span key={one.counter} className="counter"><strong>{one.counter}</strong>{format.whole(one.scans)}</span>)}
        {unsent > 0 && <span className="tag warn" data-testid="unsent">{t('counts.unsent', { count: unsent, n: format.whole(unsent) })}</span>}
      </div>
    </>
  );
}
