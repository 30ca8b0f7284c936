import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NoAnswerError, ProblemError } from '../api/client';
import { settings } from '../local/settings';
import { useStore } from '../local/store';
import type en from '../i18n/en.json';

type RefusalCode = keyof typeof en.refusals;

/** Somebody else changed it since it was read: nothing was overwritten. */
export function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 412;
}

interface RefusedProps {
  error: unknown;
  /** What one can do about it. */
  children?: ReactNode;
}

/** What the server refused. Its sentences are English and name the very thing; other languages say first what it means. */
export function Refused({ error, children }: RefusedProps) {
  const { t } = useTranslation();
  const { language } = useStore(settings);
  const said = error instanceof ProblemError ? error.message : null;
  const known = error instanceof ProblemError && error.problem.code ? t(`refusals.${error.problem.code as RefusalCode}`, { defaultValue: '' }) : '';
  const text = error instanceof NoAnswerError ? t('failed.offline') : isConflict(error) || language !== 'en' ? known || said : said;
  return (
    <div className="notice bad" role="alert">
      <div className="stack-tight grow">
        <span>{text ?? t('failed.title')}</span>
        {said && text !== said && !isConflict(error) && <bdi className="small">{said}</bdi>}
        {children && <div className="row-wrap">{children}</div>}
      </div>
    </div>
  );
}

interface RefusedChangeProps {
  error: unknown;
  /** Looks at what it is now, and lets one's own changes go. */
  onTake: () => void;
  /** Writes one's own changes over it. */
  onKeep: () => void;
}

/** A change that was refused; when somebody else was quicker, whose changes hold is asked. */
export function RefusedChange({ error, onTake, onKeep }: RefusedChangeProps) {
  const { t } = useTranslation();
  return (
    <Refused error={error}>
      {isConflict(error) && (
        <>
          <button type="button" className="button" onClick={onTake}>{t('buying.takeTheirs')}</button>
          <button type="button" className="button" onClick={onKeep}>{t('buying.keepMine')}</button>
        </>
      )}
    </Refused>
  );
}
