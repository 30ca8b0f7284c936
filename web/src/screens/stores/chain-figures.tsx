import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { moneyDecimals, scaled, sum } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { serverNow } from '../../local/contact';
import { Figure } from '../../ui/figure';

/** A store that has not been heard of for this long is silent. */
const silentMs = 24 * 3_600_000;

/** The chain as one shop. */
export function ChainFigures({ stores }: { stores: readonly Schemas['StoreOverview'][] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const sold = sum(stores.map((store) => scaled(store.salesToday, moneyDecimals)));
  const usual = sum(stores.map((store) => store.usualDay ?? 0)) * 100;
  const receipts = sum(stores.map((store) => store.receiptsToday));
  const value = sum(stores.map((store) => scaled(store.value, moneyDecimals)));
  const negative = stores.filter((store) => store.negative > 0).length;
  const out = sum(stores.map((store) => store.out));
  const silent = stores.filter((store) => !store.lastSeenAt || serverNow().getTime() - Date.parse(store.lastSeenAt) > silentMs).length;
  return (
    <div className="figures-row" data-testid="chain">
      <Figure label={t('today.sales')} value={format.roughly(sold)} more={usual > 0 ? `${t('today.usual', { total: format.roughly(usual) })} · ${format.percent(Math.round(sold / usual * 100) / 100)}` : undefined} />
      <Figure label={t('today.receipts')} value={format.whole(receipts)} more={receipts > 0 ? t('today.average', { total: format.roughly(Math.round(sold / receipts)) }) : undefined} />
      <Figure label={t('stores.value')} value={format.roughly(value)} />
      <Figure label={t('chain.withNegative')} value={format.whole(negative)} more={t('chain.outAll', { count: out, n: format.whole(out) })} />
      <Figure label={t('chain.silent')} value={format.whole(silent)} more={t('chain.silentMore')} />
    </div>
  );
}
