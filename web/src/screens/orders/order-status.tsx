import { useTranslation } from 'react-i18next';

export const orderStatuses = ['draft', 'ordered', 'partly-received', 'received', 'cancelled'] as const;
export type OrderState = typeof orderStatuses[number];

const tones: Record<string, string> = { draft: '', ordered: 'warn', 'partly-received': 'warn', received: 'good', cancelled: '' };

export function OrderStatus({ status, late }: { status: string; late: boolean }) {
  const { t } = useTranslation();
  return <span className="tags">{late && <span className="tag bad">{t('orders.late')}</span>}<span className={`tag ${tones[status] ?? ''}`}>{t(`orders.statuses.${status as OrderState}`)}</span></span>;
}
