import { useState } from 'react';
import { ClipboardCheck, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { may, session } from '../../api/session';
import { amountAtCost, quantityDecimals, sum, wireNumber } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Scanned } from '../../local/barcode';
import { contact } from '../../local/contact';
import { baseOf, createDraft, type DraftLine } from '../../local/draft';
import { discard, postEntry } from '../../local/queue';
import { useShelf, type Shelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Finder } from '../../ui/finder';
import { Sheet } from '../../ui/sheet';
import { Empty } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { EntryLine } from './entry-line';

const draft = createDraft('count');

/** What is on the shelf, typed without looking at the book; the differences are looked at before they are posted. */
export function CountScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const shelf = useShelf();
  const lines = useStore(draft.lines);
  const { me } = useStore(session);
  const [reviewing, setReviewing] = useState(false);
  const ready = lines.length > 0 && lines.every((line) => line.quantity !== null && baseOf(line) !== null);
  // A scan is one more of it; a name is a line to type the number into.
  const pick = ({ item, pack, quantity }: Scanned) => draft.add(item, pack, quantity, null);
  return (
    <div className="entry">
      <div className="stack">
        <h1>{t('nav.count')}</h1>
        <p className="soft">{t('count.how')}</p>
        {may(me, 'counts.read') && <Link className="button quiet self-start" to="/counts"><UsersRound size={18} aria-hidden />{t('counts.together')}</Link>}
        <Finder shelf={shelf} autoFocus withoutStock onPick={pick} onUnknownCode={(code) => toast(t('finder.unknownCode', { code }), { bad: true })} />
      </div>
      <section className="card entry-panel" aria-label={t('nav.count')}>
        {lines.length === 0 ? <Empty icon={ClipboardCheck} title={t('entry.empty')}><p>{t('count.emptyMore')}</p></Empty> : (
          <>
            <ul className="entry-lines">
              {lines.map((line) => <EntryLine key={line.key} draft={draft} line={line} item={shelf.items.get(line.sku)} withCost={false} quantityLabel={t('count.counted')} />)}
            </ul>
            <div className="entry-foot">
              <button type="button" className="button primary large" disabled={!ready} onClick={() => setReviewing(true)}>{t('count.review', { count: lines.length, n: format.whole(lines.length) })}</button>
            </div>
          </>
        )}
      </section>
      {reviewing && <ReviewSheet lines={lines} shelf={shelf} onClose={() => setReviewing(false)} />}
    </div>
  );
}

interface Variance {
  line: DraftLine;
  counted: number;
  book: number;
  difference: number;
  cost: number;
}

function ReviewSheet({ lines, shelf, onClose }: { lines: readonly DraftLine[]; shelf: Shelf; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [sending, setSending] = useState(false);
  // What the reviewer has seen is what is posted: if goods move meanwhile, the server says so.
  const [seq] = useState(() => Math.max(0, ...[...shelf.items.values()].map((item) => item.seq)));
  const variances: Variance[] = lines.map((line) => {
    const item = shelf.items.get(line.sku);
    const counted = baseOf(line) ?? 0;
    const book = item ? shelf.onHand(item) : 0;
    return { line, counted, book, difference: counted - book, cost: amountAtCost(counted - book, item?.averageCost ?? 0) };
  }).sort((a, b) => Math.abs(b.cost) - Math.abs(a.cost));
  const post = async () => {
    setSending(true);
    const online = contact.get().state === 'online';
    const request = {
      lines: lines.map((line) => ({ sku: line.sku, counted: wireNumber(line.quantity ?? 0, quantityDecimals), ...(line.pack ? { pack: line.pack.name } : {}) })),
      ...(online && shelf.waiting.size === 0 ? { expectedSeq: seq } : {}),
    };
    const { id, outcome } = await postEntry(shelf.store, 'count', request, variances.map(({ line, difference }) => ({ sku: line.sku, delta: difference })));
    const result = await outcome;
    setSending(false);
    if (result.state === 'refused') {
      await discard(id);
      toast(result.problem.code === 'stock-moved' ? t('count.moved') : result.problem.detail ?? t('failed.title'), { bad: true });
      onClose();
      return;
    }
    draft.set([]);
    toast(t('count.done', { count: lines.length, n: format.whole(lines.length) }) + (result.state === 'waiting' ? ` ${t('keptHere')}` : ''));
    onClose();
  };
  return (
    <Sheet open wide title={t('count.reviewTitle')} onClose={onClose}>
      <div className="stack">
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t('count.reviewTitle')}>
          <table className="table" data-testid="variances">
            <thead><tr><th>{t('stock.product')}</th><th className="number">{t('count.counted')}</th><th className="number">{t('count.book')}</th><th className="number">{t('count.difference')}</th><th className="number">{t('count.worth')}</th></tr></thead>
            <tbody>
              {variances.map(({ line, counted, book, difference, cost }) => (
                <tr key={line.key}>
                  <td>{format.name(line)}</td><td className="number">{format.quantity(counted)}</td><td className="number soft">{format.quantity(book)}</td>
                  <td className="number"><span className={difference === 0 ? 'tag good' : difference < 0 ? 'tag bad' : 'tag warn'}>{difference === 0 ? t('count.right') : format.signed(difference)}</span></td>
                  <td className="number">{difference === 0 ? '' : format.amount(cost)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot><tr><th scope="row" colSpan={4}>{t('total')}</th><td className="number">{format.money(sum(variances.map((variance) => variance.cost)))}</td></tr></tfoot>
          </table>
        </div>
        <div className="row-wrap">
          <button type="button" className="button large" onClick={onClose}>{t('count.again')}</button>
          <button type="button" className="button primary large grow" disabled={sending} onClick={() => void post()}>{t('count.post')}</button>
        </div>
      </div>
    </Sheet>
  );
}
