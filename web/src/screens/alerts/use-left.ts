import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { quantityDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';

/** The worst first. */
export const alertKinds = ['negative', 'out', 'low'] as const;

/** How many there are now, in words: below zero there is nothing left. */
export function useLeft(): (alert: Pick<Schemas['Alert'], 'onHand' | 'unit'>) => string {
  const { t } = useTranslation();
  const format = useFormats();
  return ({ onHand, unit }) => {
    const quantity = scaled(onHand, quantityDecimals);
    return quantity < 0 ? t('alerts.belowZero', { quantity: format.quantityOf(-quantity, unit) }) : t('today.left', { quantity: format.quantityOf(quantity, unit) });
  };
}
