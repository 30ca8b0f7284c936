import { useTranslation } from 'react-i18next';
import type { StockStatus } from '../local/item';

/** Its colour. */
export const tones: Record<StockStatus, string> = { negative: 'bad', out: 'bad', low: 'warn', over: '', ok: 'good' };

/** A status in colour and in words: colour alone says nothing to many. */
export function StatusTag({ status, text }: { status: StockStatus; text?: string }) {
  const { t } = useTranslation();
  return <span className={`tag ${tones[status]}`} title={t(`status.${status}`)}>{text ?? t(`status.${status}`)}</span>;
}
