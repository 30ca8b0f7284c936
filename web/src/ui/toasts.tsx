import { useEffect } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { createStore, useStore } from '../local/store';

interface Toast {
  key: number;
  text: string;
  bad: boolean;
  action?: { label: string; run: () => void };
}

const toasts = createStore<Toast[]>([]);
let nextKey = 1;
const shownMs = 7_000;

export function toast(text: string, options: { bad?: boolean; action?: Toast['action'] } = {}): void {
  // Only the newest: a till is no place for piles of notices.
  toasts.set([{ key: nextKey++, text, bad: options.bad ?? false, action: options.action }]);
}

function close(key: number): void {
  toasts.set(toasts.get().filter((one) => one.key !== key));
}

export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((one) => <ToastCard key={one.key} toast={one} />)}
    </div>
  );
}

function ToastCard({ toast: { key, text, bad, action } }: { toast: Toast }) {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(() => close(key), action || bad ? shownMs * 1.5 : shownMs);
    return () => clearTimeout(timer);
  }, [key, action, bad]);
  return (
    <div className={bad ? 'toast bad' : 'toast'}>
      <span className="grow">{text}</span>
      {action && <button type="button" className="button" onClick={() => { action.run(); close(key); }}>{action.label}</button>}
      <button type="button" className="button icon" aria-label={t('close')} onClick={() => close(key)}><X size={20} aria-hidden /></button>
    </div>
  );
}
