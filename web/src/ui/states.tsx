import type { ReactNode } from 'react';
import { CloudOff, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NoAnswerError } from '../api/client';

interface EmptyProps {
  icon: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
}

export function Empty({ icon: Icon, title, children }: EmptyProps) {
  return (
    <div className="empty">
      <Icon size={40} strokeWidth={1.5} aria-hidden />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What went wrong, in words, and a way to try again. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const offline = error instanceof NoAnswerError;
  return (
    <Empty icon={offline ? CloudOff : TriangleAlert} title={offline ? t('failed.offline') : t('failed.title')}>
      <p>{offline ? t('failed.offlineMore') : error instanceof Error ? error.message : ''}</p>
      {retry && <button type="button" className="button" onClick={retry}>{t('failed.retry')}</button>}
    </Empty>
  );
}

export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className="stack-tight" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => <div key={row} className="skeleton" />)}
    </div>
  );
}
