import { useState } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import { Check, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useFormats } from '../../i18n/format';
import { TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { useLeft } from './use-left';
import type { Settling } from './use-settle';

/** What an alert mostly ends with: one tap instead of typing. */
const usualNotes = ['ordered', 'counted', 'dropped'] as const;
const maxNote = 500;

interface SettleSheetProps {
  alert: Schemas['Alert'];
  settle: UseMutationResult<Schemas['Alert'], Error, Settling>;
  onClose: () => void;
}

/** Puts an alert off, or ends it with a word of why. */
export function SettleSheet({ alert, settle, onClose }: SettleSheetProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const left = useLeft();
  const [note, setNote] = useState('');
  const go = (settling: Settling) => settle.mutate(settling, { onSuccess: onClose });
  return (
    <Sheet open title={format.name({ name: alert.name, nameUrdu: alert.nameUrdu ?? null })} onClose={onClose}>
      <div className="stack">
        <p className="soft">{left(alert)}</p>
        <fieldset className="plain stack-tight">
          <legend>{t('alerts.later')}</legend>
          <div className="row-wrap">
            <button type="button" className="button large grow" disabled={settle.isPending} onClick={() => go({ how: 'later', days: 1 })}><Clock size={18} aria-hidden />{t('alerts.tomorrow')}</button>
            <button type="button" className="button large grow" disabled={settle.isPending} onClick={() => go({ how: 'later', days: 7 })}><Clock size={18} aria-hidden />{t('alerts.week')}</button>
          </div>
        </fieldset>
        <form className="stack-tight" onSubmit={(event) => { event.preventDefault(); go({ how: 'done', note }); }}>
          <TextField label={t('alerts.note')} value={note} onChange={setNote} maxLength={maxNote} required />
          <div className="chips wrap" role="group" aria-label={t('alerts.note')}>
            {usualNotes.map((usual) => <button key={usual} type="button" className="chip" aria-pressed={note === t(`alerts.notes.${usual}`)} onClick={() => setNote(t(`alerts.notes.${usual}`))}>{t(`alerts.notes.${usual}`)}</button>)}
          </div>
          <button type="submit" className="button primary large" disabled={settle.isPending || note.trim() === ''}><Check size={18} aria-hidden />{t('alerts.done')}</button>
        </form>
      </div>
    </Sheet>
  );
}
