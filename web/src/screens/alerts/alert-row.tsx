import { useState, type KeyboardEvent } from 'react';
import { Check, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import type { StockStatus } from '../../local/item';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { StatusTag } from '../../ui/status-tag';
import { SettleSheet } from './settle-sheet';
import { useLeft } from './use-left';
import { useSettle } from './use-settle';

type Alert = Schemas['Alert'];

/** One thing that needs somebody, with what can be done about it. Arrow keys go from row to row; S: seen, D: put off or dealt with. */
export function AlertRow({ alert, withStore = false }: { alert: Alert; withStore?: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { me } = useStore(session);
  const { store } = useShelf();
  const left = useLeft();
  const settle = useSettle(alert);
  const [settling, setSettling] = useState(false);
  const name = format.name({ name: alert.name, nameUrdu: alert.nameUrdu ?? null });
  const maySettle = alert.status !== 'resolved' && may(me, 'alerts.settle');
  const maySee = maySettle && alert.status === 'open';
  const move = (row: Element | null) => row?.querySelector<HTMLElement>('a, button')?.focus();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // The sheet that a row opens is its child for events, though not on the page.
    if (event.ctrlKey || event.altKey || event.metaKey || !event.currentTarget.contains(event.target as Node)) {
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      move(event.key === 'ArrowDown' ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling);
    } else if (event.code === 'KeyS' && maySee && !settle.isPending) {
      // This row goes: the keyboard goes on with the next.
      move(event.currentTarget.nextElementSibling);
      settle.mutate({ how: 'seen' });
    } else if (event.code === 'KeyD' && maySettle) {
      setSettling(true);
    } else {
      return;
    }
    event.preventDefault();
  };
  const words = (
    <>
      <span className="block ellipsis">{name}</span>
      <span className="tags-line block small soft"><StatusTag status={alert.kind as StockStatus} /><span>{withStore && <><bdi>{alert.store}</bdi> · </>}{left(alert)} · {format.dateTime(alert.since)}</span></span>
      <Settled alert={alert} />
    </>
  );
  return (
    <div className="list-row alert-row" data-testid="alert" onKeyDown={onKeyDown}>
      {alert.store === store ? <Link to={`/stock/${encodeURIComponent(alert.sku)}`} className="grow plain-link">{words}</Link> : <span className="grow">{words}</span>}
      {maySee && <button type="button" className="button icon quiet" disabled={settle.isPending} aria-label={t('today.seen', { name })} title={`${t('chain.seen')} (S)`} aria-keyshortcuts="S" onClick={() => settle.mutate({ how: 'seen' })}><Check size={19} aria-hidden /></button>}
      {maySettle && <button type="button" className="button icon quiet" aria-label={t('alerts.settle', { name })} title={`${t('alerts.laterOrDone')} (D)`} aria-keyshortcuts="D" aria-haspopup="dialog" onClick={() => setSettling(true)}><Clock size={19} aria-hidden /></button>}
      {settling && <SettleSheet alert={alert} settle={settle} onClose={() => setSettling(false)} />}
    </div>
  );
}

/** What became of it: by whom, until when, and why. */
function Settled({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const format = useFormats();
  const what = alert.status === 'snoozed' && alert.snoozedUntil ? t('alerts.until', { date: format.dateTime(alert.snoozedUntil) })
    : alert.status === 'acknowledged' ? t('chain.seen')
      : alert.status === 'resolved' && alert.resolvedAt ? `${t(alert.settledBy ? 'alerts.statuses.resolved' : 'alerts.byStock')} · ${format.dateTime(alert.resolvedAt)}` : null;
  return what && <span className="block small soft">{what}{alert.settledBy && <> · <bdi>{alert.settledBy}</bdi></>}{alert.note && <> · <bdi>{alert.note}</bdi></>}</span>;
}
