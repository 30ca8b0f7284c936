import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { costDecimals, scaled, type Cost } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { serverNow } from '../../local/contact';
import { useShelf } from '../../local/shelf';
import { Steps } from '../../ui/charts';
import { Sheet } from '../../ui/sheet';
import { Failed, Loading } from '../../ui/states';
import { historyQuery, type Place } from './terms';

type Change = Schemas['SourcingChange'];

interface PriceHistoryProps {
  place: Place;
  sku: string;
  /** All suppliers of the product when absent. */
  supplier?: string;
  title: string;
  onClose: () => void;
}

/** What suppliers asked for a product over time, newest first. */
export function PriceHistory({ place, sku, supplier, title, onClose }: PriceHistoryProps) {
  const { t } = useTranslation();
  const history = useQuery(historyQuery(place, sku, supplier));
  return (
    <Sheet open title={t('buying.historyOf', { name: title })} onClose={onClose}>
      {history.isError && !history.data ? <Failed error={history.error} retry={() => void history.refetch()} />
        : !history.data ? <Loading />
          : history.data.items.length === 0 ? <p className="soft">{t('buying.noHistory')}</p>
            : <Changes changes={history.data.items} sku={sku} single={supplier !== undefined} />}
    </Sheet>
  );
}

function Changes({ changes, sku, single }: { changes: readonly Change[]; sku: string; single: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { items } = useShelf();
  const cost = (value: number | null | undefined, pack: string | null | undefined) => (value === null || value === undefined ? null
    : t('buying.costPer', { cost: t('money', { amount: format.cost(scaled(value, costDecimals)) }), unit: format.unit(pack ?? items.get(sku)?.unit ?? 'piece') }));
  const points = single ? lineOf(changes) : [];
  return (
    <div className="stack">
      {points.length > 2 && <Steps title={t('buying.history')} points={points} format={(value) => format.cost(Math.round(value))} formatTime={(at) => format.shortDate(new Date(at).toISOString().slice(0, 10))} />}
      <ul className="history" data-testid="price-history">
        {changes.map((change, place) => (
          <li key={place} className="list-row">
            <span className="grow">
              <strong>{cost(change.toCost, change.toPack) ?? t('buying.ended')}</strong>
              {change.fromCost !== null && change.fromCost !== undefined && <span className="block small soft">{t('buying.before', { cost: cost(change.fromCost, change.fromPack) })}</span>}
              <span className="block small soft">{!single && <><bdi className="code">{change.supplier}</bdi> · </>}{change.store ?? t('buying.everywhere')} · {format.dateTime(change.at)} · <bdi>{change.actor}</bdi></span>
            </span>
            <Difference change={change} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How much dearer or cheaper, where both costs speak of the same. */
function Difference({ change }: { change: Change }) {
  const format = useFormats();
  const { fromCost, toCost } = change;
  if (!fromCost || toCost === null || toCost === undefined || change.fromPack !== change.toPack) {
    return null;
  }
  const share = toCost / fromCost - 1;
  return <span className={share > 0 ? 'tag warn' : 'tag good'}><bdi dir="ltr">{share > 0 ? '+' : '−'}{format.percent(Math.abs(share))}</bdi></span>;
}

/** The costs as a line up to now; none when they speak of different packs or places, which cannot be compared. */
function lineOf(changes: readonly Change[]): { at: number; value: Cost }[] {
  const [newest] = changes;
  const told = changes.filter((change) => change.toCost !== null && change.toCost !== undefined && change.store === newest?.store && change.toPack === newest?.toPack);
  if (told.length < 2) {
    return [];
  }
  const points = told.map((change) => ({ at: Date.parse(change.at), value: scaled(change.toCost ?? 0, costDecimals) })).reverse();
  return [...points, { at: Math.max(serverNow().getTime(), points.at(-1)!.at), value: points.at(-1)!.value }];
}
