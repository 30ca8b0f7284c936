import { useMemo, useState } from 'react';
import { Package } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../../i18n/format';
import type { BasketLine } from '../../local/basket';
import type { Item } from '../../local/item';
import type { Shelf } from '../../local/shelf';
import { useFavourites } from '../../local/favourites';
import { Empty, Loading } from '../../ui/states';

const shownTiles = 24;
const shownInCategory = 120;

interface TilesProps {
  shelf: Shelf;
  lines: readonly BasketLine[];
  onPick: (item: Item) => void;
}

/** What sells most here, one tap away; and every category. */
export function Tiles({ shelf, lines, onPick }: TilesProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [category, setCategory] = useState<string | null>(null);
  const favourites = useFavourites(shelf.store);
  const categories = useMemo(() => [...new Set(shelf.list.flatMap((item) => (item.category ? [item.category] : [])))].sort(format.compare), [shelf.list, format]);
  const items = useMemo(() => {
    if (category !== null) {
      return shelf.list.filter((item) => item.category === category).slice(0, shownInCategory);
    }
    const often = favourites.flatMap((sku) => shelf.items.get(sku) ?? []).filter((item) => !item.archived);
    return (often.length > 0 ? often : shelf.list).slice(0, shownTiles);
  }, [shelf, category, favourites]);
  if (shelf.list.length === 0) {
    return shelf.loaded && shelf.syncedAt !== null
      ? <Empty icon={Package} title={t('sell.noProducts')}><p>{t('sell.noProductsMore')}</p><Link className="button primary" to="/welcome">{t('sell.begin')}</Link></Empty>
      : <Loading rows={6} />;
  }
  return (
    <>
      <div className="chips" role="group" aria-label={t('sell.categories')}>
        <button type="button" className="chip" aria-pressed={category === null} onClick={() => setCategory(null)}>{t('sell.often')}</button>
        {categories.map((one) => <button key={one} type="button" className="chip" aria-pressed={category === one} onClick={() => setCategory(one)}>{format.category(one)}</button>)}
      </div>
      <div className="tiles">
        {items.map((item) => <Tile key={item.sku} item={item} shelf={shelf} inBasket={lines.find((line) => line.sku === item.sku)} onPick={onPick} />)}
      </div>
    </>
  );
}

function Tile({ item, shelf, inBasket, onPick }: { item: Item; shelf: Shelf; inBasket: BasketLine | undefined; onPick: (item: Item) => void }) {
  const format = useFormats();
  const onHand = shelf.onHand(item);
  return (
    <button type="button" className={onHand <= 0 ? 'tile none' : 'tile'} onClick={() => onPick(item)}>
      <span className="tile-name">{format.name(item)}</span>
      <span className="tile-foot"><span>{format.money(item.price)}</span><span className={onHand <= 0 ? 'tag bad' : ''}>{format.quantityOf(onHand, item.unit)}</span></span>
      {inBasket && <span className="in-basket">{format.quantity(inBasket.quantity)}</span>}
    </button>
  );
}
