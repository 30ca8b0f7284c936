import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { moneyDecimals, quantityDecimals, scaled, type Money } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { addDays, businessDate, weekday } from '../../local/clock';
import { serverNow } from '../../local/contact';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Bars } from '../../ui/charts';
import { Figure } from '../../ui/figure';
import { Empty, Failed, Loading } from '../../ui/states';
import { Attention } from './attention';
import { LateOrders } from './late-orders';

const weeksBack = 4;
const chartDays = 14;
const bestShown = 8;

const money = (value: number): Money => scaled(value, moneyDecimals);

/** The first screen of the morning: what sold, against a usual day; what runs out; what needs a decision. */
export function TodayScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const { store } = useShelf();
  const { me } = useStore(session);
  const details = useQuery({ queryKey: ['store', store], enabled: store !== '', queryFn: () => read(api.GET('/api/v1/stores/{store}', { params: { path: { store } } })) });
  const today = details.data ? businessDate(serverNow(), details.data.timeZone, details.data.dayStartsAt) : null;
  const days = useQuery({
    queryKey: ['live', 'days', store, today],
    enabled: today !== null,
    queryFn: () => read(api.GET('/api/v1/reports/sales', { params: { query: { store: [store], city: [], region: [], from: addDays(today!, -7 * weeksBack), to: today!, groupBy: 'day' } } })),
  });
  const best = useQuery({
    queryKey: ['live', 'best', store, today],
    enabled: today !== null,
    queryFn: () => read(api.GET('/api/v1/reports/sales', { params: { query: { store: [store], city: [], region: [], from: today!, to: today!, groupBy: 'product' } } })),
  });
  const error = details.error ?? days.error ?? best.error;
  if (error && !days.data) {
    return <div className="page"><h1>{t('nav.today')}</h1><Failed error={error} retry={() => { void details.refetch(); void days.refetch(); void best.refetch(); }} /></div>;
  }
  return (
    <div className="page">
      <div className="page-head">
        <div><h1>{t('nav.today')}</h1>{details.data && <p className="soft">{details.data.name}</p>}</div>
        <span className="soft">{today && format.date(today)}{days.dataUpdatedAt > 0 && <> · {t('asOf', { time: format.time(days.dataUpdatedAt) })}</>}</span>
      </div>
      {days.data && today ? <DayFigures rows={days.data.rows} today={today} /> : <Loading rows={3} />}
      <div className="split">
        <div className="stack">
          {days.data && today && <DaysChart rows={days.data.rows} today={today} />}
          <section className="card" aria-labelledby="today-best">
            <div className="card-head"><h2 id="today-best">{t('today.best')}</h2></div>
            {!best.data ? <div className="padded-more"><Loading /></div> : best.data.rows.length === 0
              ? <Empty icon={CircleCheck} title={t('today.nothingSold')}><Link className="button primary" to="/sell">{t('today.sellNow')}</Link></Empty>
              : [...best.data.rows].sort((a, b) => b.net - a.net).slice(0, bestShown).map((row) => <BestRow key={row.key} row={row} />)}
          </section>
        </div>
        <div className="stack">
          {may(me, 'orders.read') && <LateOrders store={store} />}
          <Attention store={store} />
        </div>
      </div>
    </div>
  );
}

function BestRow({ row }: { row: Schemas['SalesRow'] }) {
  const format = useFormats();
  const { items } = useShelf();
  const item = items.get(row.key);
  return (
    <Link className="list-row" to={`/stock/${encodeURIComponent(row.key)}`}>
      <span className="grow ellipsis">{item ? format.name(item) : row.name ?? row.key}</span>
      <span className="soft number">{row.quantity === null || row.quantity === undefined ? '' : format.quantityOf(scaled(row.quantity, quantityDecimals), item?.unit ?? 'piece')}</span>
      <strong className="number">{format.money(money(row.net))}</strong>
    </Link>
  );
}

function DayFigures({ rows, today }: { rows: readonly Schemas['SalesRow'][]; today: string }) {
  const { t } = useTranslation();
  const format = useFormats();
  const row = rows.find((one) => one.key === today);
  const net = row ? money(row.net) : 0;
  const usualRows = rows.filter((one) => one.key !== today && weekday(one.key) === weekday(today));
  const usual = usualRows.length > 0 ? Math.round(usualRows.reduce((total, one) => total + money(one.net), 0) / usualRows.length) : null;
  const receipts = row?.receipts ?? 0;
  return (
    <div className="figures-row">
      <div className="figure-box">
        <span className="label">{t('today.sales')}</span>
        <span className="value" data-testid="today-sales">{format.money(net)}</span>
        {usual !== null && usual > 0 && <span className="more">{t('today.usual', { total: format.roughly(usual) })} · <span className={net >= usual ? 'up' : ''}>{format.percent(net / usual)}</span></span>}
      </div>
      <Figure label={t('today.receipts')} value={format.whole(receipts)} more={receipts > 0 ? t('today.average', { total: format.roughly(Math.round(net / receipts)) }) : undefined} />
      <Figure label={t('today.profit')} value={format.money(row ? money(row.profit) : 0)} more={net > 0 && row ? t('today.margin', { percent: format.percent(money(row.profit) / net) }) : undefined} />
    </div>
  );
}

function DaysChart({ rows, today }: { rows: readonly Schemas['SalesRow'][]; today: string }) {
  const { t } = useTranslation();
  const format = useFormats();
  const byDay = new Map(rows.map((row) => [row.key, money(row.net)]));
  const bars = Array.from({ length: chartDays }, (_, back) => addDays(today, back - chartDays + 1)).map((day) => ({ key: day, label: format.shortDate(day), value: byDay.get(day) ?? 0, strong: day === today }));
  return (
    <section className="card padded stack-tight">
      <h2>{t('today.fortnight')}</h2>
      <Bars bars={bars} title={t('today.fortnight')} format={(value) => format.compact(value)} />
    </section>
  );
}
