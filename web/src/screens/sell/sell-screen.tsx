import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format';
import { addToBasket, basket, clearBasket, effectsOf, restoreBasket, saleLines, totalOf, type BasketLine } from '../../local/basket';
import type { Scanned } from '../../local/barcode';
import { isCounted } from '../../local/item';
import { discard, postEntry, sendAgain, takeBack, type Outcome } from '../../local/queue';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import type { Problem } from '../../api/client';
import { Finder } from '../../ui/finder';
import { toast } from '../../ui/toasts';
import { BasketPanel } from './basket-panel';
import { Tiles } from './tiles';

// Needed after the first tap, not before it: the first load stays small on a slow network.
const LineSheet = lazy(() => import('./line-sheet').then((module) => ({ default: module.LineSheet })));
const ShortageSheet = lazy(() => import('./shortage-sheet').then((module) => ({ default: module.ShortageSheet })));

interface Refused {
  id: string;
  lines: BasketLine[];
  problem: Problem;
  /** The basket as it was given back; null when another one had begun. */
  restored: readonly BasketLine[] | null;
}

/** Search, scan or tap; then sell. */
export function SellScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const shelf = useShelf();
  const lines = useStore(basket);
  const [editing, setEditing] = useState<number | null>(null);
  const [selling, setSelling] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);

  const pick = ({ item, pack, quantity }: Scanned) => {
    const key = addToBasket(item, pack, quantity ?? 1_000);
    // What is weighed is asked for; what is counted is one more.
    if (quantity === null && pack === null && !isCounted(item)) {
      setEditing(key);
    }
  };

  const tell = (id: string, sold: BasketLine[], outcome: Outcome) => {
    if (outcome.state === 'refused') {
      // The next customer is already being served: the refused sale stays in the list, and theirs in the basket.
      const free = basket.get().length === 0;
      if (free) {
        restoreBasket(sold);
      }
      setRefused({ id, lines: sold, problem: outcome.problem, restored: free ? basket.get() : null });
      return;
    }
    const total = format.money(totalOf(sold));
    const undo = () => {
      void takeBack(shelf.store, id, t('sell.undoReason'), effectsOf(sold, 1)).then(() => toast(t('sell.undone', { total })));
    };
    toast(outcome.state === 'sent' ? t('sell.sold', { total }) : t('sell.soldWaiting', { total }), { action: { label: t('undo'), run: undo } });
  };

  const sell = async () => {
    const sold = basket.get();
    if (sold.length === 0 || selling || !shelf.store) {
      return;
    }
    setSelling(true);
    try {
      const { id, outcome } = await postEntry(shelf.store, 'sale', { lines: saleLines(sold) }, effectsOf(sold, -1));
      clearBasket();
      void outcome.then((result) => tell(id, sold, result));
    } finally {
      setSelling(false);
    }
  };

  const latestSell = useRef(sell);
  useEffect(() => {
    latestSell.current = sell;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'F9' || (event.key === 'Enter' && event.ctrlKey)) {
        event.preventDefault();
        void latestSell.current();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  const editingLine = lines.find((line) => line.key === editing);
  return (
    <div className={lines.length > 0 ? 'sell with-basket' : 'sell'}>
      <h1 className="hidden-text">{t('nav.sell')}</h1>
      <Finder shelf={shelf} autoFocus onPick={pick} onUnknownCode={(code) => toast(t('finder.unknownCode', { code }), { bad: true })}
        idle={<Tiles shelf={shelf} lines={lines} onPick={(item) => pick({ item, pack: null, quantity: null, amount: null })} />} />
      <BasketPanel shelf={shelf} lines={lines} selling={selling} onSell={() => void sell()} onEdit={setEditing} />
      <Suspense>
        {editingLine && <LineSheet key={editingLine.key} line={editingLine} item={shelf.items.get(editingLine.sku)} onClose={() => setEditing(null)} />}
        {refused && (
          <ShortageSheet problem={refused.problem} shelf={shelf}
            onAnyway={() => {
              const { id, lines: sold, restored } = refused;
              if (basket.get() === restored) {
                clearBasket();
              }
              setRefused(null);
              void sendAgain(id, true).then(async ({ outcome }) => tell(id, sold, await outcome));
            }}
            onClose={() => {
              // Back in the basket, so no longer in the list of what was refused.
              if (basket.get() === refused.restored) {
                void discard(refused.id);
              }
              setRefused(null);
            }} />
        )}
      </Suspense>
    </div>
  );
}
