import { lazy, Suspense, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { ScanBarcode, Search, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { parseScaled, type Quantity } from '../exact/exact';
import { useFormats } from '../i18n/format';
import type { Scanned } from '../local/barcode';
import type { Item } from '../local/item';
import { useBarcodes, useSearch, type Shelf } from '../local/shelf';
import { onScan } from '../local/wedge';
import { StatusTag } from './status-tag';
import { beep } from './beep';

const Camera = lazy(() => import('./camera'));
const shownResults = 30;

interface FinderProps {
  shelf: Shelf;
  /** A product was chosen, by name or by its code; with a quantity where one was typed (`3*`) or printed on the label. */
  onPick: (picked: Scanned, by: 'name' | 'scan') => void;
  onUnknownCode: (code: string) => void;
  /** What is shown while nothing is typed. */
  idle?: ReactNode;
  autoFocus?: boolean;
  /** Who counts is not to see what the book says. */
  withoutStock?: boolean;
}

/** Finds products as one types, scans or points the camera; by keyboard alone: arrows and Enter. */
export function Finder({ shelf, onPick, onUnknownCode, idle, autoFocus, withoutStock }: FinderProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [camera, setCamera] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const list = useId();
  const search = useSearch(shelf);
  const barcodes = useBarcodes(shelf);
  const { quantity, query } = splitQuantity(text);
  const results = useMemo(() => search.find(query, shownResults), [search, query]);
  const active = results[Math.min(at, results.length - 1)];

  const pick = (picked: Scanned, by: 'name' | 'scan' = 'name') => {
    onPick({ ...picked, quantity: quantity ?? picked.quantity }, by);
    setText('');
    setAt(0);
  };
  const scan = (code: string) => {
    const hit = barcodes.find(code);
    beep(hit !== null);
    if (hit) {
      pick(hit, 'scan');
    } else {
      onUnknownCode(code);
    }
    return true;
  };
  const latestScan = useRef(scan);
  useEffect(() => {
    latestScan.current = scan;
  });
  useEffect(() => onScan((code) => latestScan.current(code)), []);
  useEffect(() => {
    // On a phone the keyboard would cover half the screen before anybody asked for it.
    if (autoFocus && matchMedia('(hover: hover) and (min-width: 900px)').matches) {
      box.current?.focus();
    }
  }, [autoFocus]);

  const enter = () => {
    const exact = /^\S{4,}$/.test(query) ? barcodes.find(query) : null;
    if (exact) {
      pick(exact);
    } else if (active) {
      pick({ item: active, pack: null, quantity: null, amount: null });
    } else if (/^\d{6,}$/.test(query)) {
      onUnknownCode(query);
    }
  };

  return (
    <div className="finder">
      <div className="finder-bar">
        <div className="finder-box">
          <Search size={20} aria-hidden />
          <input ref={box} className="input" type="search" value={text} placeholder={t('finder.placeholder')} aria-label={t('finder.label')}
            role="combobox" aria-expanded={results.length > 0} aria-controls={list} aria-autocomplete="list"
            aria-activedescendant={active ? `${list}-${active.sku}` : undefined}
            autoComplete="off" autoCorrect="off" spellCheck={false} enterKeyHint="done"
            onChange={(event) => { setText(event.target.value); setAt(0); }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                setAt((place) => Math.max(0, Math.min(results.length - 1, place + (event.key === 'ArrowDown' ? 1 : -1))));
              } else if (event.key === 'Enter' && !event.ctrlKey) {
                event.preventDefault();
                enter();
              } else if (event.key === 'Escape') {
                setText('');
              }
            }} />
          {text && <button type="button" className="button icon quiet clear" aria-label={t('finder.clear')} onClick={() => { setText(''); box.current?.focus(); }}><X size={20} aria-hidden /></button>}
        </div>
        <button type="button" className="button scan" aria-label={t('finder.camera')} aria-pressed={camera} onClick={() => setCamera(!camera)}><ScanBarcode size={26} aria-hidden /></button>
      </div>
      {camera && <Suspense fallback={<div className="camera" />}><Camera onCode={scan} onClose={() => setCamera(false)} /></Suspense>}
      {query === '' ? idle : (
        <div className="card results" role="listbox" id={list} aria-label={t('finder.results')}>
          {results.map((item) => (
            <ResultRow key={item.sku} id={`${list}-${item.sku}`} item={item} shelf={withoutStock ? null : shelf} active={item === active}
              onClick={() => pick({ item, pack: null, quantity: null, amount: null })} />
          ))}
          {results.length === 0 && <div className="empty" role="option" aria-selected="false" aria-disabled><p>{t('finder.nothing', { text: query })}</p></div>}
        </div>
      )}
    </div>
  );
}

interface ResultRowProps {
  id: string;
  item: Item;
  shelf: Shelf | null;
  active: boolean;
  onClick: () => void;
}

function ResultRow({ id, item, shelf, active, onClick }: ResultRowProps) {
  const format = useFormats();
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (active) {
      row.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [active]);
  const onHand = shelf?.onHand(item) ?? 0;
  const status = shelf?.status(item);
  return (
    <button ref={row} id={id} type="button" role="option" aria-selected={active} tabIndex={-1} className="result" onClick={onClick}>
      <span className="names">
        <strong className="ellipsis">{format.name(item)}</strong>
        <span className="soft small ellipsis"><bdi>{format.otherName(item) ?? item.sku}</bdi></span>
      </span>
      <span className="figures">
        <strong>{format.money(item.price)}</strong><br />
        {!status ? <span className="soft small">{format.unit(item.unit)}</span> : status === 'ok' || status === 'over' ? <span className="soft small">{format.quantityOf(onHand, item.unit)}</span> : <StatusTag status={status} text={format.quantityOf(onHand, item.unit)} />}
      </span>
    </button>
  );
}

/** `3*sugar` is three of it. */
function splitQuantity(text: string): { quantity: Quantity | null; query: string } {
  const match = /^\s*([\d۰-۹.٫]+)\s*[*×xX]\s*(.*)$/.exec(text);
  const parsed = match ? parseScaled(match[1] ?? '', 3) : null;
  return parsed?.ok && parsed.value > 0 ? { quantity: parsed.value, query: match?.[2] ?? '' } : { quantity: null, query: text.trim() };
}
