import { useState, type ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MovementRequest, Problem } from '../../api/client';
import { useFormats } from '../../i18n/format';
import type { Scanned } from '../../local/barcode';
import { draftEffects, draftRequests, isComplete, type Draft, type DraftLine } from '../../local/draft';
import { postEntry, discard, sendAgain, takeBack, type EntryType, type Outcome } from '../../local/queue';
import { useShelf, type Shelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Finder } from '../../ui/finder';
import { Empty } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { ShortageSheet } from '../sell/shortage-sheet';
import { EntryLine } from './entry-line';

interface EntryScreenProps {
  title: string;
  draft: Draft;
  type: EntryType;
  sign: 1 | -1;
  icon: LucideIcon;
  emptyText: string;
  withCost: boolean;
  /** What is asked before the goods: why they leave, who brought them. */
  before?: ReactNode;
  after?: ReactNode;
  idle?: (shelf: Shelf, pick: (scanned: Scanned) => void) => ReactNode;
  /** What else goes into the entry. */
  details: () => Partial<MovementRequest>;
  /** Why it cannot be posted yet. */
  missing: string | null;
  summary: (lines: readonly DraftLine[], shelf: Shelf) => string;
  action: string;
  done: (lines: number) => string;
  onDone: () => void;
}

/** Goods are found on one side and written down on the other; then all of it becomes one entry. */
export function EntryScreen(props: EntryScreenProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const shelf = useShelf();
  const lines = useStore(props.draft.lines);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<{ id: string; problem: Problem; lines: DraftLine[] } | null>(null);
  const ready = lines.length > 0 && lines.every(isComplete) && props.missing === null;

  const pick = ({ item, pack, quantity }: Scanned) => props.draft.add(item, pack, quantity ?? 1_000, null);
  const finish = async (id: string, posted: DraftLine[], outcome: Promise<Outcome>) => {
    const result = await outcome;
    if (result.state === 'refused') {
      props.draft.set(posted);
      setRefused({ id, problem: result.problem, lines: posted });
      return;
    }
    const undo = () => void takeBack(shelf.store, id, t('sell.undoReason'), draftEffects(posted, props.sign === 1 ? -1 : 1)).then(() => toast(t('product.undone')));
    const text = props.done(posted.length);
    toast(result.state === 'sent' ? text : `${text} ${t('keptHere')}`, { action: { label: t('undo'), run: undo } });
  };
  const post = async () => {
    if (!ready || sending) {
      return;
    }
    setSending(true);
    try {
      const posted = [...lines];
      const { id, outcome } = await postEntry(shelf.store, props.type, { ...props.details(), lines: draftRequests(posted) }, draftEffects(posted, props.sign));
      props.draft.set([]);
      props.onDone();
      await finish(id, posted, outcome);
    } finally {
      setSending(false);
    }
  };

  return (
    <div className={lines.length > 0 ? 'entry has-lines' : 'entry'}>
      <div className="stack">
        <h1>{props.title}</h1>
        {props.before}
        <Finder shelf={shelf} autoFocus onPick={pick} idle={props.idle?.(shelf, pick)} onUnknownCode={(code) => toast(t('finder.unknownCode', { code }), { bad: true })} />
      </div>
      <section className="card entry-panel" aria-label={props.title}>
        {lines.length === 0 ? <Empty icon={props.icon} title={t('entry.empty')}><p>{props.emptyText}</p></Empty> : (
          <>
            <ul className="entry-lines">
              {lines.map((line) => <EntryLine key={line.key} draft={props.draft} line={line} item={shelf.items.get(line.sku)} withCost={props.withCost} quantityLabel={t('entry.quantity')} />)}
            </ul>
            <div className="entry-foot">
              {props.after}
              <div className="row">
                <span className="grow"><span className="small soft block">{t('sell.items', { count: lines.length, n: format.whole(lines.length) })}</span><strong>{props.summary(lines, shelf)}</strong></span>
                <button type="button" className="button primary large" disabled={!ready || sending} onClick={() => void post()}>{props.action}</button>
              </div>
              {props.missing && <p className="small soft">{props.missing}</p>}
            </div>
          </>
        )}
      </section>
      {refused && (
        <ShortageSheet problem={refused.problem} shelf={shelf} onClose={() => { void discard(refused.id); setRefused(null); }}
          onAnyway={() => {
            const { id, lines: posted } = refused;
            setRefused(null);
            props.draft.set([]);
            void sendAgain(id, true).then(({ outcome }) => finish(id, posted, outcome));
          }} />
      )}
    </div>
  );
}
