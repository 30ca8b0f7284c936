import { CircleCheck, CloudUpload, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MovementRequest } from '../../api/client';
import { moneyDecimals, quantityDecimals, scaled, sum, amountAtPrice } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { discard, queue, sendAgain, type QueuedEntry } from '../../local/queue';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Empty } from '../../ui/states';
import { toast } from '../../ui/toasts';

/** What is not yet with the shop: what waits for the network, and what was refused and needs somebody to decide. */
export function WaitingScreen() {
  const { t } = useTranslation();
  const entries = useStore(queue);
  const refused = entries.filter((entry) => entry.state === 'refused');
  const waiting = entries.filter((entry) => entry.state === 'waiting');
  return (
    <div className="page">
      <h1>{t('waiting.title')}</h1>
      {entries.length === 0 && <div className="card"><Empty icon={CircleCheck} title={t('waiting.none')}><p>{t('waiting.noneMore')}</p></Empty></div>}
      {refused.length > 0 && (
        <section className="stack-tight" aria-labelledby="refused">
          <h2 id="refused" className="row"><TriangleAlert size={20} aria-hidden />{t('waiting.refused')}</h2>
          <p className="soft">{t('waiting.refusedMore')}</p>
          <ul className="card">{refused.map((entry) => <Entry key={entry.id} entry={entry} />)}</ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section className="stack-tight" aria-labelledby="waiting">
          <h2 id="waiting" className="row"><CloudUpload size={20} aria-hidden />{t('waiting.waiting')}</h2>
          <p className="soft">{t('waiting.waitingMore')}</p>
          <ul className="card" data-testid="waiting">{waiting.map((entry) => <Entry key={entry.id} entry={entry} />)}</ul>
        </section>
      )}
    </div>
  );
}

function Entry({ entry }: { entry: QueuedEntry }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { items } = useShelf();
  const body = entry.body as MovementRequest;
  const lines = body.lines ?? [];
  const total = sum(lines.map((line) => (line.unitPrice ? amountAtPrice(scaled(line.quantity ?? 0, quantityDecimals), scaled(line.unitPrice, moneyDecimals)) : 0)));
  const kind = entry.reversalOf ? 'reversal' : body.type ?? '';
  const again = async (asFact: boolean) => {
    const { outcome } = await sendAgain(entry.id, asFact);
    const result = await outcome;
    toast(result.state === 'refused' ? result.problem.detail ?? t('failed.title') : result.state === 'sent' ? t('waiting.sent') : t('keptHere'), { bad: result.state === 'refused' });
  };
  return (
    <li className="list-row wrap-row">
      <span className="grow">
        <strong>{t(`kinds.${kind}` as 'kinds.sale', { defaultValue: kind })}{total > 0 ? ` · ${format.money(total)}` : ''}</strong>
        <span className="block small soft">{format.dateTime(entry.createdAt)} · {lines.map((line) => {
          const item = line.sku ? items.get(line.sku) : undefined;
          return `${item ? format.name(item) : line.sku} ${format.quantity(scaled(line.quantity ?? line.counted ?? 0, quantityDecimals))}`;
        }).join(', ')}</span>
        {entry.refusal && <span className="block refusal">{entry.refusal.problem.detail ?? entry.refusal.problem.title}</span>}
      </span>
      {entry.state === 'refused' && (
        <span className="row-wrap">
          {entry.refusal?.problem.code === 'insufficient-stock'
            ? <button type="button" className="button primary" onClick={() => void again(true)}>{t('waiting.asFact')}</button>
            : <button type="button" className="button primary" onClick={() => void again(false)}>{t('waiting.again')}</button>}
          <button type="button" className="button bad" onClick={() => { if (confirm(t('waiting.discardSure'))) { void discard(entry.id); } }}>{t('waiting.discard')}</button>
        </span>
      )}
    </li>
  );
}
