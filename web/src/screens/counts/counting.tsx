import { useState } from 'react';
import { ScanBarcode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { session } from '../../api/session';
import { quantityDecimals, wireNumber, type Quantity } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Scanned } from '../../local/barcode';
import { baseOf } from '../../local/draft';
import type { Item, ItemPack } from '../../local/item';
import { addScan } from '../../local/scans';
import { changeSettings, settings } from '../../local/settings';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { TextField } from '../../ui/field';
import { Finder } from '../../ui/finder';
import { Empty } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { Feed } from './feed';
import { NowCounting } from './now-counting';

interface CountingProps {
  count: Schemas['CountSession'];
  mark: number;
}

/** Whoever counts says once who they are; the device remembers it. */
export function Counting({ count, mark }: CountingProps) {
  const { t } = useTranslation();
  const { me } = useStore(session);
  const { counter } = useStore(settings);
  const [name, setName] = useState('');
  const [asking, setAsking] = useState(false);
  const own = me && me.kind !== 'owner' ? me.displayName ?? me.name : '';
  const who = counter || own;
  if (who && !asking) {
    return <Scanning count={count} mark={mark} who={who} onRename={() => { setName(who); setAsking(true); }} />;
  }
  return (
    <form className="card padded stack" onSubmit={(event) => { event.preventDefault(); changeSettings({ counter: name.trim() }); setAsking(false); }}>
      <TextField label={t('counts.who')} hint={t('counts.whoMore')} value={name} onChange={setName} maxLength={100} required autoFocus />
      <button type="submit" className="button primary large" disabled={name.trim() === ''}>{t('counts.beginCounting')}</button>
    </form>
  );
}

function Scanning({ count, mark, who, onRename }: CountingProps & { who: string; onRename: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const shelf = useShelf();
  const [current, setCurrent] = useState<{ item: Item; pack: ItemPack | null } | null>(null);

  const add = (item: Item, pack: ItemPack | null, quantity: Quantity): boolean => {
    const base = baseOf({ pack, quantity, unit: item.unit });
    if (base === null) {
      toast(t('sell.notExact'), { bad: true });
      return false;
    }
    void addScan(count.id, { sku: item.sku, quantity: wireNumber(quantity, quantityDecimals), counter: who, ...(pack ? { pack: pack.name } : {}) }, base);
    if (count.scope.category && item.category !== count.scope.category) {
      toast(t('counts.outside', { name: format.name(item), category: format.category(count.scope.category) }), { bad: true });
    }
    return true;
  };
  const pick = ({ item, pack, quantity }: Scanned, by: 'name' | 'scan') => {
    // A scan is one more of it; a name is something to type a number for.
    if (quantity !== null || by === 'scan') {
      add(item, pack, quantity ?? 1_000);
    }
    setCurrent({ item, pack });
  };
  const keepUnknown = (code: string) => {
    void addScan(count.id, { barcode: code, quantity: 1, counter: who }, 1_000);
    toast(t('counts.unknownKept', { code }), { bad: true });
  };
  return (
    <div className={current ? 'counting has-now' : 'counting'}>
      <div className="stack">
        <Finder shelf={shelf} autoFocus withoutStock onPick={pick} onUnknownCode={keepUnknown} />
        <div className="row small soft"><span className="grow">{t('counts.countingAs', { name: who })}</span><button type="button" className="button quiet" onClick={onRename}>{t('counts.rename')}</button></div>
        <Feed count={count} mark={mark} who={who} onChoose={(item) => setCurrent({ item, pack: null })} />
      </div>
      {current
        ? <NowCounting key={`${current.item.sku} ${current.pack?.name ?? ''}`} count={count} mark={mark} who={who} item={current.item} firstPack={current.pack} onAdd={(pack, quantity) => add(current.item, pack, quantity)} onClose={() => setCurrent(null)} />
        : <section className="card count-now idle" aria-hidden><Empty icon={ScanBarcode} title={t('counts.scanTitle')}><p>{t('counts.scanMore')}</p></Empty></section>}
    </div>
  );
}
