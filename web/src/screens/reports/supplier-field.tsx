import { useTranslation } from 'react-i18next';
import { SelectField } from '../../ui/field';
import { useSuppliers } from '../suppliers/suppliers';

/** Only what has to do with one supplier; nothing is asked where there is none. */
export function SupplierField({ supplier, onChange }: { supplier: string; onChange: (supplier: string) => void }) {
  const { t } = useTranslation();
  const suppliers = useSuppliers();
  if (!suppliers.data?.length) {
    return null;
  }
  return (
    <SelectField label={t('orders.supplier')} value={supplier} onChange={onChange}>
      <option value="">{t('suppliers.all')}</option>
      {suppliers.data.map((one) => <option key={one.code} value={one.code}>{one.name}</option>)}
    </SelectField>
  );
}
